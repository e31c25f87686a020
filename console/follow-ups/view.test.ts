import assert from 'node:assert/strict';
import test from 'node:test';
import { ContactId } from '../../server/modules/contact/contract.ts';
import { type FollowUp, FollowUpId } from '../../server/modules/contact/follow-ups/contract.ts';
import { isAhead, mayBeSettled } from './view.ts';

const meeting = (more: Partial<FollowUp> = {}): FollowUp => ({
  id: FollowUpId.parse('0f0e0d0c-0000-4000-8000-000000000001'),
  contact: ContactId.parse('0f0e0d0c-0000-4000-8000-000000000002'),
  number: 7,
  line: { id: 'l-1', name: '热线' },
  channel: 'chat',
  counsellor: { id: '0f0e0d0c-0000-4000-8000-000000000003', name: '林晓' },
  at: '2026-11-25T12:00:00Z',
  minutes: 30,
  state: 'agreed',
  ordinal: 2,
  reason: null,
  settled: null,
  chase: false,
  ...more,
});

test('a meeting is ahead until it was kept, cancelled, or missed and settled', () => {
  assert.deepEqual(
    [
      meeting(),
      meeting({ state: 'missed' }),
      meeting({ state: 'missed', settled: '留了言' }),
      meeting({ state: 'kept' }),
      meeting({ state: 'cancelled' }),
    ].map(isAhead),
    [true, true, false, false, false],
  );
});

test('what became of a meeting can be said from half an hour before it', () => {
  assert.equal(mayBeSettled(meeting(), new Date('2026-11-25T11:29:59Z')), false);
  assert.equal(mayBeSettled(meeting(), new Date('2026-11-25T11:30:00Z')), true);
  assert.equal(mayBeSettled(meeting({ state: 'kept' }), new Date('2026-11-25T13:00:00Z')), false);
});
