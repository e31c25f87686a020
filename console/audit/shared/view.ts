// What is asked of the audit, and how a line's subject and detail are told.
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { dayOf } from '../../privacy/files/view.ts';
import { readFileNumber, shortNumber } from '../../privacy/shared/file-number.ts';

/** What is looked for, as it is typed; empty asks for nothing. Days in Shanghai. */
export type Wanted = {
  readonly from: string;
  readonly to: string;
  readonly person: PersonId | '';
  readonly subject: string;
  readonly word: string;
};

/** The last seven days, today included; a subject from a link is looked for in the last year. */
export function firstWanted(now: Date, subject = ''): Wanted {
  const days = subject === '' ? 6 : 365;
  return { from: dayOf(new Date(now.getTime() - days * 86_400_000)), to: dayOf(now), person: '', subject, word: '' };
}

/** Whether the days can be asked for as they stand. */
export function isPeriod({ from, to }: Pick<Wanted, 'from' | 'to'>): boolean {
  return from === '' || to === '' || from <= to;
}

/** A subject as lines have it: a bare file number is one of a file. */
export function subjectOf(text: string): string {
  const file = readFileNumber(text);
  return file === null ? text.trim() : `file:${file}`;
}

/** As a query of the audit. */
export function lineQuery({ from, to, person, subject, word }: Wanted, before?: number) {
  const about = subjectOf(subject);
  return {
    limit: 50,
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(person === '' ? {} : { person }),
    ...(about === '' ? {} : { subject: about }),
    ...(word === '' ? {} : { word }),
    ...(before === undefined ? {} : { before }),
  };
}

/** What a subject is: its kind, a short name for it, and the screen that shows it. */
export type ToldSubject = { readonly kind: string; readonly name: string; readonly href: string | null };

/** Takes a subject apart: `file:3f9a…`. The file of an export is named by its digest. */
export function tellSubject(subject: string): ToldSubject {
  const [kind = '', ...rest] = subject.split(':');
  const id = rest.join(':');
  if (kind === 'file' && readFileNumber(id) === null) return { kind: 'export-file', name: id.slice(0, 12), href: null };
  if (kind === 'file') return { kind, name: shortNumber(id), href: `/privacy/files/${id}` };
  return { kind, name: /^[0-9a-f-]{36}$/.test(id) ? shortNumber(id) : id, href: null };
}

/** One part of a detail, ready to be named. */
export type DetailPart = { readonly name: string; readonly value: string | boolean };

/** The parts of a detail but for those that are told elsewhere; nested ones are written as they are. */
export function detailParts(detail: Readonly<Record<string, unknown>> | null): readonly DetailPart[] {
  return Object.entries(detail ?? {}).flatMap(([name, value]): readonly DetailPart[] => {
    if (value === null || value === undefined || value === '') return [];
    if (typeof value === 'boolean') return [{ name, value }];
    if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, value: value.map(plain).join('、') }];
    return [{ name, value: plain(value) }];
  });
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${plain(part)}`)
    .join(' · ');
}
