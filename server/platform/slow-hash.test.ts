import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { after, test } from 'node:test';
import { openSlowHash, SlowHashBusy, usualCost } from './slow-hash.ts';

const quick = { memory: 64, passes: 1, parallelism: 1 };
const hash = openSlowHash({ cost: quick, threads: 2 });
after(() => hash.close());

test('a kept hash is known again by its text only', async () => {
  const kept = await hash.hash('心里有一盏灯，一直亮着');
  assert.match(kept, /^\$argon2id\$v=19\$m=64,t=1,p=1\$[^$]{22}\$[^$]{43}$/);
  assert.deepEqual(await hash.verify('心里有一盏灯，一直亮着', kept), { matches: true, outdated: false });
  assert.deepEqual(await hash.verify('心里有一盏灯，一直亮', kept), { matches: false, outdated: false });
  assert.notEqual(await hash.hash('心里有一盏灯，一直亮着'), kept);
});

test('nobody’s hash costs as much to try as any other, is no text’s, and starts no thread', async () => {
  const nobodys = hash.nobodys();
  assert.match(nobodys, /^\$argon2id\$v=19\$m=64,t=1,p=1\$[^$]{22}\$[^$]{43}$/);
  assert.notEqual(nobodys, hash.nobodys());
  assert.deepEqual(await hash.verify('', nobodys), { matches: false, outdated: false });
});

test('the usual cost is the one OWASP names, and the bytes are those of argon2id', async () => {
  const usual = openSlowHash({ threads: 1 });
  const kept = await usual.hash('x');
  await usual.close();
  const [, , , cost, salt = '', bytes = ''] = kept.split('$');
  assert.equal(cost, 'm=19456,t=2,p=1');
  const bare = argon2Sync('argon2id', {
    message: 'x',
    nonce: Buffer.from(salt, 'base64'),
    tagLength: 32,
    ...usualCost,
  });
  assert.equal(bare.toString('base64').replace(/=+$/, ''), bytes);
});

test('a hash made at another cost still counts, and is said to be outdated', async () => {
  const earlier = openSlowHash({ cost: { ...quick, passes: 2 }, threads: 1 });
  const kept = await earlier.hash('x');
  await earlier.close();
  assert.deepEqual(await hash.verify('x', kept), { matches: true, outdated: true });
});

test('many at once queue and all come back; beyond the bound they are told so', async () => {
  const kept = await hash.hash('x');
  const all = await Promise.all(Array.from({ length: 200 }, () => hash.verify('x', kept)));
  assert.ok(all.every(({ matches }) => matches));
  const small = openSlowHash({ cost: quick, threads: 1, waiting: 2 });
  const settled = await Promise.allSettled(Array.from({ length: 6 }, () => small.hash('x')));
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  assert.equal(refused.length, 3);
  assert.ok(refused.every((reason) => reason instanceof SlowHashBusy));
  await small.close();
});

test('what is kept and cannot be read is a defect, not a wrong password', async () => {
  await assert.rejects(hash.verify('x', 'plain'), /cannot be read/);
});
