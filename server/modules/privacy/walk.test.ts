// A random walk of staff of all groups and organisations through files, holds, follow-ups, wishes, decisions and time,
// with the deletion job running or not. Beside it walks a model of a few lines, written from the requirements and not
// from the program; after every step both must say the same of every file.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import fc from 'fast-check';
import { transaction } from '#platform/database/index.ts';
import { serveStaff } from '#testing/people.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { anyMove, institutions, type Move } from '#testing/privacy-walk.ts';
import type { Group, OrganisationId } from '../identity/contract.ts';
import { KeyId } from '../keys/contract.ts';
import { type FileId, Hold } from './contract.ts';

const service = await testPrivacy();
const { db, owner, clock, keys, privacy, people } = service;
const server = await serveStaff(privacy.routes, service, { clock, records: { db, ledger: service.options.ledger } });
after(async () => {
  await server.close();
  await service.close();
});

const homes = institutions(people);
const move = anyMove(people);

/** What the model knows of one clock. Instants are milliseconds. */
type Watched = { due: number; stopped: number | null; wished: boolean; decided: boolean; done: boolean };
type Watch = {
  readonly id: FileId;
  readonly organisation: OrganisationId;
  ended: number | null;
  meeting: number | null;
  readonly holds: Set<string>;
  first: Watched | null;
  record: Watched | null;
};

const HOUR = 3_600_000;
const TERM = { first: 72 * HOUR, record: 1096 * 24 * HOUR };
const now = (): number => clock.now().epochMilliseconds;
const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
const over = (one: Watched): boolean => one.done || (one.stopped === null && one.due <= now());

/** Who acts, and for which organisation; without a file and without a name it is the first custodian. */
function actorOf({ member, organisation }: Move, file: Watch | null) {
  const home = homes.find((each) => each.organisation === file?.organisation) ?? homes[0];
  const who = member ?? { person: home.custody, group: 'custody' as const, home: home.organisation };
  return { ...who, acting: organisation ?? file?.organisation ?? who.home };
}

/** What everybody may expect of a call: not allowed, not theirs, or theirs. */
function expected(one: Move, file: Watch | null, may: readonly Group[]): 403 | 404 | 'theirs' {
  const { acting, home, group } = actorOf(one, file);
  if (acting !== home || !may.includes(group)) return 403;
  return file !== null && file.organisation !== acting ? 404 : 'theirs';
}

const actingFor = (one: Move, file: Watch | null) => {
  const { person, acting } = actorOf(one, file);
  return server.as(person, acting);
};

const own = <Value>(file: Watch, work: Parameters<typeof transaction<Value>>[2]): Promise<Value> =>
  transaction(db, { organisation: file.organisation }, work);

class Walk {
  readonly files: Watch[] = [];

  async step(one: Move): Promise<void> {
    const file = this.files[one.file % Math.max(1, this.files.length)];
    if (one.what === 'open' || file === undefined) await this.open(one);
    else if (one.what === 'pass') await this.pass(one.hours);
    else if (one.what === 'outage') clock.pass({ hours: one.hours % 200 });
    else await this[one.what](one, file);
    await this.compare();
  }

  async open({ file }: Move): Promise<void> {
    const organisation = homes[file % homes.length]?.organisation ?? homes[0].organisation;
    const id = await service.file(organisation);
    this.files.push({ id, organisation, ended: null, meeting: null, holds: new Set(), first: null, record: null });
  }

  async end(_: Move, file: Watch): Promise<void> {
    await service.end(file.organisation, file.id);
    if (file.ended !== null) return;
    const stopped = file.holds.size > 0 ? now() : null;
    const fresh = { stopped, wished: false, decided: false, done: false };
    file.ended = now();
    file.first = { ...fresh, due: Math.max(now(), file.meeting ?? 0) + TERM.first };
    file.record = { ...fresh, due: now() + TERM.record };
  }

