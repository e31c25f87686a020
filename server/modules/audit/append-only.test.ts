import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { withClient } from '#platform/database/client.ts';
import { DatabaseFailure, transaction } from '#platform/database/index.ts';
import { A, B, lineFor as line, tamperable } from '#testing/chains.ts';
import { INSTALLATION } from './chain.ts';
import { loadHeads, verifyChains } from './chain-store.ts';

const { db, owner, admin, ledger, append, tamper, fill, asOwner, close } = await tamperable();
after(close);
beforeEach(fill);

const verify = () => asOwner((client) => verifyChains(client));

describe('what the database itself refuses', () => {
  const refused = async (as: typeof db, statement: string): Promise<string> => {
    const error = await sql
      .raw(statement)
      .execute(as)
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    assert.ok(error instanceof DatabaseFailure, `nothing refused ${statement}`);
    return error.constraint ?? error.code;
  };
  const changes = [
    `update audit.entry set word = 'test.gone'`,
    'delete from audit.entry',
    'truncate audit.entry',
    'update audit.head set number = 3',
    `update audit.head set hash = sha256('')`,
    'delete from audit.head',
    'truncate audit.head',
    'delete from audit.checkpoint',
    'truncate audit.checkpoint',
  ];
  for (const statement of changes)
    test(`the owner is refused: ${statement} [S3-87]`, async () => {
      if (statement.includes('checkpoint')) await tamper(`insert into audit.checkpoint values ('${A}', 1, sha256(''))`);
      assert.equal(await refused(owner, statement), 'audit_only_added_to');
    });

  for (const statement of [
    ...changes,
    `insert into audit.entry select * from audit.entry`,
    `insert into audit.head values ('${A}', 0, sha256(''))`,
  ])
    test(`the server is refused: ${statement}`, async () => {
      assert.equal(await refused(db, statement), '42501');
    });

  test('a session that switches triggers off is refused all the same', async () => {
    await withClient(admin, 'test', async (client) => {
      await client.query('set session_replication_role = replica');
      await assert.rejects(client.query(`update audit.entry set word = 'test.gone'`), {
        constraint: 'audit_only_added_to',
      });
    });
  });

  test('a line into the chain of an organisation that the caller does not act for', async () => {
    const into = (chain: string | null) =>
      transaction(db, { organisation: B, reach: 'own' }, (tx) => ledger.append(tx, line(chain)));
    await assert.rejects(into(A), { constraint: 'entry_chain_reached' });
    await into(B);
    await into(null);
  });

  test('appending takes turns: many at once give one chain without gaps', async () => {
    await Promise.all(Array.from({ length: 60 }, () => append([line(A), line(B)])));
    const { findings, lines } = await verify();
    assert.deepEqual([findings, lines], [[], 135]);
  });

  test('what is undone leaves no gap', async () => {
    await assert.rejects(
      transaction(db, { reach: 'everywhere' }, async (tx) => {
        await ledger.append(tx, line(A));
        throw new Error('undone');
      }),
    );
    await append([line(A)]);
    assert.deepEqual(
      (await asOwner((client) => loadHeads(client, A))).map(({ number }) => number),
      [13],
    );
    assert.deepEqual((await verify()).findings, []);
  });

  test('the chain of the installation stands beside those of organisations', async () => {
    const heads = await asOwner((client) => loadHeads(client));
    assert.deepEqual(
      heads.map(({ chain, number }) => [chain, number]),
      [
        [INSTALLATION, 1],
        [A, 12],
        [B, 2],
      ],
    );
  });
});
