// Chains to tamper with: a database whose audit holds two organisations and the installation, and the hands of somebody
// who holds the database itself.
import type { Client } from 'pg';
import { withClient } from '#platform/database/client.ts';
import { transaction } from '#platform/database/index.ts';
import type { AuditLine } from '#platform/http/index.ts';
import { createLedger } from '../server/modules/audit/store.ts';
import { testDatabase } from './database.ts';

/** Two organisations; the first has most of the lines. */
export const A = '0a000000-0000-4000-8000-00000000000a';
export const B = '0b000000-0000-4000-8000-00000000000b';

/** A line for a chain, at 2026-11-22T23:40 in Asia/Shanghai. */
export const lineFor = (chain: string | null, more: Partial<AuditLine> = {}): AuditLine => ({
  word: 'test.done',
  person: null,
  chain,
  at: Temporal.Instant.from('2026-11-22T15:40:00.123456Z'),
  request: 'req1',
  ...more,
});

const triggers = [
  ['entry', 'refuse_change', 'refuse_truncate'],
  ['head', 'keep_head', 'refuse_truncate'],
  ['checkpoint', 'keep_checkpoint', 'refuse_change', 'refuse_truncate'],
] as const;

/** Opens a database for it; `close` when the file is done. */
export async function tamperable() {
  const database = await testDatabase();
  const ledger = createLedger(null);
  const { admin } = database;

  /** Appends as the program, all in one transaction. */
  const append = (lines: readonly AuditLine[]): Promise<void> =>
    transaction(database.db, { reach: 'everywhere' }, async (tx) => {
      for (const line of lines) await ledger.append(tx, line);
    });

  /** Runs statements as the administrator of the whole server, with every trigger out of the way. */
  const tamper = (...statements: readonly string[]): Promise<void> =>
    withClient(admin, 'tamper', async (client) => {
      for (const [table] of triggers) await client.query(`alter table audit.${table} disable trigger all`);
      for (const statement of statements) await client.query(statement);
      for (const [table, ...names] of triggers)
        for (const name of names) await client.query(`alter table audit.${table} enable always trigger ${name}`);
    });

  /** Twelve lines for A, two for B, one for the installation, and nothing else. */
  const fill = async (): Promise<void> => {
    await tamper('delete from audit.entry', 'delete from audit.head', 'delete from audit.checkpoint');
    await append(
      Array.from({ length: 12 }, (_, index) => lineFor(A, { subject: `line:${index}`, detail: { 第: index } })),
    );
    await append([lineFor(B), lineFor(null, { request: null }), lineFor(B, { purpose: 'legal', person: A })]);
  };

  const asOwner = <T>(work: (client: Client) => Promise<T>): Promise<T> =>
    withClient(database.access.owner, 'verify', work);
  return { ...database, ledger, append, tamper, fill, asOwner };
}
