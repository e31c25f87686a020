// Holds and decisions over the API; who is refused stands in routes.test.ts.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openPrivacyRoutes } from '#testing/privacy-routes.ts';
import { Hold, listClocks, listHolds } from './contract.ts';

const opened = await openPrivacyRoutes();
after(opened.close);
const { service, custody, ended, shown, clockOf, dayIn, hold } = opened;
const { clock, privacy, people, file, end } = service;
const { university } = people;

describe('a hold', () => {
  test('stops all clocks of the file, is listed for its review, and lets them go on when it is lifted', async () => {
    const id = await ended();
    clock.pass({ hours: 24 });
    const placed = Hold.parse(await (await hold(id)).json());
    assert.deepEqual(
      [placed.reason, placed.basis, placed.reviewDue, placed.lifted],
      ['法院调取', '(2026)河01号', false, null],
    );
    clock.pass({ hours: 100 * 24 });
    await privacy.runClocks();
    const { clocks, holds } = await shown(id);
    assert.deepEqual(
      clocks.map(({ state }) => state),
      ['held', 'held'],
    );
    assert.equal(holds[0]?.reviewDue, true);
    const due = listHolds.output.parse(await (await custody.get('/api/privacy/holds?state=review-due')).json());
    assert.ok(due.holds.some((one) => one.id === placed.id));
    const lifted = await custody.post(`/api/privacy/holds/${placed.id}/lift`, { reason: '案件已结' });
    assert.equal(Hold.parse(await lifted.json()).lifted?.reason, '案件已结');
    assert.equal(
      await codeOf(await custody.post(`/api/privacy/holds/${placed.id}/lift`, { reason: 'again' })),
      'already-lifted',
    );
    const first = await clockOf(id, 'contact-details');
    assert.equal(Temporal.Instant.from(first.dueAt).since(clock.now()).total('hours'), 48);
  });

  test('one of two that is lifted leaves the clocks standing', async () => {
    const id = await ended();
    const one = Hold.parse(await (await hold(id)).json());
    await hold(id);
    await custody.post(`/api/privacy/holds/${one.id}/lift`, { reason: '撤回' });
    assert.equal((await clockOf(id, 'record')).state, 'held');
  });

  test('placed before the service ends holds the clocks from the start', async () => {
    const id = await file(university.organisation);
    assert.equal((await hold(id)).status, 200);
    await end(university.organisation, id);
    assert.equal((await clockOf(id, 'contact-details')).state, 'held');
  });

  test('needs a review in the future', async () => {
    const id = await ended();
    const past = { file: id, reason: 'x', basis: 'y', reviewOn: dayIn(0) };
    assert.equal(await codeOf(await custody.post('/api/privacy/holds', past)), 'review-is-past');
  });

  test('keeps its reason sealed in the database', async () => {
    const { rows } = await service.owner
      .selectFrom('privacy.hold')
      .select(['sealed'])
      .execute()
      .then((all) => ({ rows: all.map(({ sealed }) => sealed.toString('utf8')) }));
    assert.ok(rows.length > 0 && rows.every((text) => !text.includes('法院')));
  });
});

describe('a record', () => {
  test('is not destroyed before its term; then a custodian decides, and it is [S3-69] [S3-70]', async () => {
    const id = await ended();
    const { id: record } = await clockOf(id, 'record');
    const decide = (body: object) => custody.post(`/api/privacy/clocks/${record}/decision`, body);
    assert.equal(await codeOf(await decide({ what: 'destroy', reason: '早' })), 'term-not-over');
    clock.pass({ hours: 1096 * 24 });
    await privacy.runClocks();
    assert.equal((await clockOf(id, 'record')).state, 'awaiting-decision');
    const due = listClocks.output.parse(
      await (await custody.get('/api/privacy/clocks?state=awaiting-decision')).json(),
    );
    assert.ok(due.clocks.some((one) => one.id === record));
    const until = clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 30 });
    assert.equal((await decide({ what: 'keep', reason: '仍有投诉', until: until.toString() })).status, 200);
    assert.equal((await clockOf(id, 'record')).state, 'kept');
    clock.set(until.add({ days: 1 }).toZonedDateTime('Asia/Shanghai').toInstant());
    assert.equal((await decide({ what: 'destroy', reason: '期满' })).status, 200);
    assert.equal((await clockOf(id, 'record')).state, 'due');
    assert.equal(await codeOf(await decide({ what: 'destroy', reason: '再次' })), 'already-ended');
    await privacy.runClocks();
    const { clocks, decisions, certificates } = await shown(id);
    assert.deepEqual(
      clocks.map(({ state }) => state),
      ['done', 'done'],
    );
    assert.deepEqual(
      decisions.map(({ what, reason }) => [what, reason]),
      [
        ['keep', '仍有投诉'],
        ['destroy', '期满'],
      ],
    );
    const [last] = certificates;
    assert.deepEqual(
      [last?.class, last?.cause, last?.decidedBy?.id, last?.key.kind],
      ['record', 'decision', university.custody, 'record'],
    );
    assert.equal(await codeOf(await hold(id)), 'nothing-left');
  });
});

test('who places and lifts holds, and decides is in the audit, with the file and without a word of the reasons', async () => {
  const words = await service.owner
    .selectFrom('audit.entry')
    .select('word')
    .where('chain', '=', university.organisation)
    .distinct()
    .execute();
  for (const word of ['privacy.place-hold', 'privacy.lift-hold', 'privacy.decide-destruction', 'privacy.forget'])
    assert.ok(
      words.some((one) => one.word === word),
      word,
    );
});
