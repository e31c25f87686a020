import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { addDesk, newContact, talks, waits } from '#testing/contacts.ts';
import { testDatabase } from '#testing/database.ts';
import { people } from '#testing/people.ts';
import type { ContactId } from './contract.ts';
import { linesAfter, write, type Writing } from './message-store.ts';
import { act } from './store.ts';

const { db, owner, close } = await testDatabase();
after(close);
const { university, hospital } = await people(owner);
const desk = await addDesk(owner, university.organisation);
const at = Temporal.Instant.from('2026-11-22T15:40:00Z');
const { organisation, counselling, supervision } = university;

const says = (contact: ContactId, more: Partial<Writing> = {}) =>
  write(db, {
    organisation,
    contact,
    id: randomUUID(),
    author: 'person',
    staff: null,
    sealed: Buffer.from('sealed'),
    at,
    ...more,
  });

const lines = async (contact: ContactId, from = 0) =>
  (await transaction(db, { organisation }, (tx) => linesAfter(tx, contact, from)))?.lines ?? [];

describe('who is refused', () => {
  test('a counsellor who does not talk in it, and everybody once it has ended', async () => {
    const contact = await talks(db, desk, counselling, at);
    const other = await says(contact, { author: 'counsellor', staff: supervision });
    assert.equal(other.ok ? 'written' : other.refusal, 'not-open');
    await transaction(db, { organisation }, (tx) => act(tx, contact, { do: 'end', by: 'person' }, at));
    for (const author of ['person', 'counsellor'] as const) {
      const late = await says(contact, { author, staff: counselling });
      assert.equal(late.ok ? 'written' : late.refusal, 'not-open');
    }
  });

  test('another organisation: to it the contact is unknown', async () => {
    const contact = await talks(db, desk, counselling, at);
    const foreign = await says(contact, { organisation: hospital.organisation });
    assert.equal(foreign.ok ? 'written' : foreign.refusal, 'unknown-contact');
    const nowhere = await says(newContact());
    assert.equal(nowhere.ok ? 'written' : nowhere.refusal, 'unknown-contact');
  });
});

describe('a message', () => {
  test('stands in the timeline once, however often it is sent', async () => {
    const contact = await talks(db, desk, counselling, at);
    const id = randomUUID();
    const sent = await Promise.all(Array.from({ length: 8 }, () => says(contact, { id })));
    assert.equal(new Set(sent.map((one) => (one.ok ? one.value : 0))).size, 1);
    const said = (await lines(contact)).filter(({ kind }) => kind === 'said');
    assert.deepEqual(
      said.map(({ message }) => message?.id),
      [id],
    );
  });

  test('may be written while somebody still waits, and is there when the counsellor comes', async () => {
    const contact = await waits(db, desk, at);
    assert.equal((await says(contact)).ok, true);
    assert.equal((await says(contact, { author: 'counsellor', staff: counselling })).ok, false);
  });
});

test('whoever follows a timeline while two sides and the clock write in it misses nothing and sees nothing twice', async () => {
  const contact = await talks(db, desk, counselling, at);
  let writing = true;
  const seen: number[] = [];
  const follow = (async () => {
    for (let more = true; more;) {
      const last = !writing;
      const fresh = await lines(contact, seen.at(-1) ?? 0);
      seen.push(...fresh.map(({ position }) => position));
      more = !last || fresh.length > 0;
    }
  })();
  const writers = Array.from({ length: 12 }, async (_, index) => {
    const author = index % 2 === 0 ? 'person' : 'counsellor';
    for (let count = 0; count < 25; count += 1) {
      const risk = count % 2 === 0 ? 'high' : 'ordinary';
      const written = await says(contact, { author, staff: author === 'person' ? null : counselling });
      assert.equal(written.ok, true);
      if (index === 0)
        await transaction(db, { organisation }, (tx) =>
          act(tx, contact, { do: 'set-risk', risk, by: counselling, reason: 'r' }, at),
        );
    }
  });
  await Promise.all(writers);
  writing = false;
  await follow;
  const all = 4 + 12 * 25 + 25;
  assert.deepEqual(
    seen,
    Array.from({ length: all }, (_, index) => index + 1),
  );
});
