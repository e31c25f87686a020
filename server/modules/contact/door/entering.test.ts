import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { newContact, openTestContacts, silent } from '#testing/contacts.ts';
import { LINE } from '#testing/privacy.ts';
import type { ContactRef, Entry } from '../reception.ts';

const service = await openTestContacts();
after(service.close);
const { reception, core, clock, people, comesIn, talksWith, onDuty, owner, desk, line } = service;
const { counselling, expert } = people.university;

afterEach(service.everybodyGoes);

const entry = (more: Partial<Entry> = {}): Entry => ({
  contact: newContact(),
  line: LINE,
  channel: 'chat',
  risk: 'ordinary',
  introduction: silent,
  wished: null,
  returner: null,
  ...more,
});
const enters = async (more?: Partial<Entry>) => {
  const entered = await reception.enter(entry(more), clock.now());
  return entered.ok ? entered.value.status : entered.refusal;
};
const kinds = async (ref: ContactRef) => (await reception.lines(ref, 0)).map(({ kind }) => kind);

describe('nobody is let in', () => {
  test('to a line that has no door here, or through a channel that leads nowhere', async () => {
    await onDuty(counselling);
    assert.equal(await enters({ line: 'another' }), 'no-such-door');
    assert.equal(await enters({ channel: 'voice' }), 'no-such-door');
    assert.equal(await reception.door('another', 'chat', clock.now()), undefined);
  });

  test('while nobody is on duty, while the line is closed, and after its end [S0-21]', async () => {
    assert.equal(await enters(), 'nobody-on-duty');
    await onDuty(counselling);
    const before = line.now;
    line.now = { ...before, hours: 'closed' };
    assert.equal(await enters(), 'line-closed');
    line.now = { ...before, service: 'ended' };
    assert.equal(await enters(), 'line-ended');
    line.now = before;
    assert.equal(await enters(), 'offered');
  });

  test('and nothing is left of them: no contact, no file', async () => {
    const contact = newContact();
    assert.equal(await enters({ contact }), 'nobody-on-duty');
    const left = await owner
      .selectFrom('privacy.service_file')
      .select('id')
      .where('contact_id', '=', contact)
      .execute();
    assert.deepEqual(left, []);
  });
});

describe('the door tells whether somebody could be taken at once', () => {
  const roomAt = async (): Promise<boolean | undefined> => {
    const seen = await openAnother().reception.door(LINE, 'chat', clock.now());
    return seen?.door.state === 'open' ? seen.door.hasRoom : undefined;
  };

  test('not while whoever is on duty holds all they can, or is busy', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    assert.equal(await roomAt(), true);
    await talksWith(counselling);
    assert.equal(await roomAt(), false);
    await onDuty(expert);
    await sql`update contact.duty set presence = 'busy' where person_id = ${expert}`.execute(owner);
    assert.equal(await roomAt(), false);
    await sql`update contact.duty set presence = 'available' where person_id = ${expert}`.execute(owner);
    assert.equal(await roomAt(), true);
  });
});

describe('coming in', () => {
  test('eight times at once with the same id is coming in once', async () => {
    await onDuty(counselling);
    const contact = newContact();
    const all = await Promise.all(Array.from({ length: 8 }, () => reception.enter(entry({ contact }), clock.now())));
    assert.ok(all.every((one) => one.ok));
    const ref = { organisation: desk.organisation, contact };
    assert.deepEqual(await kinds(ref), ['arrived', 'introduced', 'queued', 'offered']);
    const files = await owner
      .selectFrom('privacy.service_file')
      .select('id')
      .where('contact_id', '=', contact)
      .execute();
    assert.equal(files.length, 1);
  });

  test('keeps what was said at the door sealed: staff read it, the person’s room does not show it', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling, { introduction: { ...silent, words: '睡不着', topic: 'sleep' } });
    const introduced = (await core.lines(ref, { after: 0, for: 'staff' })).find(({ kind }) => kind === 'introduced');
    assert.equal(JSON.parse(introduced?.message?.text ?? '{}').words, '睡不着');
    const shown = (await reception.lines(ref, 0)).find(({ kind }) => kind === 'introduced');
    assert.equal(shown?.message, null);
    const { rows } = await sql<{ found: boolean }>`
      select bool_or(position('睡不着'::bytea in coalesce(sealed, '')) > 0 or detail::text like '%睡不着%') as found
        from contact.happening`.execute(owner);
    assert.equal(rows[0]?.found, false);
  });

  test('with a grave concern goes to somebody with crisis competence [S3-28]', async () => {
    await onDuty(counselling);
    await onDuty(expert, { crisisCompetence: true });
    const { contact } = await comesIn({ introduction: { ...silent, topic: 'self-harm' } });
    const view = await reception.view({ organisation: desk.organisation, contact }, clock.now());
    assert.deepEqual([view?.contact.risk, view?.contact.offer?.to], ['high', expert]);
  });

  test('with a wish waits for that counsellor first [S1-24]', async () => {
    await onDuty(counselling);
    await onDuty(expert);
    const { contact } = await comesIn({ wished: expert });
    const view = await reception.view({ organisation: desk.organisation, contact }, clock.now());
    assert.equal(view?.contact.offer?.to, expert);
  });

  test('of a class that the line serves first is marked with its place in the list [S4-05]', async () => {
    await sql`update contact.queue set priority = '{frontline,patient}' where id = ${desk.queue}`.execute(owner);
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const student = await comesIn({ introduction: { ...silent, group: 'student' } });
    clock.pass({ minutes: 1 });
    const patient = await comesIn({ introduction: { ...silent, group: 'patient' } });
    const standing = async (ref: ContactRef) => {
      const view = await reception.view(ref, clock.now());
      assert.ok(view !== undefined);
      return (await openAnother().reception.standing(ref, view.contact, clock.now())).place;
    };
    assert.deepEqual(await standing(patient), { position: 1, ahead: { risk: 0, priority: 0, arrival: 0 } });
    assert.deepEqual(await standing(student), { position: 2, ahead: { risk: 0, priority: 1, arrival: 0 } });
    await sql`update contact.queue set priority = '{}' where id = ${desk.queue}`.execute(owner);
  });

  test('again and again is let in all the same, and noted for whoever talks with them [S0-24]', async () => {
    await onDuty(counselling, { capacity: { chats: 6, voice: 0 } });
    const returner = newContact();
    const noted = async (risk: 'ordinary' | 'danger') => {
      const { contact } = await talksWith(counselling, { returner, risk });
      const row = await owner
        .selectFrom('contact.contact')
        .select('again')
        .where('id', '=', contact)
        .executeTakeFirst();
      return row?.again;
    };
    const times = [await noted('ordinary'), await noted('ordinary'), await noted('danger'), await noted('ordinary')];
    assert.deepEqual(times, [null, 'beyond-one-time', null, 'beyond-limit']);
  });
});

/** A process beside the first, which has no picture of the queue yet. */
const openAnother = () => service.openToo();
