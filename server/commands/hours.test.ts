import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { loadCalendar } from '#hours/index.ts';
import { answerHours, answerLine, linesOf, readMoment } from './hours-answers.ts';

const calendar = loadCalendar();
const now = (): Temporal.Instant => Temporal.Instant.from('2026-11-22T23:40:00+08:00');

function run(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const command = path.join(import.meta.dirname, 'hours.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

test('a text and an instant are answered with one JSON object [S0-28]', () => {
  const { code, out, err } = run(['周一至周五(节假日除外) 8:00-12:00; 14:00-17:00', '--at', '2026-10-08T09:00']);
  assert.deepEqual([code, err, out.split('\n').length], [0, '', 2]);
  assert.deepEqual(JSON.parse(out), {
    understood: true,
    state: 'open',
    nextChange: '2026-10-08T12:00:00+08:00',
    zh: '周一至周五（节假日除外）8:00–12:00、14:00–17:00',
    en: 'Mon–Fri (except public holidays) 8:00–12:00, 14:00–17:00',
    unread: [],
  });
});

test('a text that is not understood answers unknown and shows what was not read', () => {
  assert.deepEqual(answerHours('工作日 9:00-17:00，预约', now(), calendar), {
    understood: false,
    state: 'unknown',
    nextChange: null,
    zh: null,
    en: null,
    unread: ['预约'],
  });
});

test('hours that never change have no next change', () => {
  assert.equal(answerHours('24小时', now(), calendar).nextChange, null);
});

test('an instant without an offset is the time of Shanghai; without seconds or with a blank it is read as well', () => {
  const at = (text: string): string | null => {
    const moment = readMoment(text);
    return moment.ok ? moment.value.toString() : null;
  };
  for (const text of [
    '2026-10-08T09:00',
    '2026-10-08 09:00',
    '2026-10-08T09:00:00',
    '2026-10-08T01:00Z',
    '2026-10-08T09:00+0800',
    '2026-10-08T03:00:00.000+02:00',
  ])
    assert.equal(at(text), '2026-10-08T01:00:00Z', text);
  for (const text of [
    '2026-02-30T09:00',
    '2026-10-08',
    '2026-10-08T24:00',
    '2026-13-01T00:00',
    '2026-10-08T09',
    '09:00',
    'now',
    '',
    '+275760-09-14T00:00',
  ])
    assert.equal(at(text), null, text);
});

test('a wrong instant is told in one clear sentence, with exit code 2 and nothing on standard output', () => {
  const { code, out, err } = run(['9:00-17:00', '--at', '2026-02-30T09:00']);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /^没有这个时刻：2026-02-30T09:00。.*There is no such time: 2026-02-30T09:00\. .*\n$/);
});

test('a command given wrongly says how it is given right', () => {
  for (const args of [[], ['--stdin', '9:00-17:00'], ['a', 'b'], ['--what'], ['9:00-17:00', '--at']]) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, /用法.*\nUsage/);
  }
});

test('lines are answered one by one, in order, a bad one in its place', () => {
  const lines = [
    '{"text":"9:00-17:00","at":"2026-10-08T09:00"}',
    'not json',
    '',
    '{"text":"9:00-17:00","at":"2026-02-30T09:00"}',
    '{"text":["9:00"]}',
    '{"text":"视情况","at":"2026-10-08T09:00"}\r',
    '{"text":"24小时"}',
  ];
  const { code, out, err } = run(['--stdin'], lines.join('\n'));
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  assert.deepEqual([code, err, answers.length], [1, '', lines.length]);
  assert.deepEqual(
    answers.map((answer) =>
      typeof answer === 'object' && answer !== null && 'state' in answer ? answer.state : 'error',
    ),
    ['open', 'error', 'error', 'error', 'error', 'unknown', 'open'],
  );
});

test('all lines answered is exit code 0, and no line at all is none', () => {
  assert.deepEqual(run(['--stdin'], '\uFEFF{"text":"24小时"}\n').code, 0);
  assert.deepEqual(run(['--stdin'], ''), { code: 0, out: '', err: '' });
});

test('a text of a megabyte on a line is answered as not understood', () => {
  const answer = answerLine(JSON.stringify({ text: '9:00-12:00 '.repeat(100_000) }), calendar, now);
  assert.equal('state' in answer && answer.state, 'unknown');
  assert.ok(JSON.stringify(answer).length < 1000);
});

test('a line without end is skipped without being kept', async () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  async function* chunks(): AsyncGenerator<string> {
    yield '{"text":"24';
    yield '小时"}\n';
    for (let count = 0; count < 300; count += 1) yield megabyte;
    yield '\nlast';
  }
  const lines: (string | null)[] = [];
  for await (const some of linesOf(chunks())) lines.push(...some);
  assert.deepEqual(lines, ['{"text":"24小时"}', null, 'last']);
  assert.ok(process.memoryUsage().heapUsed < 200 * 1024 * 1024);
});
