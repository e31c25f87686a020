// Words of a contact, sealed before they are written and opened where somebody may read them. What is said belongs to the
// correspondence of the service file, notes among colleagues to its record. Kept in memory are ids of keys only, and only
// of contacts that go on: once the service has ended, the clock is asked each time, so that nothing opens after it.
import type { Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { KeyDestroyed } from '#keys/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { KeyId } from '../keys/contract.ts';
import { FileId, type KeyKind } from '../privacy/contract.ts';
import type { ContactId, Status } from './contract.ts';
import type { ContactParts } from './ports.ts';

type Tx = Transaction<DB>;

/** `correspondence`: said between the person and the line. `record`: noted among colleagues. */
export type WordsClass = 'correspondence' | 'record';

/** Whose words. */
export type WordsOf = { readonly organisation: string; readonly contact: ContactId };

/** Where words lie besides: `row` is the message's id, or what else names them within the contact. */
export type WordsPlace = { readonly row: string; readonly table?: 'contact.happening' | 'contact.note' };

/** Sealed words with what is needed to open them. */
export type Closed = WordsPlace & { readonly class: WordsClass; readonly sealed: Buffer };

export type SealRefusal = 'unknown-contact' | 'already-forgotten';

/** Seals and opens words of contacts. */
export type SealedWordsOf = {
  /** Within `tx` when the caller is in a transaction; a second connection is never taken then. */
  readonly seal: (
    of: WordsOf,
    words: WordsPlace & { readonly class: WordsClass; readonly text: string },
    tx?: Tx,
  ) => Promise<Result<Buffer, SealRefusal>>;
  /** In the order given; null: forgotten, or it cannot be opened. */
  readonly open: (of: WordsOf, closed: readonly Closed[], tx?: Tx) => Promise<readonly (string | null)[]>;
  /** Forgets what is known of a contact's keys: its service has ended. */
  readonly ended: (contact: ContactId) => void;
};

type Key = { readonly key: KeyId; readonly kind: KeyKind };
type Found = { readonly key: Key | null; readonly goesOn: boolean };

const MOST = 10_000;
const over: ReadonlySet<string> = new Set<Status>(['wrapping', 'closed', 'abandoned', 'diverted']);

/** Words of contacts, with the keys of this process. */
export function sealedWords(parts: ContactParts): SealedWordsOf {
  const { keys } = parts;
  const { keyOf, drop } = keyIds(parts);
  return {
    seal: async (of, { class: wordsClass, text, ...place }, tx) => {
      const key = await keyOf(of, wordsClass, tx);
      if (key === undefined) return refuse('unknown-contact');
      if (key === null) return refuse('already-forgotten');
      try {
        return ok(await keys[key.kind].seal(key.key, placeOf(of.contact, place), text));
      } catch (error) {
        if (error instanceof KeyDestroyed) return refuse('already-forgotten');
        throw error;
      }
    },
    open: async (of, closed, tx) => {
      const found = new Map<WordsClass, Key | null | undefined>();
      for (const one of new Set(closed.map((words) => words.class))) found.set(one, await keyOf(of, one, tx));
      const openOne = async ({ class: wordsClass, sealed, ...place }: Closed): Promise<string | null> => {
        const key = found.get(wordsClass);
        if (key === undefined || key === null) return null;
        const opened = await keys[key.kind].open(key.key, placeOf(of.contact, place), sealed);
        return opened.ok ? opened.value.toString() : null;
      };
      return Promise.all(closed.map(openOne));
    },
    ended: drop,
  };
}

/** Ids of the keys of contacts that go on, the least used forgotten first. */
function keyIds(parts: ContactParts) {
  const known = new Map<string, Key>();
  const keep = (name: string, key: Key): void => {
    known.delete(name);
    known.set(name, key);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  };
  /** undefined: there is no such contact; null: it is forgotten. */
  const keyOf = async (
    { organisation, contact }: WordsOf,
    of: WordsClass,
    tx?: Tx,
  ): Promise<Key | null | undefined> => {
    const name = `${contact}/${of}`;
    const there = known.get(name);
    if (there !== undefined) keep(name, there);
    if (there !== undefined) return there;
    if (tx !== undefined) return (await findKey(parts, tx, contact, of))?.key;
    const found = await transaction(parts.db, { organisation }, (own) => findKey(parts, own, contact, of));
    if (found?.goesOn === true && found.key !== null) keep(name, found.key);
    return found?.key;
  };
  const drop = (contact: ContactId): void => {
    for (const one of ['correspondence', 'record']) known.delete(`${contact}/${one}`);
  };
  return { keyOf, drop };
}

async function findKey(
  { privacy, clock }: ContactParts,
  tx: Tx,
  contact: ContactId,
  of: WordsClass,
): Promise<Found | undefined> {
  const row = await tx
    .selectFrom('contact.contact')
    .select(['file_id', 'status'])
    .where('id', '=', contact)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.file_id === null) throw new Error('A contact without a service file has no words.');
  const found = await privacy.keyFor(tx, { id: FileId.parse(row.file_id), class: of }, clock.now());
  return { key: found.ok ? found.value : null, goesOn: !over.has(row.status) };
}

function placeOf(contact: ContactId, { row, table = 'contact.happening' }: WordsPlace) {
  return { table, column: 'sealed', row: `${contact}/${row}` };
}
