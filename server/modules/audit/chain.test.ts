import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { A, B, lineFor as line, tamperable } from '#testing/chains.ts';
import { loadHeads, verifyChains } from './chain-store.ts';
import type { Finding } from './walking.ts';

const { append, tamper, fill, asOwner, close } = await tamperable();
after(close);
beforeEach(fill);

const verify = () => asOwner((client) => verifyChains(client));
const found = async (): Promise<readonly Omit<Finding, 'chain'>[]> => {
  const { findings, found: count } = await verify();
  assert.equal(count, findings.length);
  return findings.map(({ chain, ...rest }) => {
    assert.equal(chain, A, 'the other chain was found faulty');
    return rest;
  });
};

/** Hashes a line anew, as somebody who knows how it is done. */
const rehash = (number: number) =>
  `update audit.entry e set hash = sha256(audit.form(e)) where chain = '${A}' and number = ${number}`;
const relink = (number: number) =>
  `update audit.entry e set previous = (select hash from audit.entry where chain = '${A}' and number = ${number} - 1)
    where chain = '${A}' and number = ${number}`;
const where = (number: number) => `where chain = '${A}' and number = ${number}`;

describe('a chain that nobody has touched', () => {
  test('is found whole, whatever its lines carry', async () => {
    assert.deepEqual(await verify(), { chains: 3, lines: 15, findings: [], found: 0, anchorsBehind: 0 });
  });

  test('is found whole while others append to it', async () => {
    const appending = Promise.all(Array.from({ length: 20 }, () => append([line(A), line(B)])));
    for (let round = 0; round < 5; round += 1) assert.deepEqual((await verify()).findings, []);
    await appending;
    const { lines, findings } = await verify();
    assert.deepEqual([lines, findings], [55, []]);
  });

  test('may be empty', async () => {
    await tamper('delete from audit.entry', 'delete from audit.head');
    assert.deepEqual(await verify(), { chains: 0, lines: 0, findings: [], found: 0, anchorsBehind: 0 });
  });
});

