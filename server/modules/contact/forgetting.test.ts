import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { openTestContacts, silent } from '#testing/contacts.ts';
import type { ContactRef } from './reception.ts';

const service = await openTestContacts();
after(service.close);
const { reception, core, clock, people, talksWith, onDuty, owner, privacy, db } = service;
const { counselling, expert } = people.university;
for (const person of [counselling, expert]) await onDuty(person, { capacity: { chats: 6, voice: 0 } });

const texts = async (ref: ContactRef) =>
  (await core.lines(ref, { after: 0, for: 'staff' })).flatMap(({ kind, message }) =>
    message === null ? [] : [[kind, message.text]],
  );
const sealedOf = (ref: ContactRef) =>
  owner
    .selectFrom('contact.happening')
    .select(['kind', 'sealed'])
    .where('contact_id', '=', ref.contact)
    .where('message_id', 'is not', null)
    .orderBy('position')
    .execute();

/** A talk with an introduction, a message, and a note to a colleague, which goes on with `expert` and has ended. */
async function talked(): Promise<ContactRef> {
  const ref = await talksWith(counselling, { introduction: { ...silent, words: '睡不着' }, wished: counselling });
  await reception.say(ref, { id: randomUUID(), text: '你好' }, clock.now());
  const row = randomUUID();
  const sealed = await core.words.seal(ref, { class: 'record', row, text: '请多陪一会儿' });
  assert.ok(sealed.ok);
  const words = { message: row, author: 'counsellor', staff: counselling, sealed: sealed.value } as const;
  const { contact } = ref;
  const at = clock.now();
  const command = { do: 'transfer', by: counselling, queue: service.desk.queue, wish: { counsellor: expert } } as const;
  await core.perform(ref, { contact, command, at, words });
  await core.perform(ref, { contact, command: { do: 'accept', by: expert }, at });
  const ended = await reception.perform(ref, { do: 'end' }, clock.now());
  assert.ok(ended.ok, ended.ok ? '' : ended.refusal);
  return ref;
}

const all = [
  ['introduced', JSON.stringify({ ...silent, words: '睡不着' })],
  ['said', '你好'],
  ['transferred', '请多陪一会儿'],
];
const gone = [
  ['introduced', null],
  ['said', null],
  ['transferred', '请多陪一会儿'],
];

describe('the service ends with the conversation', () => {
  test('so the first clock runs although nobody has filled in the form [S0-25]', async () => {
    const ref = await talked();
    const clocks = await owner
      .selectFrom('privacy.clock as c')
      .innerJoin('privacy.service_file as f', 'f.id', 'c.file_id')
      .select(['c.class', 'c.due_at'])
      .where('f.contact_id', '=', ref.contact)
      .orderBy('c.class')
      .execute();
    const due = Object.fromEntries(clocks.map((one) => [one.class, one.due_at?.since(clock.now()).total('hours')]));
    assert.deepEqual([due['contact-details'], due['correspondence']], [72, 72]);
  });

  test('and nobody says anything in it any more', async () => {
    const ref = await talked();
    const late = await reception.say(ref, { id: randomUUID(), text: '还在吗' }, clock.now());
    assert.equal(late.ok ? 'said' : late.refusal, 'not-open');
  });
});

describe('what was said', () => {
  test('is read until its clock ends, and then by nobody, even while the job that destroys it is late [S1-23]', async () => {
    const ref = await talked();
    assert.deepEqual(await texts(ref), all);
    clock.pass({ hours: 71 });
    assert.deepEqual(await texts(ref), all);
    clock.pass({ hours: 1 });
    assert.deepEqual(await texts(ref), gone);
    assert.ok((await sealedOf(ref)).every(({ sealed }) => sealed !== null));
  });

  test('is not read either by a process that had opened it before another one ended the talk', async () => {
    const ref = await talksWith(counselling, { wished: counselling });
    await reception.say(ref, { id: randomUUID(), text: '你好' }, clock.now());
    const other = service.openToo();
    const read = async () => (await other.reception.lines(ref, 0)).find(({ kind }) => kind === 'said')?.message?.text;
    assert.equal(await read(), '你好');
    await reception.perform(ref, { do: 'end' }, clock.now());
    clock.pass({ hours: 72 });
    assert.equal(await read(), null);
  });

  test('lies nowhere once the clock has run; what colleagues noted stays as long as the record [S1-23]', async () => {
    const ref = await talked();
    clock.pass({ hours: 72 });
    await privacy.runClocks();
    assert.deepEqual(
      (await sealedOf(ref)).map(({ kind, sealed }) => [kind, sealed === null]),
      [
        ['introduced', true],
        ['said', true],
        ['transferred', false],
      ],
    );
    assert.deepEqual(await texts(ref), gone);
    const other = service.openToo();
    assert.equal((await other.reception.lines(ref, 0)).find(({ kind }) => kind === 'said')?.message?.text, null);
  });

  test('goes at once when the person wishes it [S0-25]', async () => {
    const ref = await talked();
    const forgotten = await reception.forget(ref, clock.now());
    assert.equal(forgotten.ok && !forgotten.value.held, true);
    await privacy.runClocks();
    assert.deepEqual(await texts(ref), gone);
  });

  test('is not forgotten while the talk goes on', async () => {
    const ref = await talksWith(counselling, { wished: counselling });
    const refused = await reception.forget(ref, clock.now());
    assert.equal(refused.ok ? 'gone' : refused.refusal, 'service-goes-on');
  });

  test('of another contact stays', async () => {
    const [gone, stays] = [await talked(), await talked()];
    await reception.forget(gone, clock.now());
    await privacy.runClocks();
    assert.deepEqual(await texts(stays), all);
  });
});

test('notes of the counsellor go with the record, after a decision, and not before', async () => {
  const ref = await talked();
  const { organisation, contact } = ref;
  const sealed = await core.words.seal(ref, { class: 'record', row: 'note', table: 'contact.note', text: '要点' });
  assert.ok(sealed.ok);
  await transaction(db, { organisation }, (tx) =>
    tx
      .insertInto('contact.note')
      .values({ contact_id: contact, organisation_id: organisation, sealed: sealed.value, version: 1 })
      .execute(),
  );
  clock.pass({ hours: 24 * 1100 });
  await privacy.runClocks();
  const note = () =>
    owner.selectFrom('contact.note').select('sealed').where('contact_id', '=', contact).executeTakeFirstOrThrow();
  assert.notEqual((await note()).sealed, null);
  await owner
    .updateTable('privacy.clock')
    .set({ decided_by: people.university.custody })
    .where('class', '=', 'record')
    .where('file_id', '=', (is) =>
      is.selectFrom('contact.contact').select('file_id').where('id', '=', contact).$castTo<string>(),
    )
    .execute();
  await privacy.runClocks();
  assert.equal((await note()).sealed, null);
  assert.deepEqual(
    (await sealedOf(ref)).map(({ sealed: words }) => words),
    [null, null, null],
  );
});
