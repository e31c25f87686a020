import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { schedules } from '#testing/schedules.ts';
import { dayKind } from './calendar.ts';
import type { HoursState, OpeningRule, Schedule } from './contract.ts';
import { loadCalendar } from './files.ts';
import { compileHours, isAllDay } from './timeline.ts';

const calendar = loadCalendar();

const instants = fc
  .integer({ min: Date.parse('2006-12-20'), max: Date.parse('2027-01-20') })
  .map((ms) => ms - (ms % 60_000));

test('the state holds until the next change and differs at it', () => {
  fc.assert(
    fc.property(
      schedules,
      instants,
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 5, maxLength: 9 }),
      (hours, at, shares) => {
        const compiled = compileHours(hours, calendar);
        const state = compiled.stateAt(at);
        const next = compiled.nextChange(at);
        const end = next ?? at + 400 * 86_400_000;
        assert.ok(end > at);
        if (next !== null) assert.notEqual(compiled.stateAt(next), state);
        for (const between of [end - 1, ...shares.map((share) => at + Math.floor(share * (end - at)))])
          assert.equal(compiled.stateAt(between), state, new Date(between).toISOString());
      },
    ),
    { numRuns: 500 },
  );
});

test('every state is the one the rules say, read day by day', () => {
  fc.assert(
    fc.property(schedules, instants, (hours, at) => {
      const rules = hours.parts.flatMap((part) => part.rules);
      assert.equal(compileHours(hours, calendar).stateAt(at), byDefinition(hours, rules, at));
    }),
    { numRuns: 2000 },
  );
});

/** The definition, slowly: try every kind of day that today and yesterday could be. */
function byDefinition({ since }: Schedule, rules: readonly OpeningRule[], at: number): HoursState {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('+08:00');
  const today = local.toPlainDate();
  const minute = local.hour * 60 + local.minute;
  const outcomes = (date: Temporal.PlainDate, offset: number): boolean[] => {
    if (since !== undefined && date.toString() < since) return [false];
    const kind = dayKind(calendar, date);
    const weekdayKinds = date.dayOfWeek > 5 ? ['weekend', 'public-holiday', 'make-up'] : ['working', 'public-holiday'];
    return (kind === 'unknown' ? weekdayKinds : [kind]).map((each) =>
      rules.some(({ days, bands }) => {
        const holds =
          days.kind === 'weekdays'
            ? days.days.includes(date.dayOfWeek) && (days.holidays === 'as-usual' || each !== 'public-holiday')
            : {
                'working-days': ['working', 'make-up'],
                'rest-days': ['weekend', 'public-holiday'],
                'public-holidays': ['public-holiday'],
              }[days.kind].includes(each);
        return holds && bands.some(({ from, to }) => from <= minute + offset && minute + offset < to);
      }),
    );
  };
  if (since !== undefined && today.toString() < since) return 'unknown';
  const own = outcomes(today, 0);
  const evening = outcomes(today.subtract({ days: 1 }), 1440);
  if (own.every(Boolean) || evening.every(Boolean)) return 'open';
  return own.some(Boolean) || evening.some(Boolean) ? 'unknown' : 'closed';
}

test('the whole line is open if any part of it is', () => {
  const order: readonly HoursState[] = ['closed', 'unknown', 'open'];
  fc.assert(
    fc.property(schedules, instants, (hours, at) => {
      const states = hours.parts.map((part) => compileHours({ ...hours, parts: [part] }, calendar).stateAt(at));
      const best = order[Math.max(...states.map((state) => order.indexOf(state)))];
      const whole = compileHours(hours, calendar).stateAt(at);
      assert.ok(whole === best || (whole === 'open' && best === 'unknown'), `${whole} of ${states.join(' ')}`);
    }),
    { numRuns: 1000 },
  );
});

test('all day means open at every instant', () => {
  fc.assert(
    fc.property(schedules, fc.array(instants, { minLength: 20, maxLength: 20 }), ({ parts }, moments) => {
      const hours = compileHours({ parts }, calendar);
      if (isAllDay({ parts })) assert.ok(moments.every((at) => hours.stateAt(at) === 'open'));
      else
        assert.notEqual(
          hours.nextChange(Date.parse('2026-01-01')) === null && hours.stateAt(Date.parse('2026-01-01')) === 'open',
          true,
        );
    }),
  );
});
