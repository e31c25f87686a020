import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { code, linesFor, openDeskService, path, position, said } from '#testing/at-desk.ts';
import { listTransferTargets, Notes } from './contract.ts';

const service = await openDeskService();
after(service.close);
const { at, comesIn, talksWith, onDuty, people, clock, reception, owner, ledger, desk } = service;
const { counselling, supervision, expert, organisation } = people.university;
const me = at(counselling);
const other = at(people.guest);

afterEach(service.everybodyGoes);

describe('who is refused', () => {
  test('whoever is not its counsellor hands nothing over and notes nothing', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const body = { queue: desk.queue, note: '请接手' };
    assert.deepEqual(await code(other.post(path(contact, '/transfer'), body)), [404, 'unknown-contact']);
    assert.deepEqual(await code(other.get(path(contact, '/notes'))), [404, 'unknown-contact']);
  });
});

describe('handing over', () => {
  test('the note opens for who takes it, never for the person, and stands sealed [S3-53]', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    await onDuty(people.guest);
    const note = '提到过室友，可联系';
    const body = { queue: desk.queue, colleague: people.guest, note };
    const first = await position(me.post(path(ref.contact, '/transfer'), body));
    assert.equal(await position(me.post(path(ref.contact, '/transfer'), body)), first);
    assert.deepEqual(await code(me.get(path(ref.contact, '/lines'))), [404, 'unknown-contact']);
    await other.post(path(ref.contact, '/acceptance'));
    const { lines } = await linesFor(other, ref.contact);
    assert.deepEqual(
      lines.filter(({ note }) => note !== null).map(({ kind, note, by }) => [kind, note, by?.id]),
      [['transferred', note, counselling]],
    );
    const room = await reception.lines(ref, 0);
    assert.ok(!JSON.stringify(room).includes(note));
    const { rows } = await sql<{
      text: string;
    }>`select encode(sealed, 'escape') as text from contact.happening`.execute(owner);
    assert.ok(rows.every(({ text }) => text === null || !text.includes(note)));
  });

  test('to who is not on duty, or to oneself, is refused; the talk goes on', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const to = (colleague: string) =>
      code(me.post(path(contact, '/transfer'), { queue: desk.queue, colleague, note: '请接手' }));
    assert.deepEqual(
      [await to(expert), await to(counselling)],
      [
        [409, 'not-on-duty'],
        [409, 'not-on-duty'],
      ],
    );
    assert.equal(await position(me.post(path(contact, '/messages'), said())), 6);
  });

  test('while messages are in flight loses none of them', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const writes = Array.from({ length: 12 }, () =>
      reception.say(ref, { id: randomUUID(), text: '还在吗' }, clock.now()),
    );
    const [wrote] = await Promise.all([
      Promise.all(writes),
      position(me.post(path(ref.contact, '/transfer'), { queue: desk.queue, note: '请接手' })),
    ]);
    assert.ok(wrote.every(({ ok }) => ok));
    const lines = await reception.lines(ref, 0);
    assert.equal(lines.filter(({ kind }) => kind === 'said').length, 12);
    assert.deepEqual(
      lines.map(({ position }) => position),
      lines.map((_, index) => index + 1),
    );
  });

  test('the targets are the open queues and the colleagues on duty', async () => {
    await onDuty(supervision);
    const targets = listTransferTargets.output.parse(await (await me.get('/api/desk/transfer-targets')).json());
    assert.deepEqual(
      [targets.queues[0]?.free, targets.colleagues.map(({ id, free }) => [id, free])],
      [1, [[supervision, true]]],
    );
  });
});

describe('what is noted', () => {
  test('notes are kept sealed, each saving counted [S3-18]', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const keep = (text: string, version: number) => me.put(path(contact, '/notes'), { text, step: 'clarify', version });
    await keep('挂两科', 0);
    assert.deepEqual(await (await keep('挂两科，失眠', 1)).json(), { version: 2 });
    const kept = await me.get(path(contact, '/notes'));
    const notes = Notes.parse(await kept.json());
    assert.deepEqual(notes, { text: '挂两科，失眠', step: 'clarify', version: 2 });
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from contact.note`.execute(owner);
    assert.ok(!rows[0]?.sealed.includes('失眠'));
  });

  test('notes that another window kept meanwhile are not overwritten, even by one that read none', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const keep = (text: string, version: number) =>
      code(me.put(path(contact, '/notes'), { text, step: null, version }));
    await Promise.all([keep('第一个窗口', 0), keep('第二个窗口', 0)]).then((both) =>
      assert.deepEqual(both.toSorted(), [
        [200, 'done'],
        [409, 'notes-changed'],
      ]),
    );
    assert.deepEqual(await keep('迟到的', 0), [409, 'notes-changed']);
    const kept = Notes.parse(await (await me.get(path(contact, '/notes'))).json());
    assert.equal(kept.version, 1);
    assert.match(kept.text, /窗口$/);
  });

  test('the reason of a risk is sealed and read at the desk', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/risk'), { risk: 'high', reason: '提到了具体计划' });
    const { lines } = await linesFor(me, contact);
    assert.deepEqual(lines.at(-1)?.detail, { risk: 'high', reason: '提到了具体计划' });
    const { rows } = await sql<{
      detail: unknown;
    }>`select detail from contact.happening where kind = 'risk-set'`.execute(owner);
    assert.ok(!JSON.stringify(rows).includes('计划'));
  });

  test('a recommended line is read by the person and stands as recommended, once [S3-40]', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const body = { id: randomUUID(), what: { kind: 'line', line: 'hedong-1' } };
    const places = [
      await position(me.post(path(ref.contact, '/recommendations'), body)),
      await position(me.post(path(ref.contact, '/recommendations'), body)),
    ];
    assert.deepEqual(places, [6, 6]);
    const { lines } = await linesFor(me, ref.contact);
    assert.deepEqual([lines.at(-1)?.kind, lines.at(-1)?.note], ['recommended', '河东大学心理热线\n12356']);
    const [line] = await reception.lines(ref, 5);
    assert.deepEqual(
      [line?.kind, line?.message?.author, line?.message?.text],
      ['recommended', 'counsellor', '河东大学心理热线\n12356'],
    );
    const nothing = { id: randomUUID(), what: { kind: 'text', text: randomUUID() } };
    assert.deepEqual(await code(me.post(path(ref.contact, '/recommendations'), nothing)), [404, 'no-such-text']);
  });

  test('each deed stands in the audit without a word of what was said', async () => {
    await onDuty(counselling);
    const before = ledger.length;
    const { contact } = await comesIn();
    await me.post(path(contact, '/acceptance'));
    await me.post(path(contact, '/risk'), { risk: 'high', reason: '秘密' });
    await me.post(path(contact, '/alarm'));
    await me.post(path(contact, '/end'));
    await me.post(path(contact, '/outcome'), { outcome: 'escalated', kinds: [] });
    const lines = ledger.slice(before);
    assert.deepEqual(
      lines.map(({ word, subject, chain }) => [word, subject, chain]),
      ['accept', 'set-risk', 'raise-alarm', 'end', 'record-outcome'].map((word) => [
        `contact.${word}`,
        `contact:${contact}`,
        organisation,
      ]),
    );
    assert.ok(!JSON.stringify(lines).includes('秘密'));
  });
});
