// A conversation on the screen: whatever arrives twice, late or in between, each line stands there once and in its place,
// and what was typed is never lost.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import { Failure, offline } from '../kit/failure.ts';
import { watched } from '../kit/store.ts';
import { createOutbox, mayPass } from './outbox.ts';
import {
  emptyTalk,
  lastOfPerson,
  lastPosition,
  nextToSend,
  ofPersonAfter,
  type Talk,
  withFate,
  withLines,
  withoutSending,
  withSending,
} from './talk.ts';

const line = (position: number, id = `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`): TalkLine => ({
  position,
  at: '2026-11-22T15:40:00Z',
  kind: 'said',
  by: null,
  said: { id, author: position % 2 === 0 ? 'counsellor' : 'person', text: `${position}` },
  introduction: null,
  note: null,
  detail: {},
});

const positions = (talk: Talk): number[] => talk.lines.map(({ position }) => position);

describe('lines', () => {
  test('stand once and without gaps, however often and in whatever order they come [S4-15]', () => {
    const arriving = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), { maxLength: 40 });
    fc.assert(
      fc.property(arriving, (batches) => {
        let talk = emptyTalk;
        const seen = new Set<number>();
        for (const batch of batches) {
          batch.forEach((position) => seen.add(position));
          const result = withLines(
            talk,
            batch.map((position) => line(position)),
          );
          talk = result.talk;
          assert.deepEqual(
            positions(talk),
            positions(talk).map((_, at) => at + 1),
          );
          assert.equal(result.missing, Math.max(0, ...batch) > lastPosition(talk), 'a gap was not told');
        }
      }),
    );
  });

  test('after a gap are not taken; reading again from the last one brings them all', () => {
    const { talk, missing } = withLines(emptyTalk, [line(1), line(2), line(5)]);
    assert.deepEqual([positions(talk), missing], [[1, 2], true]);
    const whole = withLines(talk, [line(3), line(4), line(5)]);
    assert.deepEqual([positions(whole.talk), whole.missing], [[1, 2, 3, 4, 5], false]);
  });

  test('that are all known change nothing, so that nothing is drawn again', () => {
    const { talk } = withLines(emptyTalk, [line(1), line(2)]);
    assert.equal(withLines(talk, [line(1), line(2)]).talk, talk);
  });

  test('of the person are counted after the last one that was read', () => {
    const { talk } = withLines(
      emptyTalk,
      [1, 2, 3, 4, 5].map((position) => line(position)),
    );
    assert.equal(lastOfPerson(talk), 5);
    assert.deepEqual([ofPersonAfter(talk, 0), ofPersonAfter(talk, 3), ofPersonAfter(talk, 5)], [3, 1, 0]);
    assert.equal(lastOfPerson(emptyTalk), 0);
  });
});

describe('a message on its way', () => {
  const sent = withSending(emptyTalk, { id: 'a', text: '我在', at: 1 });

  test('leaves the box when its line arrives, and stands there once', () => {
    const { talk } = withLines(sent, [line(1, 'a')]);
    assert.deepEqual([talk.outbox.length, talk.lines.length], [0, 1]);
    assert.equal(withSending(talk, { id: 'a', text: '我在', at: 2 }), talk);
  });

  test('stays in sight after it was taken, until its line is there', () => {
    const taken = withFate(sent, 'a', 'taken');
    assert.equal(taken.outbox.length, 1);
    assert.equal(nextToSend(taken), undefined);
  });

  test('that was refused holds back those behind it until somebody decides', () => {
    const two = withSending(sent, { id: 'b', text: '还在吗', at: 2 });
    const refused = withFate(two, 'a', 'refused', offline());
    assert.equal(nextToSend(refused), undefined);
    assert.equal(nextToSend(withoutSending(refused, 'a'))?.id, 'b');
    assert.equal(nextToSend(withFate(refused, 'a', 'sending'))?.id, 'a');
  });
});

describe('sending', () => {
  const refusal = new Failure({ status: 409, code: 'not-active', words: { zh: '已结束', en: 'over' } });

  test('goes on until the server has taken each message, in the order they were typed', async () => {
    const talk = watched(emptyTalk);
    const posted: string[] = [];
    const waits: number[] = [];
    let failing = 3;
    const send = createOutbox({
      talkOf: () => talk,
      post: async (_, { id }) => {
        posted.push(id);
        failing -= 1;
        if (failing >= 0) throw failing === 1 ? new TypeError('cut off') : offline();
      },
      pause: async (ms) => void waits.push(ms),
    });
    talk.set(withSending(withSending(talk.get(), { id: 'a', text: '1', at: 1 }), { id: 'b', text: '2', at: 2 }));
    await send('contact');
    assert.deepEqual(posted, ['a', 'a', 'a', 'a', 'b']);
    assert.deepEqual(waits, [500, 1000, 2000]);
    assert.deepEqual(
      talk.get().outbox.map(({ state }) => state),
      ['taken', 'taken'],
    );
  });

  test('asked for twice sends once', async () => {
    const talk = watched(withSending(emptyTalk, { id: 'a', text: '1', at: 1 }));
    const posted: string[] = [];
    const post = async (_: string, { id }: { readonly id: string }): Promise<void> => void posted.push(id);
    const send = createOutbox({ talkOf: () => talk, post, pause: async () => undefined });
    await Promise.all([send('contact'), send('contact')]);
    assert.deepEqual(posted, ['a']);
  });

  test('stops at a refusal, keeps the words, and goes on once they were taken back', async () => {
    const talk = watched(
      withSending(withSending(emptyTalk, { id: 'a', text: '1', at: 1 }), { id: 'b', text: '2', at: 2 }),
    );
    const posted: string[] = [];
    const send = createOutbox({
      talkOf: () => talk,
      post: async (_, { id }) => {
        posted.push(id);
        if (id === 'a') throw refusal;
      },
      pause: async () => undefined,
    });
    await send('contact');
    assert.deepEqual(posted, ['a']);
    const [first] = talk.get().outbox;
    assert.deepEqual([first?.state, first?.text, first?.failure], ['refused', '1', refusal]);
    talk.set(withoutSending(talk.get(), 'a'));
    await send('contact');
    assert.deepEqual(posted, ['a', 'b']);
  });

  test('is tried again where that may help, and only there', () => {
    const of = (status: number): Failure => new Failure({ status, code: 'x', words: { zh: '', en: '' } });
    assert.deepEqual(
      [0, 429, 500, 503].map((status) => mayPass(of(status))),
      [true, true, true, true],
    );
    assert.deepEqual(
      [400, 403, 404, 409, 413].map((status) => mayPass(of(status))),
      [false, false, false, false, false],
    );
  });
});
