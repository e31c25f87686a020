import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { z } from 'zod';
import { openDeskService, path, type Screen } from '#testing/at-desk.ts';
import { until } from '#testing/until.ts';
import { Alarm } from './contract.ts';

const service = await openDeskService();
after(service.close);
const { at, comesIn, talksWith, onDuty, people, clock, reception, linesOf } = service;
const { counselling, supervision, administration } = people.university;
const [me, supervisor, manager] = [at(counselling), at(supervision), at(administration)];

const open = (who = me): Promise<Screen> => who.open();
afterEach(service.everybodyGoes);

const status = async (response: Promise<Response>): Promise<number> => (await response).status;
const says = (ref: Awaited<ReturnType<typeof comesIn>>, text: string) =>
  reception.say(ref, { id: randomUUID(), text }, clock.now());

describe('who is refused', () => {
  test('a counsellor comes into nobody else’s conversation and hears no alarm', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const guest = at(people.guest);
    assert.equal(await status(guest.post(path(contact, '/support'), { mode: 'silent' })), 403);
    assert.equal(await status(guest.post(path(contact, '/alarm/acknowledgement'))), 403);
  });
});

describe('a supervisor', () => {
  test('who comes silently reads and says nothing; the person is not told, the counsellor is [S3-53]', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const [mine, theirs] = [await open(), await open(supervisor)];
    await me.state(mine, ({ contacts }) => contacts.length === 1);
    assert.equal(await status(supervisor.get(path(ref.contact, '/lines'))), 404);
    assert.equal(await status(supervisor.post(path(ref.contact, '/support'), { mode: 'silent' })), 200);
    const held = await supervisor.state(theirs, ({ contacts }) => contacts.length === 1);
    assert.deepEqual([held.contacts[0]?.role, held.contacts[0]?.mode], ['supporter', 'silent']);
    await me.state(mine, ({ contacts }) => contacts[0]?.supporters[0]?.mode === 'silent');
    assert.equal((await reception.view(ref, clock.now()))?.supervisorHere, false);
    await says(ref, '我听见了');
    await until(() => linesOf(theirs, ref.contact).some(({ said }) => said?.text === '我听见了'));
    const message = { id: randomUUID(), text: '督导' };
    assert.equal(await status(supervisor.post(path(ref.contact, '/messages'), message)), 403);
    await supervisor.post(path(ref.contact, '/signs'), { read: 99, typing: true });
    assert.deepEqual((await reception.view(ref, clock.now()))?.staff.typing, false);
    for (const deed of ['/end', '/acceptance'])
      assert.notEqual(await status(supervisor.post(path(ref.contact, deed))), 200);
  });

  test('who comes openly is told to the person and may speak; who goes is gone [S3-53]', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const come = (mode: string) => status(supervisor.post(path(ref.contact, '/support'), { mode }));
    assert.deepEqual([await come('silent'), await come('open'), await come('open')], [200, 200, 200]);
    assert.equal((await reception.view(ref, clock.now()))?.supervisorHere, true);
    assert.equal(
      await status(supervisor.post(path(ref.contact, '/messages'), { id: randomUUID(), text: '我是督导' })),
      200,
    );
    const room = await reception.lines(ref, 5);
    assert.deepEqual([room.at(-1)?.message?.author, room.at(-1)?.message?.text], ['supervisor', '我是督导']);
    assert.equal(await status(supervisor.delete(path(ref.contact, '/support'))), 200);
    assert.equal(await status(supervisor.delete(path(ref.contact, '/support'))), 200);
    assert.equal(await status(supervisor.get(path(ref.contact, '/lines'))), 404);
    assert.equal(
      await status(supervisor.post(path(ref.contact, '/messages'), { id: randomUUID(), text: '还在' })),
      404,
    );
    assert.equal((await reception.view(ref, clock.now()))?.supervisorHere, false);
  });

  test('finds nothing of what does not run, or runs elsewhere', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const abroad = at(people.guest, people.hospital.organisation);
    assert.equal(await status(abroad.post(path(ref.contact, '/support'), { mode: 'silent' })), 404);
    assert.equal(await status(supervisor.post(path(randomUUID(), '/support'), { mode: 'silent' })), 404);
    const waiting = await comesIn();
    assert.equal(await status(supervisor.post(path(waiting.contact, '/support'), { mode: 'open' })), 409);
  });
});

describe('danger', () => {
  const AlarmsTold = z.object({ alarms: z.array(Alarm) });
  const alarmsOf = async (person = administration) => {
    return service.follows('/api/desk/alarms/stream', person);
  };

  test('is told by one action, and each group says with its time that it heard [S3-31, S3-32]', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const [heard, screen] = [await alarmsOf(), await open()];
    assert.equal(await status(me.post(path(contact, '/alarm'))), 200);
    assert.equal(await status(me.post(path(contact, '/alarm'))), 200);
    const one = (told: z.output<typeof AlarmsTold>) => told.alarms.find((alarm) => alarm.contact === contact);
    const told = await heard.sees('alarms', AlarmsTold, (all) => one(all) !== undefined);
    assert.deepEqual([one(told)?.by.id, one(told)?.administration, one(told)?.supervision], [counselling, null, null]);
    clock.pass({ seconds: 20 });
    assert.equal(await status(manager.post(path(contact, '/alarm/acknowledgement'))), 200);
    const half = await heard.sees('alarms', AlarmsTold, (all) => one(all)?.administration != null);
    assert.deepEqual([one(half)?.administration?.by.id, one(half)?.supervision], [administration, null]);
    clock.pass({ seconds: 20 });
    await supervisor.post(path(contact, '/alarm/acknowledgement'));
    clock.pass({ seconds: 20 });
    await manager.post(path(contact, '/alarm/acknowledgement'));
    const { contacts } = await me.state(screen, (state) => state.contacts[0]?.alarm?.supervision != null);
    const since = (instant: string | null | undefined) =>
      Temporal.Instant.from(contacts[0]?.alarm?.at ?? '')
        .until(instant ?? '')
        .total('seconds');
    assert.deepEqual([since(contacts[0]?.alarm?.administration), since(contacts[0]?.alarm?.supervision)], [20, 40]);
    assert.equal(contacts[0]?.risk, 'danger');
  });

  test('whoever is in both groups acknowledges for both [S3-32]', async () => {
    const both = await service.addBoth();
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/alarm'));
    const heard = await alarmsOf(both);
    assert.equal(await status(at(both).post(path(contact, '/alarm/acknowledgement'))), 200);
    await heard.sees('alarms', AlarmsTold, ({ alarms }) => {
      const alarm = alarms.find((one) => one.contact === contact);
      return alarm?.administration?.by.id === both && alarm.supervision?.by.id === both;
    });
  });

  test('of another organisation is not acknowledged here, and an alarm that nobody raised is none', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    assert.equal(await status(manager.post(path(contact, '/alarm/acknowledgement'))), 404);
    await me.post(path(contact, '/alarm'));
    const abroad = at(people.hospital.administration, people.hospital.organisation);
    assert.equal(await status(abroad.post(path(contact, '/alarm/acknowledgement'))), 404);
  });
});
