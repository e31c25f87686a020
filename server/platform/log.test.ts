import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, describeCause } from './log.ts';

const secret = '张三 13800000000';

function logged(tellMessages = false): { log: ReturnType<typeof createLog>; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const log = createLog({ target: { write: (line) => written.push(line) }, tellMessages });
  return { log, lines: () => written.map((line): Record<string, unknown> => JSON.parse(line)) };
}

test('a line is JSON with its level, time, words and fields', () => {
  const { log, lines } = logged();
  log.child({ part: 'import' }).info('lines read', { lines: 75 });
  const [line] = lines();
  assert.match(String(line?.['time']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.deepEqual({ ...line, time: '' }, { level: 'info', time: '', part: 'import', lines: 75, words: 'lines read' });
});

test('of an error the log has the name, the code, the place and the causes, and no message', () => {
  const { log, lines } = logged();
  class StoreError extends Error {
    readonly code = '23505';
  }
  log.error(
    'could not save',
    new StoreError(`${secret}\n    at ${secret} (/tmp/x.ts:1:1)\n    at x (file:///13800000000:1:1)`, {
      cause: new RangeError(secret),
    }),
  );
  const text = JSON.stringify(lines());
  assert.doesNotMatch(text, /张三|13800000000/);
  assert.match(
    text,
    /"cause":\{"name":"StoreError","code":"23505","frames":\["at [^"]*server\/platform\/log\.test\.ts:\d+:\d+\)?".*"cause":\{"name":"RangeError"/,
  );
});

test('frames are told from the root of the project, so that no log tells whose machine it was', () => {
  assert.match(
    describeCause(new Error('x')).frames[0] ?? '',
    /^at [\w.<>]+ \(server\/platform\/log\.test\.ts:\d+:\d+\)$/,
  );
});

test('what is thrown without being an error is told by its kind only', () => {
  assert.deepEqual(describeCause(secret), { name: 'string', frames: [] });
  assert.deepEqual(describeCause({ secret }), { name: 'object', frames: [] });
});

test('a name, a code or a stack that holds something else is left out', () => {
  const odd = Object.assign(new Error('x'), { name: secret, code: secret, stack: secret });
  assert.deepEqual(describeCause(odd), { name: 'Error', frames: [] });
});

test('an error that causes itself ends', () => {
  const error: Error & { cause?: unknown } = new Error('x');
  error.cause = error;
  assert.equal(describeCause(error).cause?.cause?.cause, undefined);
});

test('a developer may have messages told', () => {
  const { log, lines } = logged(true);
  log.error('failed', new Error('the reason'));
  assert.equal(lines()[0]?.['message'], 'the reason');
});
