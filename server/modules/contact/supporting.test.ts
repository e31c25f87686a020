import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide, type Command } from './life-cycle.ts';
import { add, type AlarmGroup, type Contact, type SupportMode } from './timeline.ts';

const start = Temporal.Instant.from('2026-11-22T15:40:00Z');
const after = (minutes: number): Temporal.Instant => start.add({ minutes });

/** A talk of li after the commands, one minute each; throws where one is refused. */
function talking(...commands: readonly Command[]): Contact {
  const begun: readonly Command[] = [
    { do: 'queue', queue: 'q' },
    { do: 'offer', to: 'li', until: after(10) },
    { do: 'accept', by: 'li' },
  ];
  return [...begun, ...commands].reduce<Contact>(
    (contact, command, place) => {
      const decided = decide(contact, command, after(place));
      assert.ok(decided.ok, `${command.do}: ${decided.ok ? '' : decided.refusal}`);
      return decided.value.reduce(add, contact);
    },
    add(null, { kind: 'arrived', at: start, risk: 'ordinary', wish: {} }),
  );
}

const end: Command = { do: 'end', by: 'person' };
const alarm: Command = { do: 'raise-alarm', by: 'li' };
const heard = (group: AlarmGroup): Command => ({ do: 'acknowledge-alarm', by: 'wu', group });
const comeIn = (mode: SupportMode): Command => ({ do: 'come-in', by: 'wu', mode });

describe('an alarm', () => {
  test('makes it danger at once, is told once, and is heard by each group once [S3-31]', () => {
    const rung = talking(alarm, alarm, heard('supervision'), heard('supervision'));
    assert.deepEqual([rung.risk, rung.alarm?.acknowledged], ['danger', ['supervision']]);
  });

  test('can still be acknowledged when the contact is over [S3-32]', () => {
    const over = talking(
      alarm,
      end,
      { do: 'record-outcome', outcome: 'escalated', by: 'li' },
      { do: 'close' },
      heard('administration'),
    );
    assert.deepEqual([over.status, over.alarm?.acknowledged], ['closed', ['administration']]);
  });
});

describe('a supervisor', () => {
  const kinds = (contact: Contact, command: Command) => {
    const decided = decide(contact, command, after(9));
    return decided.ok ? decided.value.map(({ kind }) => kind) : [decided.refusal];
  };

  test('who comes in openly after listening is told to have come [S3-53]', () => {
    const listening = talking(comeIn('silent'));
    assert.deepEqual(kinds(listening, comeIn('silent')), []);
    assert.deepEqual(kinds(listening, comeIn('open')), ['supervisor-left', 'supervisor-came']);
    assert.deepEqual(talking(comeIn('silent'), comeIn('open')).supporters, {
      open: ['wu'],
      silent: [],
    });
  });

  test('who goes out twice has gone once, and is out when the talk ends', () => {
    const here = talking(comeIn('open'));
    assert.deepEqual(kinds(here, { do: 'go-out', by: 'wu' }), ['supervisor-left']);
    assert.deepEqual(kinds(here, { do: 'go-out', by: 'zhao' }), []);
    assert.deepEqual(talking(comeIn('open'), end).supporters, { open: [], silent: [] });
  });
});
