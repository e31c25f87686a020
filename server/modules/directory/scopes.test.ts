import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { line, phone } from '#testing/lines.ts';
import { events, hours } from '#testing/snapshots.ts';
import type { Schedule } from '../hours/contract.ts';
import type { Line } from './contract.ts';
import { eventOf, hoursFor, onlyDuringEvent, type Situation } from './scopes.ts';

const NOW: Situation = { person: null, duringEvent: false };
/** The bands of hours as `9:00-17:00` texts, for reading in tests. */
function bands(schedule: Schedule | 'never' | null): string {
  if (schedule === null || schedule === 'never') return String(schedule);
  const time = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return schedule.parts
    .flatMap((part) => part.rules.flatMap((rule) => rule.bands))
    .map(({ from, to }) => `${time(from)}-${time(to)}`)
    .join(' ');
}
const of = (subject: Line, index: number, situation: Situation = NOW) =>
  bands(hoursFor(subject, subject.accessPoints[index]!, situation));

suite('which hours hold for an access point and a person', () => {
  test('a landline and a mobile number each have their own [S2-19]', () => {
    const both = line('a', {
      accessPoints: [phone('0871-65012364'), phone('18088240543', { lineType: 'mobile' })],
      hours: hours('座机9:00-17:00 移动电话24小时'),
    });
    assert.equal(of(both, 0), '9:00-17:00');
    assert.equal(of(both, 1), '0:00-24:00');
  });

  test('doctors are answered in their hours, others in everybody’s [S2-20]', () => {
    const audiences = line('a', { hours: hours('13:00-22:00 (所有群众) 16:00-22:00 (医务人员专线)') });
    assert.equal(of(audiences, 0), '13:00-22:00');
    assert.equal(of(audiences, 0, { person: 'student', duringEvent: false }), '13:00-22:00');
    assert.match(of(audiences, 0, { person: 'medical', duringEvent: false }), /16:00-22:00/);
  });

  test('hours for one group only are nobody else’s', () => {
    const doctors: Schedule = {
      parts: [
        {
          scope: { kind: 'audience', raw: '医务人员' },
          rules: [{ days: { kind: 'working-days' }, bands: [{ from: 540, to: 600 }] }],
        },
      ],
    };
    const only = line('a', { hours: { raw: '', schedule: doctors } });
    assert.equal(of(only, 0, { person: 'student', duringEvent: false }), 'never');
    assert.equal(of(only, 0, { person: 'medical', duringEvent: false }), '9:00-10:00');
    const strange = { parts: [{ scope: { kind: 'audience' as const, raw: '会员' }, rules: doctors.parts[0]!.rules }] };
    assert.equal(
      of(line('b', { hours: { raw: '', schedule: strange } }), 0),
      'null',
      'an unheard-of group is not guessed',
    );
  });

  test('the event’s number has the event’s hours and the others have theirs [S2-23]', () => {
    const redMaple = line('a', {
      accessPoints: [phone('4009933200', { note: '疫情期间' }), phone('01068333388')],
      hours: hours('疫情期间热线每天 9:00-21:00 其他热线周一至周五 9:00-20:00'),
    });
    assert.equal(of(redMaple, 0), '9:00-21:00');
    assert.equal(of(redMaple, 1), '9:00-20:00');
    assert.equal(onlyDuringEvent(redMaple.accessPoints[0]!), true);
  });

  test('without a number for the event its hours hold while it lasts [S2-23]', () => {
    const oneNumber = line('a', { hours: hours('疫情期间热线每天 9:00-21:00 其他热线周一至周五 9:00-20:00') });
    assert.equal(of(oneNumber, 0, { person: null, duringEvent: true }), '9:00-21:00');
    assert.equal(of(oneNumber, 0), '9:00-20:00');
  });

  test('a shift belongs to the number noted so, or to the line when none is [S2-18]', () => {
    const text = '9:00-12:00 14:00-18:00(白班) 19:00-23:00(晚班)';
    const shifts = line('a', {
      accessPoints: [phone('1', { note: '白班' }), phone('2', { note: '晚班' })],
      hours: hours(text),
    });
    assert.equal(of(shifts, 0), '9:00-12:00 14:00-18:00');
    assert.equal(of(shifts, 1), '19:00-23:00');
    assert.equal(of(line('b', { hours: hours(text) }), 0), '9:00-12:00 14:00-18:00 19:00-23:00');
  });

  test('hours that could not be read are not known', () => {
    assert.equal(of(line('a', { hours: { raw: '视情况', schedule: null } }), 0), 'null');
    assert.equal(of(line('b'), 0), 'null');
  });
});

suite('the event that a line’s words speak of', () => {
  test('is the one it is bound to, or that was on when it was listed', () => {
    const validity = { raw: '', kind: 'event' as const, event: 'covid-19' };
    assert.equal(eventOf(line('a', { validity, confirmedOn: null }), events)?.id, 'covid-19');
    assert.equal(eventOf(line('b', { confirmedOn: '2020-05-27' }), events)?.id, 'covid-19');
    assert.equal(eventOf(line('c', { confirmedOn: '2026-01-01' }), events), null);
  });
});
