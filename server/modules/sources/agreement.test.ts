// One number in several places: each place is told of the others, once, and nothing is decided.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareLines, isComparison, loadReadingContext, readDocument } from './index.ts';

const context = await loadReadingContext('2024-05-01');

function linesOf(csv: string) {
  const read = readDocument({ name: 'a.csv', bytes: new TextEncoder().encode(csv) }, context);
  assert.ok(read.ok, JSON.stringify(read));
  return compareLines(read.value.lines, read.value.sources);
}

const HEAD = '名称,地区,电话,开放时间,邮箱\n';

suite('one number in several places', () => {
  test('both are told, with the place of the other; the same hours in other words are no conflict', () => {
    const lines = linesOf(`${HEAD}甲热线,北京,010-62345678,9:00-17:00,\n乙热线,北京,010-6234 5678,上午9点至下午5点,\n`);
    const said = lines.map((line) =>
      line.flags.filter((flag) => isComparison(flag)).map(({ code, why }) => `${code} ${why}`),
    );
    assert.deepEqual(said, [
      ['duplicate 同一个号码也在本文件“乙热线”（table-2）'],
      ['duplicate 同一个号码也在本文件“甲热线”（table-1）'],
    ]);
  });

  test('different hours are a conflict on both; a silent one is none', () => {
    const lines = linesOf(
      `${HEAD}甲,北京,010-62345678,9:00-17:00,\n乙,北京,010-62345678,24小时,\n丙,北京,010-62345678,,\n`,
    );
    const conflicts = lines.map((line) =>
      line.flags.filter(({ code }) => code === 'conflict').map(({ field }) => field),
    );
    assert.deepEqual(conflicts, [['hours'], ['hours'], []]);
  });

  test('a short code without an area code is another desk in every province', () => {
    const lines = linesOf(`${HEAD}甲,北京,12355,,\n乙,上海,12355,,\n`);
    assert.ok(lines.every((line) => !line.flags.some(({ code }) => code === 'duplicate')));
  });

  test('one mailbox of two lines is a duplicate, but what the lines say differently is no conflict', () => {
    const lines = linesOf(`${HEAD}甲,北京,12355,9:00-17:00,a@b.cn\n乙,北京,12338,24小时,A@b.cn\n`);
    const codes = lines.map((line) => line.flags.filter((flag) => isComparison(flag)).map(({ code }) => code));
    assert.deepEqual(codes, [['duplicate'], ['duplicate']]);
  });

  test('ten thousand lines on one number are compared in bounded time', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => `热线${at},北京,010-62345678,${at % 24}:00-24:00,`);
    const begun = performance.now();
    const lines = linesOf(`${HEAD}${rows.join('\n')}\n`);
    assert.ok(lines.every((line) => line.flags.length < 20));
    assert.ok(performance.now() - begun < 30_000);
  });
});
