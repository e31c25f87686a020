// What the audit is told about files, so that no line leaves before what it speaks of.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { withClient } from '#platform/database/client.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { addDecision } from './hold-store.ts';
import { ClockId } from './contract.ts';
import { fatesOfFiles } from './index.ts';

const service = await testPrivacy();
after(service.close);
const { db, owner, access, clock, keys, privacy, people, file, end } = service;
const { organisation, custody } = people.university;

test('a file is kept until its last class is gone, and the audit half a year longer', async () => {
  const id = await file(organisation);
  const subject = `file:${id}`;
  const fate = async () =>
    await withClient(access.owner, 'test', (client) =>
      fatesOfFiles(client, [subject, 'line:x', `file:${randomUUID()}`]),
    );
  assert.deepEqual([...(await fate())], [[subject, 'kept']]);
  await end(organisation, id);
  clock.pass({ hours: 1096 * 24 });
  await privacy.runClocks();
  assert.deepEqual([...(await fate())], [[subject, 'kept']]);
  const { id: record } = await owner
    .selectFrom('privacy.clock')
    .select('id')
    .where('file_id', '=', id)
    .where('class', '=', 'record')
    .executeTakeFirstOrThrow();
  const decision = {
    clock: ClockId.parse(record),
    deciding: { what: 'destroy' } as const,
    reason: '期满',
    by: custody,
  };
  await transaction(db, { organisation }, (tx) => addDecision({ keys }, tx, { ...decision, at: clock.now() }));
  await privacy.runClocks();
  assert.deepEqual([...(await fate())], [[subject, clock.now()]]);
});
