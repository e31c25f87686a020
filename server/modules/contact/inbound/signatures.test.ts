import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { judgeSignature, type KeyNow, type Signed, signatureOf } from './signatures.ts';

const now = Temporal.Instant.from('2026-11-22T12:00:00Z');
const seconds = String(now.epochMilliseconds / 1000);
const signed = (more: Partial<Signed> = {}): Signed => ({
  time: seconds,
  method: 'POST',
  path: '/api/inbound/handovers',
  body: Buffer.from('{"id":"1"}'),
  ...more,
});
const key = (more: Partial<KeyNow> = {}): KeyNow => ({
  secret: Buffer.alloc(32, 7),
  endsAt: null,
  revokedAt: null,
  ...more,
});
const judged = (given: string, what = signed(), by: KeyNow | undefined = key()): string => {
  const result = judgeSignature(by, what, given, now);
  return result.ok ? 'ok' : result.refusal;
};
const right = signatureOf(key().secret, signed());

test('a signature is refused for anything else than what was signed', () => {
  const others: readonly Partial<Signed>[] = [
    { body: Buffer.from('{"id":"2"}') },
    { path: '/api/inbound/handovers/1' },
    { method: 'GET' },
    { time: String(Number(seconds) + 1) },
  ];
  for (const other of others) assert.equal(judged(right, signed(other)), 'not-signed', JSON.stringify(other));
  assert.equal(judged(right, signed(), key({ secret: Buffer.alloc(32, 8) })), 'not-signed');
  assert.equal(judged('0'.repeat(64)), 'not-signed');
  assert.equal(judgeSignature(undefined, signed(), right, now).ok, false);
  assert.equal(judged(right), 'ok');
});

test('whoever does not hold the key learns nothing of how it stands', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.boolean(), fc.boolean(), (forged, over, late) => {
      const given = Buffer.from(forged).toString('hex');
      const past = now.subtract({ hours: 1 });
      const what = late ? signed({ time: String(Number(seconds) - 9999) }) : signed();
      fc.pre(given !== signatureOf(key().secret, what));
      assert.equal(judged(given, what, key({ revokedAt: over ? past : null })), 'not-signed');
    }),
  );
});

test('a signature holds for five minutes either way', () => {
  for (const [away, answer] of [
    [300, 'ok'],
    [-300, 'ok'],
    [301, 'too-late'],
    [-301, 'too-late'],
  ] as const) {
    const what = signed({ time: String(Number(seconds) + away) });
    assert.equal(judged(signatureOf(key().secret, what), what), answer, String(away));
  }
});

test('a key that was ended signs nothing, one that was replaced signs until it ends', () => {
  assert.equal(judged(right, signed(), key({ revokedAt: now })), 'key-revoked');
  assert.equal(judged(right, signed(), key({ endsAt: now })), 'key-revoked');
  assert.equal(judged(right, signed(), key({ endsAt: now.add({ hours: 1 }) })), 'ok');
});

test('the lines of the manual make the same signature', (t) => {
  const manual = readFileSync(new URL('../../../../docs/inbound.md', import.meta.url), 'utf8');
  const script = /```sh\n(key=[\s\S]*?signature=[^\n]*\n)/.exec(manual)?.[1];
  assert.ok(script !== undefined, 'the manual shows how to sign');
  const secret = randomBytes(32);
  try {
    execFileSync('openssl', ['version']);
  } catch {
    return t.skip('no openssl on this machine');
  }
  const setting = script
    .replace(/^key=.*$/m, `key=${secret.toString('hex')}`)
    .replace(/^time=.*$/m, `time=${seconds}`)
    .replace(/^body=.*$/m, `body='{"id":"1"}'`);
  const made = execFileSync('sh', ['-c', `${setting}printf %s "$signature"`], { encoding: 'utf8' });
  assert.equal(made, signatureOf(secret, signed()));
});