  async follow({ hours: ahead }: Move, file: Watch): Promise<void> {
    const meeting = now() + (ahead - 20) * HOUR;
    const agreed = await own(file, (tx) => privacy.agreeFollowUp(tx, file.id, instant(meeting), clock.now()));
    const { first } = file;
    const fits = meeting >= (file.ended ?? 0) && meeting <= now() + 366 * 24 * HOUR;
    const may = fits && (first === null || (!first.wished && !over(first)));
    assert.equal(agreed.ok, may);
    if (!may) return;
    file.meeting = meeting;
    if (first === null) return;
    first.due = meeting + TERM.first;
    if (first.stopped === null) first.due = Math.max(first.due, now());
  }

  async wish(_: Move, file: Watch): Promise<void> {
    const wished = await own(file, (tx) => privacy.deleteNow(tx, file.id, clock.now()));
    assert.equal(wished.ok, file.ended !== null);
    const { first } = file;
    if (first === null || over(first)) return;
    first.wished = true;
    first.due = first.stopped ?? now();
  }

  async hold(one: Move, file: Watch): Promise<void> {
    const reviewOn = clock.now().add({ hours: 240 }).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
    const body = { file: file.id, reason: '法院调取', basis: '第 1 号', reviewOn };
    const answer = await actingFor(one, file).post('/api/privacy/holds', body);
    const access = expected(one, file, ['custody']);
    const clocks = [file.first, file.record].filter((each) => each !== null);
    const left = clocks.length === 0 || clocks.some(({ done }) => !done);
    assert.equal(answer.status, access === 'theirs' ? (left ? 200 : 409) : access);
    if (answer.status !== 200) return;
    file.holds.add(Hold.parse(await answer.json()).id);
    for (const each of clocks)
      if (!each.done && each.stopped === null) Object.assign(each, { stopped: now(), decided: false });
  }

  async lift(one: Move, file: Watch): Promise<void> {
    const [hold] = file.holds;
    if (hold === undefined) return;
    const answer = await actingFor(one, file).post(`/api/privacy/holds/${hold}/lift`, { reason: '已结案' });
    const access = expected(one, file, ['custody']);
    assert.equal(answer.status, access === 'theirs' ? 200 : access);
    if (answer.status !== 200) return;
    file.holds.delete(hold);
    if (file.holds.size > 0) return;
    for (const each of [file.first, file.record])
      if (each !== null && each.stopped !== null && !each.done)
        Object.assign(each, { due: Math.max(each.due, now() + Math.max(0, each.due - each.stopped)), stopped: null });
  }

  destroy = (one: Move, file: Watch): Promise<void> => this.decide(one, file, { what: 'destroy', reason: '期满' });

  keep(one: Move, file: Watch): Promise<void> {
    const day = clock
      .now()
      .toZonedDateTimeISO('Asia/Shanghai')
      .toPlainDate()
      .add({ days: one.hours % 4000 });
    return this.decide(one, file, { what: 'keep', reason: '投诉未结', until: day.toString() });
  }

  async decide(one: Move, file: Watch, body: { what: string; until?: string; reason: string }): Promise<void> {
    const path = `/api/privacy/clocks/${await clockIdOf(file)}/decision`;
    const answer = await actingFor(one, file).post(path, body);
    const access = expected(one, file, ['custody']);
    const { record } = file;
    const open = record !== null && !record.done && !record.decided && record.stopped === null && record.due <= now();
    const until = body.until === undefined ? null : endOf(body.until);
    const fits = until === null || until <= now() + 3653 * 24 * HOUR;
    assert.equal(answer.status, access === 'theirs' ? (open ? (fits ? 200 : 422) : 409) : access);
    if (answer.status !== 200 || record === null) return;
    if (until === null) record.decided = true;
    else record.due = until;
  }

  async read(one: Move, file: Watch): Promise<void> {
    const answer = await actingFor(one, file).post(`/api/privacy/files/${file.id}/contact-details`, {
      purpose: 'supervision',
    });
    const access = expected(one, file, ['custody', 'supervision']);
    const gone = file.first !== null && over(file.first);
    assert.equal(answer.status, access === 'theirs' ? (gone ? 410 : 200) : access);
    assert.equal((await answer.text()).includes('13800138000'), answer.status === 200);
  }

