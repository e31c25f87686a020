import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { audience, DALIAN, LIAONING, line, phone, region, SHANXI } from '#testing/lines.ts';
import { at, hours, snapshotOf } from '#testing/snapshots.ts';
import type { Answer, Line, MatchQuery } from './contract.ts';
import { match } from './matching.ts';

const NIGHT = at('2026-11-22T23:40');
const NOON = at('2026-11-23T12:00');
const DALIAN_CODE = DALIAN.code;
const NATIONAL = audience({ raw: '全国所有需要心理支持的人群', national: true });
const ALL_DAY = hours('24小时');
const OFFICE = hours('9:00-17:00');

const ask = (lines: readonly Line[], query: Partial<MatchQuery> = {}) =>
  match(snapshotOf(lines), { at: NIGHT, ...query });
const ids = (answers: readonly Answer[]): string[] => answers.map((answer) => answer.line.id);
const kinds = (answer: Answer | undefined): string[] => answer?.reasons.map((reason) => reason.kind) ?? [];

suite('who is there for somebody in 大连 at 23:40', () => {
  const dalian = line('dalian', {
    name: '大连市心理援助热线',
    region: LIAONING,
    audience: NATIONAL,
    hours: ALL_DAY,
    accessPoints: [phone('x', { raw: '041-8468 9595', tel: null, suggestedTel: '041184689595' })],
  });
  const provincial = line('liaoning', { region: LIAONING, audience: NATIONAL, hours: ALL_DAY });
  const wuhan = line('wuhan', { region: region('420100', '武汉市'), audience: NATIONAL, hours: ALL_DAY });
  const elsewhere = line('elsewhere', { region: SHANXI, hours: ALL_DAY });
  const closed = line('closed', { region: DALIAN, audience: NATIONAL, hours: OFFICE });
  const all = [closed, dalian, elsewhere, provincial, wuhan];
  const matching = ask(all, { region: DALIAN_CODE });

  test('the city’s line first, then the province, the country, and elsewhere [S2-01]', () => {
    assert.deepEqual(ids(matching.answers), ['dalian', 'liaoning', 'wuhan', 'elsewhere']);
    assert.deepEqual(kinds(matching.answers[0]), ['open-all-day', 'same-city', 'for-everyone']);
    assert.deepEqual(kinds(matching.answers[2]), ['open-all-day', 'serves-whole-country', 'for-everyone']);
  });

  test('a doubtful number is shown as published, with its likely correction apart', () => {
    const [point] = matching.answers[0]?.accessPoints ?? [];
    assert.equal(point?.point.tel, null);
    assert.equal(point?.point.raw, '041-8468 9595');
    assert.equal(point?.point.suggestedTel, '041184689595');
  });

  test('a closed line tells when it opens, and is not among the open ones [S0-14]', () => {
    assert.deepEqual(ids(matching.later), ['closed']);
    assert.equal(matching.later[0]?.nextChange, '2026-11-23T09:00:00+08:00');
    assert.deepEqual(matching.totals, { open: 4, later: 1 });
  });

  test('the all-day line beside the crisis numbers needs no key pressed, where there is one [S2-22]', () => {
    const keyed = line('keyed', {
      region: DALIAN,
      audience: NATIONAL,
      hours: ALL_DAY,
      accessPoints: [{ ...phone('041112320'), menuKeys: ['5'] }],
    });
    assert.equal(ask([keyed, wuhan], { region: DALIAN_CODE }).allDay?.line.id, 'wuhan');
    assert.equal(ask([keyed], { region: DALIAN_CODE }).allDay?.line.id, 'keyed');
  });

  test('12356, 110 and 120 stand beside every matching, and a line that never closes and can be dialled [N-1]', () => {
    const tels = new Set(matching.always.map(({ tel }) => tel));
    for (const tel of ['12356', '110', '120']) assert.ok(tels.has(tel), tel);
    assert.equal(matching.allDay?.line.id, 'liaoning');
    assert.equal(ask([]).allDay, null);
    assert.ok(ask([]).always.length >= 3);
  });
});

