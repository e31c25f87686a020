// Lines of a conversation with their words opened, for a room and for a desk. Notes among colleagues never go to a room.
import type { Kysely } from 'kysely';
import { type DB, reading } from '#platform/database/index.ts';
import type { Status } from './contract.ts';
import { type Line, linesAfter } from './message-store.ts';
import type { OpenedLine } from './reception.ts';
import type { SealedWordsOf, WordsClass, WordsOf } from './sealed-words-store.ts';

/** Kinds of lines whose words are noted among colleagues: notes of a hand-over, reasons for a risk. */
export const recordKinds: readonly string[] = ['transferred', 'risk-set'];

/** The class of the words of a kind of line. */
export function classOf(kind: string): WordsClass {
  return recordKinds.includes(kind) ? 'record' : 'correspondence';
}

/** What a person may see the words of. */
const forThePerson: ReadonlySet<string> = new Set(['said', 'recommended']);
const ended: ReadonlySet<Status> = new Set(['wrapping', 'closed', 'abandoned', 'diverted']);

export type Reading = {
  readonly after: number;
  readonly most?: number | undefined;
  /** `person`: only what is said to them; `staff`: also the introduction and notes of a hand-over. */
  readonly for: 'person' | 'staff';
};

/** The lines after a position, in order, opened. */
export async function readLines(
  db: Kysely<DB>,
  words: SealedWordsOf,
  of: WordsOf,
  { after, most, for: reader }: Reading,
): Promise<readonly OpenedLine[]> {
  const found = await reading(db, { organisation: of.organisation }, (tx) => linesAfter(tx, of.contact, after, most));
  if (found === undefined) return [];
  const { lines, status } = found;
  if (ended.has(status)) words.ended(of.contact);
  const shown = (line: Line): boolean => reader === 'staff' || forThePerson.has(line.kind);
  const closed = lines.flatMap(({ kind, message, position }) =>
    message === null || message.sealed === null
      ? []
      : [{ position, class: classOf(kind), row: message.id, sealed: message.sealed }],
  );
  const wanted = closed.filter(({ position }) => lines.some((line) => line.position === position && shown(line)));
  const texts = await words.open(of, wanted);
  const textAt = new Map(wanted.map(({ position }, place) => [position, texts[place] ?? null]));
  return lines.map(({ message, ...line }) => ({
    ...line,
    message:
      message === null || !shown({ ...line, message })
        ? null
        : { id: message.id, author: message.author, staff: message.staff, text: textAt.get(line.position) ?? null },
  }));
}