  async list(one: Move, file: Watch): Promise<void> {
    const answer = await actingFor(one, null).get('/api/privacy/clocks?limit=200');
    const access = expected(one, null, ['custody', 'administration']);
    assert.equal(answer.status, access === 'theirs' ? 200 : access);
    if (file.organisation !== actorOf(one, null).home) assert.equal((await answer.text()).includes(file.id), false);
  }

  async tell(_: Move, file: Watch): Promise<void> {
    const given = { kind: 'address', value: '河东路 8 号', at: clock.now() } as const;
    const kept = await own(file, (tx) => privacy.keepContactDetail(tx, file.id, given));
    assert.equal(kept.ok, file.first === null || !over(file.first));
  }

  /** Time passes while the job runs; between two runs there is never more than an hour in which something falls due. */
  async pass(count: number): Promise<void> {
    const end = now() + count * HOUR;
    for (;;) {
      const next = this.files.flatMap(({ first }) =>
        first !== null && !over(first) && first.stopped === null ? [first.due] : [],
      );
      const soonest = Math.min(end, ...next.map((due) => due + HOUR / 2));
      clock.set(instant(Math.max(now(), soonest)));
      assert.deepEqual((await privacy.runClocks()).failures, []);
      for (const { first, record } of this.files) {
        if (first !== null && over(first)) first.done = true;
        if (record !== null && over(record) && record.decided) record.done = true;
      }
      if (soonest >= end) return;
    }
  }

  /** Every clock stands as in the model: done neither too early nor too late, stopped, and due at the very instant. */
  async compare(): Promise<void> {
    const rows = await owner
      .selectFrom('privacy.clock as c')
      .leftJoin('privacy.certificate as p', 'p.clock_id', 'c.id')
      .select(['c.file_id', 'c.class', 'c.due_at', 'c.held_since', 'c.done_at', 'c.condemned_at', 'p.number'])
      .where(
        'c.file_id',
        'in',
        this.files.map(({ id }) => id),
      )
      .execute();
    const found = new Map(rows.map((row) => [`${row.file_id} ${row.class}`, row]));
    for (const { id, first, record } of this.files)
      for (const [of, one] of [
        ['contact-details', first],
        ['record', record],
      ] as const) {
        const row = found.get(`${id} ${of}`);
        const said = one === null ? [undefined, undefined, false] : [one.due, one.stopped ?? undefined, one.done];
        const is = [row?.due_at?.epochMilliseconds, row?.held_since?.epochMilliseconds, row?.done_at != null];
        assert.deepEqual(is, said, of);
        assert.equal(row?.number != null, row?.done_at != null);
      }
  }

  /** A key lives exactly as long as its clock. */
  async compareKeys(): Promise<void> {
    const ids = this.files.map(({ id }) => id);
    const rows = await owner.selectFrom('privacy.clock').selectAll().where('file_id', 'in', ids).execute();
    for (const { key_id: id, key_kind: kind, done_at: done } of rows)
      assert.equal(await keys[kind === 'identity' ? 'identity' : 'record'].exists(KeyId.parse(id)), done === null);
  }
}

const endOf = (day: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Asia/Shanghai').epochMilliseconds;

async function clockIdOf({ id }: Watch): Promise<string> {
  const row = await owner
    .selectFrom('privacy.clock')
    .select('id')
    .where('file_id', '=', id)
    .where('class', '=', 'record')
    .executeTakeFirstOrThrow();
  return row.id;
}

test('five thousand steps: no reading without right, no deletion before its time, none later than its clock plus an hour [S0-25] [S3-69]', async () => {
  let steps = 0;
  const walks = fc.asyncProperty(fc.array(move, { minLength: 250, maxLength: 250, size: 'max' }), async (moves) => {
    const walk = new Walk();
    for (const one of moves) {
      await walk.step(one);
      steps += 1;
    }
    await walk.compareKeys();
  });
  await fc.assert(walks, { numRuns: 20, endOnFailure: true });
  assert.ok(steps >= 5000);
});