suite('for whom a line is', () => {
  const police = line('police', { audience: audience({ everyone: false, groups: ['police'] }), hours: ALL_DAY });
  const students = line('students', { audience: audience({ everyone: false, groups: ['student'] }), hours: ALL_DAY });
  const everyone = line('everyone', { hours: ALL_DAY });

  test('a line for the police is none for a student; one’s own group comes before everybody’s [S2-28]', () => {
    const answers = ask([police, everyone, students], { audience: 'student' }).answers;
    assert.deepEqual(ids(answers), ['students', 'everyone']);
    assert.ok(kinds(answers[0]).includes('for-your-group'));
  });

  test('whoever does not say who they are gets lines for everybody first, the others named as such', () => {
    const near = { ...police, region: DALIAN };
    const answers = ask([near, everyone], { region: DALIAN_CODE }).answers;
    assert.deepEqual(ids(answers), ['everyone', 'police']);
    assert.deepEqual(
      answers[1]?.reasons.find(({ kind }) => kind === 'for-groups-only'),
      {
        kind: 'for-groups-only',
        groups: ['police'],
      },
    );
  });

  test('a line for the people of one province is not offered to those of another', () => {
    const shanxi = line('shanxi', { region: SHANXI, audience: audience({ region: SHANXI }), hours: ALL_DAY });
    assert.deepEqual(ids(ask([shanxi], { region: DALIAN_CODE }).answers), []);
    assert.deepEqual(ids(ask([shanxi], { region: region('140200', '大同市').code }).answers), ['shanxi']);
    const [unsure] = ask([shanxi]).answers;
    assert.ok(kinds(unsure).includes('for-region-only'));
  });

  test('opened to everybody while the epidemic lasted, it is for its own group again after [S2-28]', () => {
    const teacherTao = line('tao', {
      audience: audience({ everyone: false, groups: ['youth'], national: true, everyoneDuringEvent: true }),
      hours: ALL_DAY,
    });
    assert.deepEqual(ids(ask([teacherTao], { audience: 'parent', at: at('2020-04-20T12:00') }).answers), ['tao']);
    assert.deepEqual(ids(ask([teacherTao], { audience: 'parent' }).answers), []);
    assert.deepEqual(ids(ask([teacherTao], { audience: 'youth' }).answers), ['tao']);
  });

  test('a line for people affected by an event that is over stands behind, and says so', () => {
    const affected = line('affected', { audience: audience({ national: true, eventOnly: true }), hours: ALL_DAY });
    assert.deepEqual(ids(ask([affected, everyone]).answers), ['everyone', 'affected']);
    assert.ok(kinds(ask([affected]).answers[0]).includes('for-people-affected'));
    assert.deepEqual(ids(ask([affected, everyone], { at: at('2020-04-20T12:00') }).answers), ['affected', 'everyone']);
  });

  test('each access point is judged for itself [S2-20]', () => {
    const two = line('two', {
      hours: OFFICE,
      accessPoints: [
        phone('01011111111'),
        phone('01022222222', { hours: ALL_DAY, audience: audience({ everyone: false, groups: ['medical'] }) }),
      ],
    });
    assert.deepEqual(ids(ask([two], { audience: 'student' }).answers), []);
    const [answer] = ask([two], { audience: 'medical' }).answers;
    assert.deepEqual(
      answer?.accessPoints.map(({ point }) => point.tel),
      ['01022222222', '01011111111'],
    );
  });
});

