// Lines of the audit: how they are appended, always as the last thing of a transaction, and how custody and
// administration read them. What a line's detail says is sealed; the hash covers it as it is stored.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { PurposeKeys } from '#keys/index.ts';
import type { DB } from '#platform/database/index.ts';
import type { AuditLine, Ledger } from '#platform/http/index.ts';
import { INSTALLATION } from './chain.ts';
import { isOpening, openingWords } from './words.ts';

/** What seals details and files; null leaves them as they are, which only a test may want. */
export type Sealing = Pick<PurposeKeys, 'seal' | 'open'> | null;

/** Where a line came to stand. */
export type Appended = { readonly chain: string; readonly number: number; readonly hash: Buffer };

/** The ledger of the program. `appended` is for whoever must name the line, such as a certificate. */
export type AuditLedger = Ledger & {
  readonly appended: (tx: Transaction<DB>, line: AuditLine) => Promise<Appended>;
};

/**
 * Keeps the audit. Appending holds the chain until the transaction ends, so it comes last in it, and whoever appends to
 * several chains does so in the order of their ids. Throws when an opening comes without its purpose.
 */
export function createLedger(keys: Sealing): AuditLedger {
  const appended = async (tx: Transaction<DB>, line: AuditLine): Promise<Appended> => {
    if (isOpening(line.word) && line.purpose === undefined) throw new Error(`${line.word} came without a purpose.`);
    const id = randomUUID();
    const chain = line.chain ?? INSTALLATION;
    const detail = await detailFor(keys, id, line.detail);
    const { rows } = await sql<{ number: number; hash: Buffer }>`
      select number, hash from audit.append(${chain}::uuid, ${id}::uuid, ${line.at}::timestamptz, ${line.word},
        ${line.person}::uuid, ${line.subject ?? null}, ${line.purpose ?? null}, ${line.request},
        ${keys !== null && detail !== null}, ${detail})`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('The audit did not take a line.');
    return { chain, ...row };
  };
  return { appended, append: async (tx, line) => void (await appended(tx, line)) };
}

const placeOf = (id: string) => ({ table: 'audit.entry', column: 'detail', row: id });

async function detailFor(keys: Sealing, id: string, detail: AuditLine['detail']): Promise<Buffer | null> {
  if (detail === undefined || Object.keys(detail).length === 0) return null;
  const plain = JSON.stringify(detail);
  return keys === null ? Buffer.from(plain) : keys.seal('audit', placeOf(id), plain);
}

/** Which lines are wanted: of one chain, the newest first. */
export type LineFilter = {
  readonly chain: string;
  /** From this instant on, up to and without the other. */
  readonly from?: Temporal.Instant | undefined;
  readonly until?: Temporal.Instant | undefined;
  readonly word?: string | undefined;
  readonly person?: string | undefined;
  readonly subject?: string | undefined;
  readonly openings?: boolean;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** A line as it is kept, with its detail opened. */
export type StoredLine = {
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly word: string;
  readonly person: string | null;
  readonly name: string | null;
  readonly subject: string | null;
  readonly purpose: string | null;
  readonly request: string | null;
  /** Undefined: there is one, but its key is gone or it was altered. */
  readonly detail: Readonly<Record<string, unknown>> | null | undefined;
  readonly hash: Buffer;
};

/** The lines that fit, the newest first. What the caller may not read is not there. */
export async function findLines(
  tx: Transaction<DB>,
  keys: Sealing,
  { chain, from, until, word, person, subject, openings = false, before, limit }: LineFilter,
): Promise<StoredLine[]> {
  let query = tx
    .selectFrom('audit.entry as e')
    .leftJoin('identity.person as p', 'p.id', 'e.person')
    .select(['e.number', 'e.at', 'e.word', 'e.person', 'p.name', 'e.subject', 'e.purpose', 'e.request'])
    .select(['e.id', 'e.sealed', 'e.detail', 'e.hash'])
    .where('e.chain', '=', chain)
    .orderBy('e.number', 'desc')
    .limit(limit);
  if (from !== undefined) query = query.where('e.at', '>=', from);
  if (until !== undefined) query = query.where('e.at', '<', until);
  if (word !== undefined) query = query.where('e.word', '=', word);
  if (person !== undefined) query = query.where('e.person', '=', person);
  if (subject !== undefined) query = query.where('e.subject', '=', subject);
  if (openings) query = query.where('e.word', 'in', openingWords.length === 0 ? [''] : openingWords);
  if (before !== undefined) query = query.where('e.number', '<', before);
  const rows = await query.execute();
  return Promise.all(
    rows.map(async ({ id, sealed, detail, ...line }) => ({
      ...line,
      detail: await opened(keys, { id, sealed, detail }),
    })),
  );
}

/**
 * The number of the one line that says this of a subject at this instant, for whoever names the line beside what it
 * tells. Undefined: there is none any more, or several that cannot be told apart.
 */
export async function findLineNumber(
  tx: Transaction<DB>,
  {
    chain,
    word,
    subject,
    at,
  }: { readonly chain: string; readonly word: string; readonly subject: string; readonly at: Temporal.Instant },
): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('audit.entry')
    .select('number')
    .where('chain', '=', chain)
    .where('subject', '=', subject)
    .where('word', '=', word)
    .where('at', '=', at)
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0]?.number : undefined;
}

type Kept = { readonly id: string; readonly sealed: boolean; readonly detail: Buffer | null };

async function opened(keys: Sealing, { id, sealed, detail }: Kept): Promise<StoredLine['detail']> {
  if (detail === null) return null;
  if (!sealed) return readDetail(detail);
  const plain = await keys?.open('audit', placeOf(id), detail);
  return plain?.ok === true ? readDetail(plain.value) : undefined;
}

function readDetail(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  const detail: unknown = JSON.parse(bytes.toString());
  return typeof detail === 'object' && detail !== null ? { ...detail } : undefined;
}
