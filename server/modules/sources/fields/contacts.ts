// The ways to reach a line stand in one column or in several; each column says what its texts are.
import type { Region, RegionIndex } from '#regions/contract.ts';
import type { AccessKind, Flag, ReadAccessPoint } from '../contract.ts';
import { readAccessPoints } from '../numbers.ts';
import { ACCESS_FIELDS, type Cells, type Leftover } from '../published.ts';

/** What is known of the line whose contacts are read. */
export type ContactsOf = {
  readonly cells: Cells;
  readonly index: RegionIndex;
  readonly region: Region | null;
  readonly name: string;
  readonly otherLocalParts: readonly string[];
};

/** All ways to reach a line, in the order in which they are published. */
export type Contacts = {
  readonly accessPoints: readonly ReadAccessPoint[];
  readonly flags: readonly Flag[];
  readonly notHotlines: readonly Leftover[];
};

const EXPECTED: Record<(typeof ACCESS_FIELDS)[number], AccessKind> = {
  accessPoints: 'phone',
  email: 'email',
  qq: 'qq',
  wechat: 'wechat',
  app: 'app',
};

/** Reads every column of contacts. A line without any is kept, and flagged. */
export function readContacts({ cells, ...context }: ContactsOf): Contacts {
  const read = Object.entries(cells).flatMap(([key, cell]) => {
    const field = ACCESS_FIELDS.find((access) => access === key);
    return field === undefined ? [] : [readAccessPoints(cell, { ...context, expected: EXPECTED[field] })];
  });
  const flags = read.flatMap((one) => one.flags);
  if (read.length === 0) {
    flags.push({ code: 'field-unread', field: 'accessPoints', raw: '', why: '没有写号码、邮箱或其他联系方式' });
  }
  return {
    accessPoints: read.flatMap((one) => one.accessPoints),
    flags,
    notHotlines: read.flatMap((one) => one.notHotlines),
  };
}

/** The part before the @ of every address in a list, by which one odd spelling stands out among the others. */
export function localParts(rows: readonly { readonly cells: Cells }[]): string[] {
  return rows.flatMap(({ cells }) =>
    [...(cells['email'] ?? '').matchAll(/([\w.+-]{1,64})@/g)].map(([, local = '']) => local),
  );
}
