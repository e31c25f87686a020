// What the desk decides for itself: time of a talk, why somebody waits, what is new, which conversation stays open.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contactAt, nightDesk } from '#testing/desk-scene.ts';
import type { DeskContact, DeskState } from '../../../server/modules/contact/desk/state/contract.ts';
import { instantIn } from './follow-up-time.ts';
import {
  aheadOf,
  behind,
  byQueue,
  freePlaces,
  newOffers,
  nothingOpened,
  offerTime,
  stepTo,
  stillOpened,
  talkTime,
  waitingForMe,
} from './view.ts';

const state = nightDesk();
const [wrapping, talking, other] = state.contacts;
const now = Date.parse('2026-11-22T15:40:00Z');

function talk(minutes: number, differences: Partial<DeskContact> = {}): ReturnType<typeof talkTime> {
  assert.ok(talking !== undefined);
  return talkTime({ ...talking, acceptedAt: new Date(now - minutes * 60_000).toISOString(), ...differences }, now);
}

describe('the time of a talk', () => {
  test('reminds within the last five minutes, and says afterwards how much longer it went [S0-13]', () => {
    assert.deepEqual(
      [0, 24.9, 25, 29.9, 30, 34].map((minutes) => talk(minutes)?.state),
      ['within', 'within', 'soon', 'soon', 'over', 'over'],
    );
    assert.deepEqual([talk(25)?.left, talk(34)?.left, talk(90)?.share], [5, -4, 1]);
  });

  test('stands still once it has ended, and is not there before it began', () => {
    assert.equal(talk(40, { endedAt: new Date(now - 30 * 60_000).toISOString() })?.minutes, 10);
    assert.equal(talk(0, { acceptedAt: null }), null);
  });

  test('never runs backwards when a clock is wrong', () => {
    assert.equal(talk(-3)?.minutes, 0);
  });
});

describe('an offer', () => {
  test('says in words how much time it leaves', () => {
    const [offer] = state.offers;
    assert.ok(offer !== undefined);
    const at = (seconds: number): string =>
      offerTime({ ...offer, until: new Date(now + seconds * 1000).toISOString() }, now);
    assert.deepEqual([90, 60, 31, 30, 9, 8, -5].map(at), [
      'over-a-minute',
      'under-a-minute',
      'under-a-minute',
      'under-half',
      'under-half',
      'ending',
      'ending',
    ]);
  });

  test('is new once', () => {
    assert.equal(newOffers(null, state).length, 1);
    assert.equal(newOffers(state, state).length, 0);
    assert.equal(newOffers({ ...state, offers: [] }, state).length, 1);
  });

  test('comes before words on the window that nobody looks at', () => {
    assert.equal(waitingForMe(state), 'offer');
    assert.equal(waitingForMe({ ...state, offers: [] }), 'words');
    assert.equal(waitingForMe({ ...state, offers: [], contacts: [] }), null);
  });
});

describe('a place in the queue', () => {
  test('says on what grounds others are before, without grounds that are none [S3-88]', () => {
    assert.deepEqual(
      state.waiting.map((one) => aheadOf(one)),
      [
        [],
        [{ ground: 'risk', count: 1 }],
        [
          { ground: 'risk', count: 1 },
          { ground: 'priority', count: 1 },
        ],
        [
          { ground: 'risk', count: 1 },
          { ground: 'priority', count: 1 },
          { ground: 'arrival', count: 1 },
        ],
      ],
    );
  });

  test('stands in its own queue, in order', () => {
    const [first, second] = state.waiting;
    assert.ok(first !== undefined && second !== undefined);
    const elsewhere = { ...second, queue: { ...second.queue, id: state.me.queues[1]?.id ?? second.queue.id } };
    const queues = byQueue([...state.waiting.slice(2).toReversed(), elsewhere, first]);
    assert.deepEqual(
      queues.map((queue) => queue.map(({ number }) => number)),
      [[134, 135, 136], [132]],
    );
  });
});

describe('conversations', () => {
  const opened = (first: number | null, second: number | null): typeof nothingOpened => ({
    first: first === null ? null : contactAt(first),
    second: second === null ? null : contactAt(second),
  });

  test('stay open while others come and go', () => {
    assert.deepEqual(stillOpened(opened(131, null), state.contacts), opened(131, null));
    assert.deepEqual(stillOpened(opened(131, 128), state.contacts), opened(131, 128));
  });

  test('give way when they are gone; what stands beside takes the place', () => {
    assert.deepEqual(stillOpened(opened(99, 128), state.contacts), opened(128, null));
    assert.deepEqual(stillOpened(opened(128, 99), state.contacts), opened(128, null));
    assert.deepEqual(stillOpened(opened(99, null), state.contacts), opened(128, null));
    assert.deepEqual(stillOpened(nothingOpened, state.contacts.slice(0, 1)), opened(125, null));
    assert.deepEqual(stillOpened(opened(128, 131), []), nothingOpened);
  });

  test('are reached by steps, going round', () => {
    assert.equal(stepTo(state.contacts, contactAt(131), 1)?.number, 125);
    assert.equal(stepTo(state.contacts, contactAt(125), -1)?.number, 131);
    assert.equal(stepTo(state.contacts, null, 1)?.number, 125);
    assert.equal(stepTo([], null, 1), undefined);
  });

  test('whose last line is not here are read again', () => {
    const last = new Map<string, number>([[contactAt(128), talking?.lastPosition ?? 0]]);
    assert.deepEqual(
      behind(state, (id) => last.get(id) ?? 0),
      [wrapping?.id, other?.id],
    );
  });

  test('being wrapped up take no place', () => {
    assert.equal(freePlaces(state), 2);
    const full: DeskState = { ...state, me: { ...state.me, capacity: { chats: 1, voice: 0 } } };
    assert.equal(freePlaces(full), 0);
  });
});

test('a time for another talk is one of Beijing, whatever the computer thinks [S1-24]', () => {
  assert.equal(new Date(instantIn('2026-11-25T19:30')).toISOString(), '2026-11-25T11:30:00.000Z');
});
