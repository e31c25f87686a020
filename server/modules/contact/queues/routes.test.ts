import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultIn } from '#testing/asking.ts';
import { addDesk, waits } from '#testing/contacts.ts';
import { type TestDatabase, testDatabase } from '#testing/database.ts';
import { type Acting, type People, people, serveStaff, type StaffServer } from '#testing/people.ts';
import type { QueueOf } from '../assigning-store.ts';
import { listQueues, ManagedQueue, QueueSettings, usualSettings } from './contract.ts';
import { queueRoutes } from './routes.ts';

let database: TestDatabase;
let made: People;
let server: StaffServer;
let manager: Acting;
const heard: string[] = [];

before(async () => {
  database = await testDatabase();
  made = await people(database.owner);
  const settleQueues = async (queues: readonly QueueOf[]) => void heard.push(...queues.map(({ queue }) => queue));
  server = await serveStaff(queueRoutes({ settleQueues }), database);
  const { university, hospital } = made;
  manager = server.as(university.administration, university.organisation);
  for (const [line, organisation, by] of [
    ['u-1', university.organisation, university.administration],
    ['u-2', university.organisation, university.administration],
    ['h-1', hospital.organisation, hospital.administration],
  ] as const) {
    await addLine(line);
    const claim = { line_id: line, organisation_id: organisation, state: 'confirmed', why: '测试', asked_by: by };
    const decided = { decided_by: by, decided_why: '测试', decided_at: '2026-01-01T00:00:00Z' };
    await database.owner
      .insertInto('directory.stewardship')
      .values({ ...claim, ...decided })
      .execute();
  }
  await addLine('nobodys');
});
after(async () => {
  await server.close();
  await database.close();
});

async function addLine(id: string): Promise<void> {
  const hours = JSON.stringify({ raw: '每天 8:00-22:00', schedule: null });
  await database.owner
    .insertInto('directory.line')
    .values({ id, name: `热线 ${id}`, audience: '{}', validity: '{}', hours })
    .execute();
}

const settings = (more: Partial<QueueSettings> = {}): QueueSettings => ({ ...usualSettings, ...more });
const create = (line: string, more: Partial<QueueSettings> = {}, who = manager) =>
  who.post('/api/contact/queues', { ...settings(more), line });
const created = async (line: string, more: Partial<QueueSettings> = {}): Promise<ManagedQueue> =>
  ManagedQueue.parse(await (await create(line, more)).json());
const codeOf = async (response: Promise<Response> | Response): Promise<string> => (await faultIn(await response)).code;
const list = async (who = manager) => listQueues.output.parse(await (await who.get('/api/contact/queues')).json());

describe('setting up queues is refused', () => {
  test('to whoever does not manage them, and for lines that the organisation does not answer for', async () => {
    const { university } = made;
    for (const group of ['counselling', 'supervision', 'custody'] as const)
      assert.equal(
        await codeOf(create('u-1', {}, server.as(university[group], university.organisation))),
        'not-allowed',
      );
    assert.equal(await codeOf(create('u-1', {}, server.as(null, null))), 'not-signed-in');
    for (const line of ['h-1', 'nobodys', 'no-such']) assert.equal(await codeOf(create(line)), 'not-your-line');
    assert.deepEqual((await list()).queues, []);
    assert.deepEqual(
      (await list()).lines.map(({ id, hours }) => [id, hours]),
      [
        ['u-1', '每天 8:00-22:00'],
        ['u-2', '每天 8:00-22:00'],
      ],
    );
  });

  test('with hours that cannot be read, and says which part', async () => {
    const fault = await faultIn(await create('u-1', { hours: '每天看心情开' }));
    assert.equal(fault.code, 'hours-not-readable');
    assert.match(JSON.stringify(fault), /看心情/);
  });

  test('without a channel, with a group named twice, with seconds beyond the limits', async () => {
    for (const wrong of [{ channels: [] }, { priority: ['patient', 'patient'] }, { offerSeconds: 1 }, { name: ' ' }])
      assert.equal(await codeOf(create('u-1', wrong)), 'bad-input');
  });

  test('to another organisation for a queue that exists', async () => {
    const queue = await created('u-2', { name: '别人看不见' });
    const other = server.as(made.hospital.administration, made.hospital.organisation);
    assert.deepEqual((await list(other)).queues, []);
    const { id, version } = queue;
    assert.equal(await codeOf(other.put(`/api/contact/queues/${id}`, { ...settings(), version })), 'no-such-queue');
    assert.equal(await codeOf(other.post(`/api/contact/queues/${id}/closing`, { why: '试试' })), 'no-such-queue');
    assert.equal(await codeOf(other.post(`/api/contact/queues/${id}/opening`)), 'no-such-queue');
  });
});

