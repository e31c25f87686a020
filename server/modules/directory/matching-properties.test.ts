import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { compileHours, loadCalendar, stateAt } from '#hours/index.ts';
import { audience, line, region, SHENYANG } from '#testing/lines.ts';
import { at, events, hours, regions, snapshotOf } from '#testing/snapshots.ts';
import { syntheticLines } from '#testing/synthetic-lines.ts';
import { AudienceGroup, type Answer, Channel, type Line, type MatchQuery, Urgency } from './contract.ts';
import { match } from './matching.ts';
import { hoursFor } from './scopes.ts';
import { serviceAt } from './validity.ts';

const ids = (answers: readonly Answer[]): string[] => answers.map((answer) => answer.line.id);

suite('whatever is asked of whatever directory', () => {
  const calendar = loadCalendar();
  const some = syntheticLines(150, regions);
  const query: fc.Arbitrary<MatchQuery> = fc
    .record({
      region: fc.option(fc.constantFrom(...regions.regions.map(({ code }) => code))),
      audience: fc.option(fc.constantFrom(...AudienceGroup.options)),
      channel: fc.option(fc.constantFrom(...Channel.options)),
      urgency: fc.option(fc.constantFrom(...Urgency.options)),
      minute: fc.integer({ min: 0, max: 8 * 365 * 1440 }),
    })
    .map(({ region, audience, channel, urgency, minute }) => ({
      ...(region && { region }),
      ...(audience && { audience }),
      ...(channel && { channel }),
      ...(urgency && { urgency }),
      at: at('2020-01-01T00:00').add({ minutes: minute }),
      limit: 1000,
    }));
  const lines = fc.subarray(some, { minLength: 1, maxLength: 60 });
  const everyAnswer = (lines: readonly Line[], query: MatchQuery) => {
    const matching = match(snapshotOf(lines), query);
    return {
      matching,
      all: [...matching.answers, ...matching.later, ...(matching.allDay === null ? [] : [matching.allDay])],
    };
  };
  const check = (property: (lines: Line[], query: MatchQuery) => void) =>
    fc.assert(fc.property(lines, query, property), { numRuns: 50 });

  test('a closed, expired or ended line is never given as open [S2-26]', () => {
    check((lines, query) => {
      const { matching, all } = everyAnswer(lines, query);
      for (const answer of all) assert.equal(serviceAt(answer.line, events, query.at), 'in-service');
      const open =
        query.channel === 'mail' ? [] : [...matching.answers, ...(matching.allDay === null ? [] : [matching.allDay])];
      for (const { line, accessPoints } of open) {
        const point = accessPoints[0]!.point;
        const duringEvent =
          serviceAt(
            { ...line, opened: null, verifiedOn: null, validity: { raw: '', kind: 'event', event: 'covid-19' } },
            events,
            query.at,
          ) === 'in-service';
        const schedule = hoursFor(line, point, { person: query.audience ?? null, duringEvent });
        assert.ok(schedule !== null && schedule !== 'never');
        assert.equal(stateAt(compileHours(schedule, calendar), query.at).state, 'open');
      }
    });
  });

  test('nobody is sent to a line of another group or another region', () => {
    check((lines, query) => {
      for (const { accessPoints, line } of everyAnswer(lines, query).all) {
        for (const { point } of accessPoints) {
          const { groups, everyone, everyoneDuringEvent, region: limit } = point.audience ?? line.audience;
          if (query.audience !== undefined)
            assert.ok(everyone || everyoneDuringEvent || groups.includes(query.audience));
          if (query.region !== undefined && limit !== null)
            assert.equal(limit.code.slice(0, 2), query.region.slice(0, 2));
        }
      }
    });
  });

  test('nobody leaves with an empty hand, and a line that never closes is found if there is one', () => {
    check((lines, query) => {
      const { matching } = everyAnswer(lines, query);
      assert.ok(['12356', '110', '120'].every((tel) => matching.always.some((number) => number.tel === tel)));
      const allDay = matching.answers.find(({ accessPoints }) =>
        accessPoints.some(({ at, point }) => at.openAllDay && point.tel !== null && point.kind === 'phone'),
      );
      if (allDay !== undefined) assert.notEqual(matching.allDay, null);
    });
  });

  test('asked twice, it answers the same', () => {
    check((lines, query) => {
      assert.deepEqual(everyAnswer(lines, query), everyAnswer(lines.toReversed(), query));
    });
  });

  test('a line that is no answer changes no answer', () => {
    const ended = line('zzz-ended', { validity: { raw: '', kind: 'until', until: '2019-12-31' } });
    const police = line('aaa-police', { audience: audience({ everyone: false, groups: ['police'] }) });
    const lhasa = line('mmm-lhasa', { audience: audience({ region: region('540100', '拉萨市') }) });
    check((lines, query) => {
      const irrelevant = [
        ended,
        ...(query.audience === undefined || query.audience === 'police' ? [] : [police]),
        ...(query.region === undefined || query.region.startsWith('54') ? [] : [lhasa]),
      ];
      assert.deepEqual(everyAnswer([...lines, ...irrelevant], query), everyAnswer(lines, query));
    });
  });

  test('fewer wanted are the first of all, and the totals stay', () => {
    check((lines, query) => {
      const all = everyAnswer(lines, query).matching;
      const few = everyAnswer(lines, { ...query, limit: 3 }).matching;
      assert.deepEqual(ids(few.answers), ids(all.answers).slice(0, 3));
      assert.deepEqual(few.totals, all.totals);
      assert.deepEqual(few.totals, { open: all.answers.length, later: all.later.length });
    });
  });

  test('equal lines are first equally often', () => {
    const twins = ['a', 'b', 'c', 'd', 'e'].map((id) => line(id, { hours: hours('24小时'), region: SHENYANG }));
    const snapshot = snapshotOf(twins);
    const firsts = twins.map(
      (_, minute) =>
        match(snapshot, { region: SHENYANG.code, at: at('2026-11-22T23:40').add({ minutes: minute }) }).answers[0]?.line
          .id,
    );
    assert.deepEqual(new Set(firsts), new Set(['a', 'b', 'c', 'd', 'e']));
  });
});
