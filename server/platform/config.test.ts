import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { CannotStart } from '#platform/cannot-start.ts';
import { readConfig } from '#platform/config.ts';

const refusals: readonly (readonly [string, Record<string, string>, readonly string[], RegExp])[] = [
  ['a port that is no number', { PORT: 'abc' }, [], /PORT.*0 到 65535[\s\S]*PORT.*0 to 65535/],
  ['a port out of range', {}, ['--port', '70000'], /PORT/],
  ['a port without a value', {}, ['--port'], /PORT/],
  ['an address of another database', { DATABASE_URL: 'mysql://u:hunter2@h/d' }, [], /postgres:\/\//],
  ['an address that is none', { DATABASE_URL: 'hunter2' }, [], /postgres:\/\//],
  ['a time that is none', {}, ['--now', '2020-13-45'], /NOW.*2020-04-08T09:00/],
  ['a level of the log that is none', { LOG_LEVEL: 'loud' }, [], /silent/],
  ['a flag that is none', {}, ['--prot', '80'], /--port/],
  ['a word that is no flag', {}, ['8080'], /--port/],
  [
    'a master key that is too short',
    { MASTER_KEY: 'hunter2' },
    [],
    /MASTER_KEY不正确.*Base64[\s\S]*base64 of 32 bytes/,
  ],
  ['one of two master keys that is none', { MASTER_KEY: `${'A'.repeat(43)}=,hunter2` }, [], /MASTER_KEY/],
  ['a master key among the flags', {}, [`--master-key=${'A'.repeat(43)}=`], /没有这样的参数/],
  ['a PIN among the flags', {}, ['--kms-pin', 'hunter2'], /没有这样的参数/],
  ['half the settings of an HSM', { KMS_MODULE: '/x.so', KMS_PIN: 'hunter2' }, [], /KMS_TOKEN/],
  ['another kind of database for keys', { KEYS_DATABASE_URL: 'mysql://u:hunter2@h/d' }, [], /postgres:\/\//],
];

for (const [what, env, args, sentence] of refusals)
  test(`${what} stops the start with one sentence in Chinese and English, without repeating the value`, () => {
    assert.throws(
      () => readConfig(env, args),
      (error) => {
        assert.ok(error instanceof CannotStart);
        assert.match(error.message, sentence);
        assert.doesNotMatch(error.message, /hunter2|abc|70000|loud|prot\b|2020-13/);
        assert.deepEqual([error.zh.split('\n').length, error.en.split('\n').length], [1, 1]);
        return true;
      },
    );
  });

test('without any setting the program listens on this machine only and keeps its data beside itself', () => {
  const { dataDir, clock, keys, ...rest } = readConfig({});
  assert.deepEqual(keys, {
    dataDir,
    masterKeys: [],
    masterKeyFile: undefined,
    hsm: undefined,
    keysDatabaseUrl: undefined,
  });
  assert.match(dataDir, /^\/.*\/var$/);
  assert.ok(Math.abs(clock.now().epochMilliseconds - Date.now()) < 1000);
  assert.deepEqual(rest, {
    databaseUrl: undefined,
    appDatabaseUrl: undefined,
    databaseConnections: 10,
    natsUrl: undefined,
    host: '127.0.0.1',
    port: 8080,
    publicUrl: undefined,
    leaveTo: 'https://www.weather.com.cn/',
    bodyLimit: 1_000_000,
    trustedProxies: ['loopback'],
    logLevel: 'info',
  });
});

test('a flag wins over the environment, and an empty value means unset', () => {
  assert.equal(readConfig({ PORT: '81' }, ['--port=82']).port, 82);
  assert.equal(readConfig({ PORT: '' }).port, 8080);
  assert.equal(readConfig({ PUBLIC_URL: 'https://example.org/' }).publicUrl, 'https://example.org');
});

test('master keys come in the order in which they are written, and an HSM when all of it is named', () => {
  const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const env = { MASTER_KEY: `${first.toString('base64')}, ${second.toString('base64')}` };
  assert.deepEqual(readConfig(env).keys.masterKeys, [first, second]);
  const hsm = { KMS_MODULE: '/x.so', KMS_TOKEN: 'line', KMS_KEY: '01', KMS_PIN: '1234' };
  assert.deepEqual(readConfig(hsm).keys.hsm, { module: '/x.so', token: 'line', key: '01', pin: '1234' });
});

test('the clock of --now goes on from an instant in Asia/Shanghai', () => {
  const { clock } = readConfig({}, ['--now', '2020-04-08T09:00']);
  const late = clock.now().since('2020-04-08T01:00:00Z').total('seconds');
  assert.ok(late >= 0 && late < 5);
});

test('whatever a setting holds, the answer is a configuration or one sentence', () => {
  const names = [
    'PORT',
    'DATABASE_URL',
    'NATS_URL',
    'HOST',
    'DATA_DIR',
    'NOW',
    'PUBLIC_URL',
    'BODY_LIMIT',
    'LOG_LEVEL',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (env) => {
      try {
        readConfig(env);
      } catch (error) {
        assert.ok(error instanceof CannotStart);
      }
    }),
  );
});
