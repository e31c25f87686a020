// What the module of contacts relies on: a file with its keys, a vault, and an end that comes by itself.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, describe } from 'node:test';
import { sql } from 'kysely';
import { type Scope, transaction } from '#platform/database/index.ts';
import { LINE, testPrivacy } from '#testing/privacy.ts';
import { FileId } from './contract.ts';

const service = await testPrivacy();
after(service.close);
const { db, owner, clock, privacy, people, file, end } = service;
const { organisation, counselling: counsellor } = people.university;
const own: Scope = { organisation, person: counsellor };

const opening = { purpose: 'follow-up' } as const;
const read = (id: FileId, scope: Scope = own) =>
  transaction(db, scope, (tx) =>
    privacy.openContactDetails(tx, id, {
      person: counsellor,
      organisation,
      opening,
      at: clock.now(),
      request: null,
    }),
  );
const values = async (id: FileId) => {
  const result = await read(id);
  return result.ok ? result.value.map(({ kind, value }) => [kind, value]) : result.refusal;
};
const certificates = (id: FileId) =>
  owner.selectFrom('privacy.certificate').selectAll().where('file_id', '=', id).orderBy('number').execute();

describe('a service file', () => {
  test('is not there for another organisation, nor for the authority above', async () => {
    const id = await file(organisation);
    for (const other of [people.hospital, people.province, people.otherCentre]) {
      const scope = { organisation: other.organisation, person: other.custody, reach: 'below' as const };
      assert.deepEqual(await read(id, scope), { ok: false, refusal: 'no-such-file' });
    }
    assert.deepEqual(await read(FileId.parse(randomUUID())), { ok: false, refusal: 'no-such-file' });
  });

  test('holds nothing in the clear in any column', async () => {
    await file(organisation, '13912345678');
    const { rows } = await sql<{ text: string }>`select t::text as text from privacy.contact_detail t`.execute(owner);
    assert.ok(rows.length > 0);
    for (const { text } of rows) assert.doesNotMatch(text, /13912345678|林小雨|3133393132333435363738/);
  });

  test('is opened once for a contact', async () => {
    const contact = randomUUID();
    const open = () =>
      transaction(db, own, (tx) => privacy.openFile(tx, { organisation, line: LINE, contact, at: clock.now() }));
    assert.equal(await open(), await open());
  });

  test('gives its contact details for a purpose, and that is a line of the audit [S3-91]', async () => {
    const id = await file(organisation);
    assert.deepEqual(await values(id), [
      ['name', '林小雨'],
      ['phone', '13800138000'],
    ]);
    const lines = await owner
      .selectFrom('audit.entry')
      .select(['word', 'person', 'purpose', 'chain'])
      .where('subject', '=', `file:${id}`)
      .execute();
    assert.deepEqual(lines, [
      { word: 'privacy.open-contact-details', person: counsellor, purpose: 'follow-up', chain: organisation },
    ]);
  });
});

describe('when the service has ended', () => {
  test('contact details stay for three days and are gone after them, without anybody doing anything [S0-25] [S1-23]', async () => {
    const id = await file(organisation);
    await end(organisation, id);
    clock.pass({ hours: 71, minutes: 59 });
    await privacy.runClocks();
    assert.equal((await values(id)).length, 2);
    clock.pass({ minutes: 1 });
    assert.equal(await values(id), 'already-ended', 'even before the job has run');
    await privacy.runClocks();
    assert.equal(await values(id), 'already-ended');
    const left = await owner.selectFrom('privacy.contact_detail').selectAll().where('file_id', '=', id).execute();
    assert.equal(left.length, 0);
    const [certificate, ...more] = await certificates(id);
    assert.equal(more.length, 0);
    assert.deepEqual(
      [certificate?.class, certificate?.cause, certificate?.key_kind, certificate?.fingerprint?.length],
      ['contact-details', 'clock', 'identity', 32],
    );
  });

  test('an agreed follow-up keeps them until three days after the last meeting, and says so to the person [S1-26]', async () => {
    const id = await file(organisation);
    await end(organisation, id);
    const meeting = clock.now().add({ hours: 240 });
    const agreed = await transaction(db, own, (tx) => privacy.agreeFollowUp(tx, id, meeting, clock.now()));
    assert.ok(agreed.ok);
    assert.match(
      agreed.value.sentence.zh,
      /^我们约好的最后一次联系是12月5日20:15。您的联系方式会保存到12月8日20:15，之后自动删除。$/,
    );
    clock.pass({ hours: 311 });
    await privacy.runClocks();
    assert.equal((await values(id)).length, 2);
    clock.pass({ hours: 1 });
    await privacy.runClocks();
    assert.equal((await certificates(id)).length, 1);
  });

  test('they go at once at the person’s wish, and the record stays [S3-69]', async () => {
    const id = await file(organisation);
    const early = await transaction(db, own, (tx) => privacy.deleteNow(tx, id, clock.now()));
    assert.deepEqual(early, { ok: false, refusal: 'service-goes-on' });
    await end(organisation, id);
    const wished = await transaction(db, own, (tx) => privacy.deleteNow(tx, id, clock.now()));
    assert.ok(wished.ok && !wished.value.held);
    await privacy.runClocks();
    const made = await certificates(id);
    assert.deepEqual(
      made.map(({ class: of, cause }) => [of, cause]),
      [['contact-details', 'wish']],
    );
    const record = await transaction(db, own, (tx) => privacy.keyFor(tx, { id, class: 'record' }, clock.now()));
    assert.ok(record.ok);
  });

  test('nothing more can be put into the vault', async () => {
    const id = await file(organisation);
    await end(organisation, id);
    clock.pass({ hours: 72 });
    const at = clock.now();
    const kept = await transaction(db, own, (tx) =>
      privacy.keepContactDetail(tx, id, { kind: 'email', value: 'x', at }),
    );
    assert.deepEqual(kept, { ok: false, refusal: 'already-ended' });
  });
});

describe('keys of a file', () => {
  test('are made when they are asked for, one for each class, and a class that is not kept has none', async () => {
    const id = await file(organisation);
    const key = (of: 'correspondence' | 'transcript') =>
      transaction(db, own, (tx) => privacy.keyFor(tx, { id, class: of }, clock.now()));
    const [first, again] = [await key('correspondence'), await key('correspondence')];
    assert.ok(first.ok && again.ok);
    assert.equal(first.value.key, again.value.key);
    assert.equal(first.value.kind, 'identity');
    assert.deepEqual(await key('transcript'), { ok: false, refusal: 'not-kept' });
  });

  test('asked for by two at once are the same', async () => {
    const id = await file(organisation);
    const ask = () => transaction(db, own, (tx) => privacy.keyFor(tx, { id, class: 'correspondence' }, clock.now()));
    const [one, other] = await Promise.all([ask(), ask()]);
    assert.deepEqual(one, other);
  });
});