describe('a queue', () => {
  test('keeps what was set, and shows how its hours are understood', async () => {
    const given = settings({
      hours: '工作日 9:00-17:00',
      priority: ['patient', 'medical', '留守儿童家长'],
      talkMinutes: 45,
      contactsInPrinciple: 5,
      oneTime: false,
    });
    const queue = await created('u-1', given);
    for (const key of QueueSettings.keyof().options) assert.deepEqual(queue[key], given[key]);
    assert.match(queue.reading?.zh ?? '', /9:00/);
    assert.ok(heard.includes(queue.id), 'the doors hear of it');
    assert.ok(
      server.ledger.some(({ word, subject }) => word === 'contact.set-up-queue' && subject === `queue:${queue.id}`),
    );
  });

  test('of the usual kind is the only one for its channel; dedicated seats stand beside it [S3-14] [S4-10]', async () => {
    assert.equal(await codeOf(create('u-1', { name: '第二个' })), 'channel-taken');
    const dedicated = await created('u-1', { name: '疫情专席', kind: 'dedicated', priority: ['patient'] });
    assert.equal(dedicated.kind, 'dedicated');
    assert.equal(await codeOf(create('u-1', { name: '疫情专席', kind: 'dedicated' })), 'name-taken');
    await created('u-1', { name: '回电', channels: ['phone'] });
    const all = (await list()).queues.filter(({ line }) => line.id === 'u-1');
    assert.deepEqual(all.map(({ name }) => name).toSorted(), ['回电', '疫情专席', '网上倾诉']);
  });

  test('is changed by one window at a time', async () => {
    const queue = (await list()).queues.find(({ name }) => name === '疫情专席');
    assert.ok(queue !== undefined);
    const change = (version: number, priority: readonly string[]) =>
      manager.put(`/api/contact/queues/${queue.id}`, {
        ...settings({ name: '疫情专席', kind: 'dedicated', priority: [...priority] }),
        version,
      });
    const changed = ManagedQueue.parse(await (await change(queue.version, ['medical', 'patient'])).json());
    assert.deepEqual(changed.priority, ['medical', 'patient'], 'the order is kept [S4-05]');
    assert.equal(await codeOf(change(queue.version, [])), 'changed-meanwhile');
  });

  test('that is closed keeps whoever waits in it, and can be opened again [S0-21]', async () => {
    const { owner, db } = database;
    const desk = await addDesk(owner, made.university.organisation, 'with-people');
    await waits(db, desk, Temporal.Instant.from('2026-11-22T12:00:00Z'));
    const closing = () => manager.post(`/api/contact/queues/${desk.queue}/closing`, { why: '疫情防控期间服务结束' });
    const closed = ManagedQueue.parse(await (await closing()).json());
    assert.deepEqual([closed.waiting, closed.closedAt !== null], [1, true]);
    assert.equal(await codeOf(closing()), 'closed-already');
    assert.equal((await list()).queues.at(-1)?.id, desk.queue, 'closed ones stand last');
    assert.equal(await codeOf(manager.post(`/api/contact/queues/${desk.queue}/opening`)), 'not-your-line');

    const own = (await list()).queues.find(({ name }) => name === '网上倾诉');
    assert.ok(own !== undefined);
    await manager.post(`/api/contact/queues/${own.id}/closing`, { why: '换一个' });
    await created('u-1', { name: '新的' });
    assert.equal(await codeOf(manager.post(`/api/contact/queues/${own.id}/opening`)), 'channel-taken');
  });
});
