import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadCommonPasswords } from './files.ts';
import { decidePassword, readPassword } from './passwords.ts';

const common = loadCommonPasswords();
const own = ['张三', 'zhangsan', 'zhang', 'zhangsan@hedong.example', '河东大学', 'hedong', 'xindeng'];
const judged = (typed: string, alone = true) => decidePassword(readPassword(typed), { alone, own, common });

const table: readonly (readonly [password: string, alone: boolean, decided: string])[] = [
  ['短', true, 'password-too-short'],
  ['fourteen-chars', true, 'password-too-short'],
  ['quiet orange cat', true, 'good'],
  ['seven7!', false, 'password-too-short'],
  ['k7#mQz!p', false, 'good'],
  ['雨天的窗台上有一只安静的橘猫', true, 'password-too-short'],
  ['雨天的窗台上有一只安静的橘猫呢', true, 'good'],
  ['correct horse battery staple', true, 'good'],
  ['woaini1314', false, 'password-too-common'],
  ['5201314520', false, 'password-too-common'],
  ['a123456789', false, 'password-too-common'],
  ['qwertyuiop', false, 'password-too-common'],
  ['P@ssw0rd', false, 'password-too-common'],
  ['ｗｏａｉｎｉ１３１４', false, 'password-too-common'],
  ['woaini1314woaini1314', true, 'password-too-common'],
  ['password12345678qwerty', true, 'password-too-common'],
  ['aaaaaaaaaaaaaaaaaaaa', true, 'password-too-common'],
  ['123456789012345678', true, 'password-too-common'],
  ['abababababababababab', true, 'password-too-common'],
  ['19900101199001011990', true, 'password-too-common'],
  ['zhangsan19900101!', true, 'password-too-like-you'],
  ['Hedong-zhangsan-hedong', true, 'password-too-like-you'],
  ['河东大学河东大学张三河东大学', false, 'password-too-like-you'],
];

for (const [password, alone, decided] of table)
  test(`${password} ${alone ? 'alone' : 'beside a second factor'}: ${decided}`, () => {
    assert.equal(judged(password, alone), decided);
  });

test('nothing is demanded of its characters, and up to 256 are taken whole', () => {
  assert.equal(judged(`quiet cat on a sill ${'é—猫'.repeat(60)}`), 'good');
  assert.equal(judged(`quiet cat on a sill ${'x y z'.repeat(60)}`), 'password-too-long');
});

test('what is random is never called common', () => {
  const random = fc.string({
    unit: fc.constantFrom(...Array.from('bcdfghjkmnpqrtvwxyz2346789!?%&')),
    minLength: 16,
    maxLength: 40,
  });
  fc.assert(
    fc.property(random, (password) => {
      fc.pre(new Set(password).size >= 10);
      assert.equal(judged(password), 'good');
    }),
    { numRuns: 300 },
  );
});
