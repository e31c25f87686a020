import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { makeAgain, makeTicket, readAgain, readTicket, solves } from './tickets.ts';

const secret = new Uint8Array(32).fill(7);
const now = Temporal.Instant.from('2026-11-22T15:40:00Z');
const nonce = (fill: number) => new Uint8Array(32).fill(fill);

test('a ticket that was altered, is too old, or is of another service opens nothing', () => {
  const ticket = makeTicket(secret, nonce(1), now);
  assert.equal(readTicket(secret, ticket, now.add({ hours: 2 })), undefined);
  assert.equal(readTicket(new Uint8Array(32).fill(8), ticket, now), undefined);
  assert.equal(readTicket(secret, `${ticket}x`, now), undefined);
  assert.equal(
    readTicket(
      secret,
      ticket.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      now,
    ),
    undefined,
  );
  assert.equal(readTicket(secret, makeAgain(secret, 'code', now), now), undefined, 'made for something else');
  assert.equal(readTicket(secret, '', now), undefined);
});

test('the same ticket is the same contact and cookie, another one is another', () => {
  const ticket = makeTicket(secret, nonce(1), now);
  const first = readTicket(secret, ticket, now);
  assert.ok(first !== undefined);
  assert.deepEqual(readTicket(secret, ticket, now.add({ minutes: 5 })), first);
  const other = readTicket(secret, makeTicket(secret, nonce(2), now), now);
  assert.notEqual(other?.contact, first.contact);
  assert.notEqual(other?.token, first.token);
  assert.notEqual(first.returner, first.contact);
  assert.equal(Buffer.from(first.token, 'base64url').length, 32, '256 bits');
});

test('that somebody came with a code is remembered for half an hour', () => {
  const again = makeAgain(secret, 'b2a1', now);
  assert.equal(readAgain(secret, again, now.add({ minutes: 29 })), 'b2a1');
  assert.equal(readAgain(secret, again, now.add({ minutes: 30 })), undefined);
});

test('a puzzle is solved by leading zero bits of the hash and by nothing else', () => {
  const bitsOf = (answer: string) => Math.clz32(createHash('sha256').update(`c${answer}`).digest().readUInt32BE(0));
  for (let number = 0; number < 500; number++) {
    const answer = number.toString(36);
    for (const bits of [1, 4, 8]) assert.equal(solves('c', answer, bits), bitsOf(answer) >= bits, `${answer} ${bits}`);
  }
  assert.equal(solves('c', '', 0), true);
  assert.equal(solves('c', '', 14), false);
  assert.equal(solves('c', 'NOT OURS', 1), false);
});

test('the page solves the puzzle that the server checks', async () => {
  const script = readFileSync(new URL('../../../site/browser/coming.js', import.meta.url), 'utf8');
  const challenge = makeTicket(secret, nonce(3), now);
  const field = { value: '' };
  const submitted = Promise.withResolvers<null>();
  const form = {
    dataset: { challenge, bits: '12' },
    classList: { contains: () => true },
    querySelector: (what: string) => (what.startsWith('input') ? field : null),
    addEventListener: () => undefined,
    submit: () => submitted.resolve(null),
  };
  const document = {
    querySelectorAll: () => [form],
    documentElement: { classList: { add: () => undefined } },
  };
  runInNewContext(script, { document, setTimeout, Uint8Array, Int32Array, Math, Date, Number });
  await submitted.promise;
  assert.ok(solves(challenge, field.value, 12), field.value);
});
