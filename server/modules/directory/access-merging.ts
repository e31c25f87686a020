// A line's access points from all its listings. A number that several give is one number with the newest facts;
// one that only an older listing gives stays, on that listing's own terms, because nobody said it was gone.
import type { ReadAccessPoint, ReadLine } from '../sources/contract.ts';
import type { AccessPoint, LineHours } from './contract.ts';
import { accessKey } from './likeness.ts';

/** All access points of all listings, newest first; what only an older listing gives keeps that listing's terms. */
export function unitedAccess(newest: readonly ReadLine[], base: Pick<ReadLine, 'audience' | 'hours'>): AccessPoint[] {
  const united = new Map<string, AccessPoint>();
  for (const line of newest) {
    const ownHours = line.hours !== null && line.hours.raw !== base.hours?.raw ? line.hours : undefined;
    const ownAudience = line.audience.raw === base.audience.raw ? undefined : line.audience;
    for (const read of line.accessPoints) {
      const key = accessKey(read, line);
      const before = united.get(key);
      if (before === undefined) {
        const [hours, audience] = [read.hours ?? ownHours, read.audience ?? ownAudience];
        united.set(key, accessPointOf({ ...read, ...(hours && { hours }), ...(audience && { audience }) }, line));
      } else {
        united.set(key, completed(before, accessPointOf(read, line)));
      }
    }
  }
  return [...united.values()];
}

/** What the newer listing leaves open about the same number, the older one may fill in. */
const completed = (newer: AccessPoint, older: AccessPoint): AccessPoint => ({
  ...newer,
  tel: newer.tel ?? older.tel,
  e164: newer.e164 ?? older.e164,
  suggestedTel: newer.suggestedTel ?? older.suggestedTel,
  note: newer.note ?? older.note,
  hours: newer.hours ?? older.hours,
  audience: newer.audience ?? older.audience,
});

function accessPointOf(read: ReadAccessPoint, line: ReadLine): AccessPoint {
  return {
    kind: read.kind,
    raw: read.raw,
    display: read.display,
    e164: read.e164 ?? null,
    tel: read.tel ?? null,
    suggestedTel: suggestedTel(read, line),
    number: read.number ?? null,
    lineType: read.lineType ?? null,
    menuKeys: read.menuKeys ?? [],
    note: read.note ?? null,
    hours: hoursOf(read.hours),
    audience: read.audience ?? null,
  };
}

/** The correction that a doubt about this very number proposes; only digits that could be dialled. */
function suggestedTel(read: ReadAccessPoint, line: ReadLine): string | null {
  if (read.kind !== 'phone' && read.kind !== 'short-code') return null;
  const doubt = line.flags.find(
    (flag) => flag.field === 'accessPoints' && flag.suggestion !== undefined && sameText(flag.raw, read.raw),
  );
  const digits = doubt?.suggestion?.normalize('NFKC').replaceAll(/[\s()-]/g, '') ?? '';
  return /^\+?\d{3,15}$/.test(digits) && digits !== read.tel ? digits : null;
}

const sameText = (one: string, other: string): boolean =>
  one.normalize('NFKC').replaceAll(/\s/g, '') === other.normalize('NFKC').replaceAll(/\s/g, '');

/** Hours as the directory keeps them. */
export const hoursOf = (hours: ReadLine['hours'] | undefined): LineHours | null =>
  hours === null || hours === undefined ? null : { raw: hours.raw, schedule: hours.schedule };
