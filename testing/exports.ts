// Exports with everybody who takes part in them: a university whose supervisor has opened records, and real keys.
import assert from 'node:assert/strict';
import { createLedger, auditRoutes } from '#audit/index.ts';
import { transaction } from '#platform/database/index.ts';
import { Export } from '../server/modules/audit/contract.ts';
import { testDatabase } from './database.ts';
import { testKeys } from './keys.ts';
import { type Acting, people, serveStaff } from './people.ts';

const period = { from: '2026-11-01', to: '2026-11-30' };

/** Asks for lines of the audit as a table. */
export const lines = { kind: 'audit.lines', scope: period, purpose: 'legal', reason: '法院调取' };

/** Asks for the statement of who opened record 1. */
export const statement = { ...lines, kind: 'audit.statement', scope: { ...period, subject: 'record:1' } };

/** An answer that is an export. */
export async function readExport(response: Response): Promise<Export> {
  assert.equal(response.status, 200, await response.clone().text());
  return Export.parse(await response.json());
}

/** The address of an export's file. */
export const fileOf = ({ id }: Export): string => `/api/audit/exports/${id}/file`;

/** Opens them, at 2026-11-22T23:40 in Asia/Shanghai; `pass` lets time go on. */
export async function openExports() {
  const database = await testDatabase();
  const { db, owner, access } = database;
  const keys = await testKeys(access.app);
  const ledger = createLedger(keys.purpose);
  const made = await people(owner);
  const { university } = made;
  let now = Temporal.Instant.from('2026-11-22T15:40:00Z');
  const server = await serveStaff(
    auditRoutes({ keys: keys.purpose, kinds: [] }),
    { db },
    { ledger, clock: { now: () => now } },
  );
  await transaction(db, { reach: 'everywhere' }, async (tx) => {
    for (const [subject, purpose, words] of [
      ['record:1', 'supervision', undefined],
      ['record:2', 'legal', '=cmd() 某区法院调查令 <b>7</b>'],
      ['record:1', 'quality', undefined],
    ] as const)
      await ledger.append(tx, {
        word: 'privacy.open-record',
        person: university.supervision,
        chain: university.organisation,
        at: now,
        request: null,
        subject,
        purpose,
        ...(words === undefined ? {} : { detail: { words } }),
      });
  });
  const custodian = server.as(university.custody, university.organisation);
  const administrator = server.as(university.administration, university.organisation);
  const supervisor = server.as(university.supervision, university.organisation);
  const ask = async (body: object = lines): Promise<Export> =>
    readExport(await custodian.post('/api/audit/exports', body));
  const decide = (by: Acting, { id }: Export, approve: boolean): Promise<Response> =>
    by.post(`/api/audit/exports/${id}/decision`, { approve });
  const approved = async (body?: object): Promise<Export> =>
    readExport(await decide(administrator, await ask(body), true));
  const close = async (): Promise<void> => {
    await server.close();
    await keys.close();
    await database.close();
  };
  const pass = (hours: number): Temporal.Instant => (now = now.add({ hours }));
  return {
    ...database,
    keys,
    ledger,
    people: made,
    server,
    custodian,
    administrator,
    supervisor,
    ask,
    decide,
    approved,
    pass,
    close,
  };
}