describe('whoever holds the database itself and changes the audit is found out', () => {
  const columns = {
    id: 'gen_random_uuid()',
    at: "at + interval '1 microsecond'",
    word: `'test.gone'`,
    person: 'gen_random_uuid()',
    subject: `'line:other'`,
    purpose: `'legal'`,
    request: 'null',
    sealed: 'true',
    detail: `convert_to('{}', 'UTF8')`,
  };
  for (const [column, value] of Object.entries(columns))
    test(`one line altered in its ${column} is told by its number [S3-73]`, async () => {
      await tamper(`update audit.entry set ${column} = ${value} ${where(7)}`);
      assert.deepEqual(await found(), [{ what: 'altered', number: 7, to: 7 }]);
    });

  test('a text moved from one column into the next is an alteration', async () => {
    await tamper(`update audit.entry set request = subject, subject = null, purpose = request ${where(3)}`);
    assert.deepEqual(await found(), [{ what: 'altered', number: 3, to: 3 }]);
  });

  test('a line dropped is told by its number', async () => {
    await tamper(`delete from audit.entry ${where(5)}`);
    assert.deepEqual(await found(), [{ what: 'missing', number: 5, to: 5 }]);
  });

  test('the first line dropped is told', async () => {
    await tamper(`delete from audit.entry ${where(1)}`);
    assert.deepEqual(await found(), [{ what: 'missing', number: 1, to: 1 }]);
  });

  test('the last lines dropped are told', async () => {
    await tamper(`delete from audit.entry where chain = '${A}' and number > 9`);
    assert.deepEqual(await found(), [{ what: 'missing', number: 10, to: 12 }]);
  });

  test('a whole chain dropped is told', async () => {
    await tamper(`delete from audit.entry where chain = '${A}'`);
    assert.deepEqual(await found(), [{ what: 'missing', number: 1, to: 12 }]);
  });

  test('a line dropped and the gap closed is told', async () => {
    await tamper(`delete from audit.entry ${where(5)}`);
    for (const number of [6, 7, 8, 9, 10, 11, 12])
      await tamper(`update audit.entry set number = number - 1 ${where(number)}`);
    const [first, second, ...rest] = await found();
    assert.deepEqual(
      [first, second],
      [
        { what: 'unlinked', number: 5, to: 5 },
        { what: 'moved', number: 5, to: 11, was: 6 },
      ],
    );
    assert.deepEqual(rest, [{ what: 'missing', number: 12, to: 12 }]);
  });

  test('a line put in, the others moved up, is told', async () => {
    for (const number of [12, 11, 10, 9, 8, 7, 6])
      await tamper(`update audit.entry set number = number + 1 ${where(number)}`);
    await tamper(
      `insert into audit.entry select chain, 6, hash, gen_random_uuid(), at, 'test.forged', person, subject, purpose,
         request, sealed, detail, hash from audit.entry ${where(5)}`,
      rehash(6),
    );
    assert.deepEqual(await found(), [
      { what: 'unlinked', number: 7, to: 7 },
      { what: 'moved', number: 7, to: 13, was: 6 },
      { what: 'beyond-head', number: 13, to: 13 },
    ]);
  });

  test('a line put behind the last one is told', async () => {
    await tamper(
      `insert into audit.entry select chain, 13, hash, gen_random_uuid(), at, word, person, subject, purpose, request,
         sealed, detail, hash from audit.entry ${where(12)}`,
      rehash(13),
    );
    assert.deepEqual(await found(), [{ what: 'beyond-head', number: 13, to: 13 }]);
  });

  test('two lines that changed places are told, each with its old number', async () => {
    await tamper(
      `update audit.entry set number = 100 ${where(4)}`,
      `update audit.entry set number = 4 ${where(9)}`,
      `update audit.entry set number = 9 ${where(100)}`,
    );
    assert.deepEqual(
      (await found()).filter(({ what }) => what === 'moved'),
      [
        { what: 'moved', number: 4, to: 4, was: 9 },
        { what: 'moved', number: 9, to: 9, was: 4 },
      ],
    );
  });

  test('two lines whose content changed places are told, each with its old number', async () => {
    await tamper(
      `update audit.entry a set id = b.id, subject = b.subject, detail = b.detail from audit.entry b
        where a.chain = '${A}' and b.chain = '${A}' and (a.number, b.number) in ((4, 9), (9, 4))`,
    );
    assert.deepEqual(await found(), [
      { what: 'moved', number: 4, to: 4, was: 9 },
      { what: 'moved', number: 9, to: 9, was: 4 },
    ]);
  });

  test('a line altered and hashed anew no longer carries the next one', async () => {
    await tamper(`update audit.entry set subject = 'line:other' ${where(7)}`, rehash(7));
    assert.deepEqual(await found(), [{ what: 'unlinked', number: 8, to: 8 }]);
  });

  test('the last line altered and hashed anew differs from the head', async () => {
    await tamper(`update audit.entry set subject = 'line:other' ${where(12)}`, rehash(12));
    assert.deepEqual(await found(), [{ what: 'head-differs', number: 12, to: 12 }]);
  });

  test('a chain written anew from one line on is told by the head, while that was left', async () => {
    await tamper(`update audit.entry set subject = 'line:other' ${where(7)}`, rehash(7));
    for (const number of [8, 9, 10, 11, 12]) await tamper(relink(number), rehash(number));
    assert.deepEqual(await found(), [{ what: 'head-differs', number: 12, to: 12 }]);
  });

  test('a line brought over from another chain is told', async () => {
    await tamper(
      `delete from audit.entry ${where(2)}`,
      `update audit.entry set chain = '${A}', number = 2 where chain = '${B}' and number = 2`,
    );
    const { findings } = await verify();
    assert.ok(findings.some(({ chain, what, number }) => chain === A && what === 'altered' && number === 2));
    assert.ok(findings.some(({ chain, what, number }) => chain === B && what === 'missing' && number === 2));
  });

  test('a forged checkpoint does not hide what was removed', async () => {
    await tamper(
      `insert into audit.checkpoint select chain, number, hash from audit.entry ${where(5)}`,
      `delete from audit.entry where chain = '${A}' and number <= 5`,
    );
    assert.deepEqual(await found(), [{ what: 'checkpoint-unknown', number: 5, to: 5 }]);
  });

  test('several faults are all told, each where it is', async () => {
    await tamper(
      `delete from audit.entry ${where(3)}`,
      `update audit.entry set word = 'test.gone' where chain = '${A}' and number in (6, 7, 11)`,
    );
    assert.deepEqual(await found(), [
      { what: 'missing', number: 3, to: 3 },
      { what: 'altered', number: 6, to: 7 },
      { what: 'altered', number: 11, to: 11 },
    ]);
  });
});

describe('a chain written anew as a whole, its head too', () => {
  const rewrite = async (): Promise<void> => {
    await tamper(`update audit.entry set subject = 'line:other' ${where(7)}`, rehash(7));
    for (const number of [8, 9, 10, 11, 12]) await tamper(relink(number), rehash(number));
    await tamper(
      `update audit.head h set hash = e.hash from audit.entry e where e.chain = h.chain and e.number = h.number`,
    );
  };

  test('cannot be told from a true one by the database alone', async () => {
    await rewrite();
    assert.deepEqual(await found(), []);
  });

  test('is found by what was noted elsewhere before', async () => {
    const anchors = await asOwner((client) => loadHeads(client));
    assert.deepEqual((await asOwner((client) => verifyChains(client, { anchors }))).findings, []);
    await rewrite();
    await append([line(A)]);
    const { findings } = await asOwner((client) => verifyChains(client, { anchors }));
    assert.deepEqual(findings, [{ chain: A, what: 'anchor-differs', number: 12, to: 12 }]);
  });

  test('is found when it was cut behind what was noted', async () => {
    const anchors = await asOwner((client) => loadHeads(client));
    await tamper(
      `delete from audit.entry where chain = '${A}' and number > 9`,
      `update audit.head h set number = e.number, hash = e.hash from audit.entry e where e.chain = h.chain and e.chain = '${A}' and e.number = 9`,
    );
    const { findings } = await asOwner((client) => verifyChains(client, { anchors }));
    assert.deepEqual(findings, [{ chain: A, what: 'anchor-differs', number: 12, to: 12 }]);
  });
});