suite('how a line is reached', () => {
  const qq = line('qq', {
    hours: ALL_DAY,
    accessPoints: [phone('x', { kind: 'qq', tel: null, number: '1406319697' })],
  });
  const mail = line('mail', { accessPoints: [phone('x', { kind: 'email', tel: null, number: 'a@b.cn' })] });
  const voice = line('voice', { hours: ALL_DAY });
  const all = [mail, qq, voice];

  test('in an emergency phones only, and first even when another way was asked for [S0-12]', () => {
    assert.deepEqual(ids(ask(all, { urgency: 'now' }).answers), ['voice']);
    const near = [{ ...qq, region: DALIAN }, voice];
    const urgent = ask(near, { urgency: 'now', channel: 'online', region: DALIAN_CODE });
    assert.deepEqual(ids(urgent.answers), ['voice', 'qq']);
  });

  test('who can wait may be offered every way [S0-11]', () => {
    const matching = ask(all, { urgency: 'can-wait' });
    assert.deepEqual([ids(matching.answers), ids(matching.later)], [['voice', 'qq'], ['mail']]);
  });

  test('the way asked for is kept to; a mailbox can be written to at any hour [S1-09]', () => {
    assert.deepEqual(ids(ask(all, { channel: 'online' }).answers), ['qq']);
    assert.deepEqual(ids(ask(all, { channel: 'phone' }).answers), ['voice']);
    const byMail = ask(all, { channel: 'mail' });
    assert.deepEqual(ids(byMail.answers), ['mail']);
    assert.deepEqual(kinds(byMail.answers[0]), ['write-any-time', 'for-everyone']);
    assert.equal(byMail.allDay?.line.id, 'voice', 'a phone that never closes stands beside');
  });

  test('numbers that can be dialled come first, landline-only and doubtful ones after [S2-18]', () => {
    const beijing = line('beijing', {
      hours: ALL_DAY,
      accessPoints: [
        phone('x', { tel: null, suggestedTel: '01000000001' }),
        phone('8008101117', { lineType: 'landline-only-800' }),
        phone('01082951332'),
      ],
    });
    const [answer] = ask([beijing]).answers;
    assert.deepEqual(
      answer?.accessPoints.map(({ point }) => point.tel),
      ['01082951332', '8008101117', null],
    );
  });

  test('the number of the epidemic ended with it, the line’s other number did not [S2-27]', () => {
    const redMaple = line('maple', {
      hours: ALL_DAY,
      accessPoints: [phone('4009933200', { note: '疫情期间' }), phone('01068333388')],
    });
    const tels = (when: string) =>
      ask([redMaple], { at: at(when) }).answers[0]?.accessPoints.map(({ point }) => point.tel);
    assert.deepEqual(tels('2020-04-20T12:00'), ['4009933200', '01068333388']);
    assert.deepEqual(tels('2026-04-20T12:00'), ['01068333388']);
    const onlyThat = { ...redMaple, accessPoints: redMaple.accessPoints.slice(0, 1) };
    assert.deepEqual(ask([onlyThat]).totals, { open: 0, later: 0 });
  });
});

suite('when a line is there', () => {
  test('open, then within the hour, then later, then not known', () => {
    const soon = line('a-later', { hours: hours('8:00-9:00') });
    const later = line('b-soon', { hours: hours('0:30-9:00') });
    const unknown = line('c-unknown', { hours: { raw: '视情况', schedule: null } });
    const open = line('d-open', { hours: ALL_DAY });
    const matching = ask([soon, later, unknown, open]);
    assert.deepEqual(ids(matching.answers), ['d-open']);
    assert.deepEqual(ids(matching.later), ['b-soon', 'a-later', 'c-unknown']);
    assert.deepEqual(kinds(matching.later[0]).slice(0, 1), ['opens-soon']);
    assert.deepEqual(kinds(matching.later[2]).slice(0, 1), ['hours-unknown']);
  });

  test('a line that closes before a talk could end stands behind an equal one that stays', () => {
    const closing = line('a', { hours: hours('9:00-24:00') });
    assert.deepEqual(ids(ask([closing, line('b', { hours: ALL_DAY })]).answers), ['b', 'a']);
  });

  test('a line that somebody verified lately stands before an equal one', () => {
    const verified = line('b', { hours: ALL_DAY, verifiedOn: '2026-10-01' });
    const answers = ask([line('a', { hours: ALL_DAY }), verified]).answers;
    assert.deepEqual(ids(answers), ['b', 'a']);
    assert.ok(kinds(answers[0]).includes('verified-lately'));
  });

  test('past the calendar’s last day, hours that depend on it are not known, and that is said', () => {
    const workdays = line('a', { hours: hours('9:00-17:00 (工作日)') });
    const matching = ask([workdays], { at: at('2031-05-05T10:00') });
    assert.equal(matching.calendarCovered, false);
    assert.equal(matching.later[0]?.state, 'unknown');
    assert.equal(ask([workdays], { at: NOON }).calendarCovered, true);
  });

  test('a make-up Saturday is a working day, a public holiday is none [S0-28]', () => {
    const workdays = line('a', { hours: hours('周一至周五(节假日除外) 9:00-17:00') });
    assert.equal(ask([workdays], { at: at('2026-10-01T10:00') }).answers.length, 0);
    assert.equal(ask([workdays], { at: at('2026-10-08T10:00') }).answers.length, 1);
  });
});
