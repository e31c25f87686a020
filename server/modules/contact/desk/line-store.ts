// Lines of conversations for a desk: of several contacts in one way to the database, because it is asked each time
// somebody says something. Names are remembered by the process; they change once in years.
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import { type DB, reading } from '#platform/database/index.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { classOf } from '../reading-store.ts';
import type { DeskLine } from './state/contract.ts';
import { namedIn, type OpenLine, talkLine } from './lines.ts';

/** A line as it is kept. */
export type KeptLine = {
  readonly contact: ContactId;
  readonly position: number;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly detail: unknown;
  readonly messageId: string | null;
  readonly author: string | null;
  readonly authorId: string | null;
  readonly sealed: Buffer | null;
};

/** After which position of which contact. */
export type From = { readonly contact: ContactId; readonly after: number };

/** The lines of contacts of one organisation after positions, each contact's in order, at most `most` of each. */
export async function loadLines(
  db: Kysely<DB>,
  organisation: string,
  from: readonly From[],
  most: number,
): Promise<readonly KeptLine[]> {
  if (from.length === 0) return [];
  const [contacts, positions] = [from.map(({ contact }) => contact), from.map(({ after }) => after)];
  const { rows } = await sql<KeptLine>`
    select contact_id as contact, position, at, kind, detail, message_id as "messageId", author,
           author_id as "authorId", sealed
      from contact.lines_after(${organisation}, ${contacts}::uuid[], ${positions}::integer[], ${most})`.execute(db);
  return rows;
}

/** Names of people and queues of one organisation by id, from memory where they are known. */
export type Names = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const MOST_NAMES = 20_000;

/** Names as this process remembers them, for each organisation by itself: what one may see, another may not. */
export function namesIn(db: Kysely<DB>): (organisation: string) => Names {
  const known = new Map<string, string>();
  return (organisation) => async (ids) => {
    const missing = ids.filter((id) => !known.has(`${organisation} ${id}`));
    if (missing.length > 0) {
      if (known.size > MOST_NAMES) known.clear();
      const found = await reading(db, { organisation }, (tx) =>
        sql<{ id: string; name: string }>`
          select id, name from identity.person where id = any(${missing}::uuid[])
           union all select id, name from contact.queue where id = any(${missing}::uuid[])`.execute(tx),
      );
      for (const { id, name } of found.rows) known.set(`${organisation} ${id}`, name);
    }
    return new Map(ids.map((id) => [id, known.get(`${organisation} ${id}`) ?? '']));
  };
}

/** Lines of contacts as they are sent, with the contact they belong to; see `loadLines`. */
export type LineReader = (organisation: string, from: readonly From[], most: number) => Promise<readonly DeskLineOut[]>;

/** A line as it is sent. */
export type DeskLineOut = z.input<typeof DeskLine>;

/** Reads lines and opens their words, with the names of those they name. */
export function openLineReader(
  { parts: { db }, words }: Pick<Core, 'parts' | 'words'>,
  names: ReturnType<typeof namesIn>,
): LineReader {
  const opened = async (organisation: string, contact: ContactId, kept: readonly KeptLine[]): Promise<OpenLine[]> => {
    const closed = kept.flatMap(({ sealed, messageId, kind, position }) =>
      sealed === null || messageId === null ? [] : [{ position, class: classOf(kind), row: messageId, sealed }],
    );
    const texts = await words.open({ organisation, contact }, closed);
    const textAt = new Map(closed.map(({ position }, place) => [position, texts[place] ?? null]));
    return kept.map((line) => ({ ...line, words: textAt.get(line.position) ?? null }));
  };
  return async (organisation, from, most) => {
    const kept = await loadLines(db, organisation, from, most);
    const lines: DeskLineOut[] = [];
    for (const [contact, some] of Map.groupBy(kept, (line) => line.contact)) {
      const open = await opened(organisation, contact, some);
      const known = await names(organisation)([...new Set(open.flatMap(namedIn))]);
      for (const line of open) lines.push({ contact, line: talkLine(line, known) });
    }
    return lines;
  };
}
