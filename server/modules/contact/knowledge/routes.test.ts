import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { faultIn } from '#testing/asking.ts';
import { type TestDatabase, testDatabase } from '#testing/database.ts';
import { type Acting, type People, people, serveStaff, type StaffServer } from '#testing/people.ts';
import { type MovableClock, movableClock } from '#testing/privacy.ts';
import { listTexts, searchTexts, type TextContent, WholeText } from './contract.ts';
import { knowledgeRoutes } from './routes.ts';
import { findSendable } from './searching-store.ts';

let database: TestDatabase;
let made: People;
let server: StaffServer;
let clock: MovableClock;
let [counsellor, supervisor, manager]: Acting[] = [];

before(async () => {
  database = await testDatabase();
  made = await people(database.owner);
  clock = movableClock();
  const initialsOf = async (title: string) => (title === '怎样睡得好一点' ? 'zysdhyd' : 'x');
  server = await serveStaff(knowledgeRoutes({ initialsOf }), database, { clock });
  const { university } = made;
  counsellor = server.as(university.counselling, university.organisation);
  supervisor = server.as(university.supervision, university.organisation);
  manager = server.as(university.administration, university.organisation);
});
after(async () => {
  await server.close();
  await database.close();
});

const as = (who: Acting | undefined): Acting => {
  assert.ok(who !== undefined);
  return who;
};
const content = (more: Partial<TextContent> = {}): TextContent => ({
  kind: 'snippet',
  title: '怎样睡得好一点',
  zh: '睡前一小时放下手机，躺下后慢慢数呼吸。',
  en: null,
  tags: ['睡眠'],
  source: null,
  sourceDate: null,
  ...more,
});
const write = async (more: Partial<TextContent> = {}, who = as(counsellor)): Promise<WholeText> =>
  WholeText.parse(await (await who.post('/api/contact/texts', content(more))).json());
const decide = (id: string, body: object, who = as(supervisor)) => who.post(`/api/contact/texts/${id}/decision`, body);
const approve = (id: string, version = 1, reviewBy = '2027-05-01') =>
  decide(id, { what: 'approved', version, reviewBy });
const found = async (query = ''): Promise<readonly string[]> => {
  const response = await as(counsellor).get(`/api/desk/texts${query}`);
  return searchTexts.output.parse(await response.json()).texts.map(({ title }) => title);
};
const codeOf = async (response: Response | Promise<Response>): Promise<string> => (await faultIn(await response)).code;

describe('texts are refused', () => {
  test('to other groups, to nobody, and to another organisation', async () => {
    const { university, hospital } = made;
    const custody = server.as(university.custody, university.organisation);
    assert.equal(await codeOf(custody.get('/api/contact/texts')), 'not-allowed');
    assert.equal(await codeOf(as(manager).get('/api/desk/texts')), 'not-allowed');
    assert.equal(await codeOf(server.as(null, null).get('/api/contact/texts')), 'not-signed-in');
    const { id } = await write();
    assert.equal(await codeOf(approve(id).then(() => decide(id, {}, as(counsellor)))), 'not-allowed');
    const other = server.as(hospital.supervision, hospital.organisation);
    assert.equal(await codeOf(other.get(`/api/contact/texts/${id}`)), 'no-such-text');
    assert.equal(await codeOf(other.post(`/api/contact/texts/${id}/withdrawal`, { reason: '试试' })), 'no-such-text');
    const listed = listTexts.output.parse(await (await other.get('/api/contact/texts')).json());
    assert.equal(listed.total, 0);
    await as(supervisor).post(`/api/contact/texts/${id}/withdrawal`, { reason: '测试完' });
  });

  test('their approval to whoever wrote them, also by the database itself [S3-39]', async () => {
    const { id } = await write({}, as(supervisor));
    assert.equal(await codeOf(approve(id)), 'own-writing');
    await assert.rejects(
      database.owner
        .insertInto('contact.text_decision')
        .values({
          text_id: id,
          version: 1,
          organisation_id: made.university.organisation,
          written_by: made.university.supervision,
          what: 'approved',
          review_by: '2027-01-01',
          decided_by: made.university.supervision,
          decided_at: clock.now(),
        })
        .execute(),
      { constraint: 'approved_by_another' },
    );
  });

  test('their sending while nobody has approved them, and information without source and day [S3-34]', async () => {
    await write({ title: '还没有人看过' });
    assert.ok(!(await found()).includes('还没有人看过'));
    const text = content({ kind: 'text', source: '国家卫健委' });
    assert.equal(await codeOf(as(counsellor).post('/api/contact/texts', text)), 'source-needed');
  });

  test('a decision about what is not the latest, is decided, or holds too long or not at all', async () => {
    const { id } = await write({ title: '决定' });
    assert.equal(await codeOf(approve(id, 1, '2026-11-22')), 'review-is-past');
    assert.equal(await codeOf(approve(id, 1, '2030-01-01')), 'review-too-late');
    assert.equal(await codeOf(approve(id, 2)), 'not-the-latest');
    assert.equal((await approve(id)).status, 200);
    assert.equal(await codeOf(approve(id)), 'decided-already');
  });
});

describe('a text', () => {
  test('is sent as approved, newer versions after their approval, older ones stay on file [S3-34] [S3-39]', async () => {
    const { id } = await write({ title: '热线变了' });
    await approve(id);
    const revise = (after: number, zh: string) =>
      as(counsellor).post(`/api/contact/texts/${id}/versions`, { ...content({ title: '热线变了', zh }), after });
    assert.equal((await revise(1, '新的写法')).status, 200);
    assert.equal(await codeOf(revise(1, '又一个')), 'changed-meanwhile');
    assert.equal(await codeOf(revise(2, '新的写法')), 'nothing-changes');
    const sendable = async () => {
      const today = clock.now().toString().slice(0, 10);
      const scope = { organisation: made.university.organisation };
      return (await transaction(database.db, scope, (tx) => findSendable(tx, id, today)))?.zh;
    };
    assert.match((await sendable()) ?? '', /数呼吸/);
    await approve(id, 2);
    assert.equal(await sendable(), '新的写法');
    const whole = WholeText.parse(await (await as(manager).get(`/api/contact/texts/${id}`)).json());
    assert.deepEqual(
      whole.versions.map(({ version, decision }) => [version, decision?.what]),
      [
        [2, 'approved'],
        [1, 'approved'],
      ],
    );
    await assert.rejects(
      transaction(database.db, { organisation: made.university.organisation }, (tx) =>
        tx.updateTable('contact.text_version').set({ zh: '改写历史' }).where('text_id', '=', id).execute(),
      ),
      { code: '42501' },
    );
  });

  test('goes out of the desk when its day of review is over, is listed before, and comes back when looked at', async () => {
    const { id } = await write({ title: '会过期' });
    await approve(id, 1, '2026-12-10');
    const expiring = async () => {
      const page = listTexts.output.parse(await (await as(supervisor).get('/api/contact/texts?work=expiring')).json());
      return page.texts.filter((text) => text.id === id).map(({ state }) => state);
    };
    assert.deepEqual(await expiring(), ['approved']);
    clock.pass({ hours: 24 * 18 });
    assert.ok((await found()).includes('会过期'), 'on its last day');
    clock.pass({ hours: 24 });
    assert.ok(!(await found()).includes('会过期'));
    assert.deepEqual(await expiring(), ['outdated']);
    await as(supervisor).post(`/api/contact/texts/${id}/review`, { reviewBy: '2027-12-01' });
    assert.ok((await found()).includes('会过期'));
    assert.deepEqual(await expiring(), []);
  });

  test('is found by words, tags, body and the initials of its title, the closest first', async () => {
    const { id } = await write();
    await approve(id, 1, '2028-01-01');
    const other = await write({ title: '呼吸练习', zh: '睡不着的时候也可以用。', tags: ['放松'] });
    await approve(other.id, 1, '2028-01-01');
    assert.deepEqual((await found('?q=zysd')).slice(0, 1), ['怎样睡得好一点']);
    const sleep = await found(`?q=${encodeURIComponent('睡')}`);
    assert.deepEqual([sleep[0], sleep.at(-1)], ['怎样睡得好一点', '呼吸练习'], 'title before tag before body');
    assert.deepEqual(await found(`?q=${encodeURIComponent('呼吸 放松')}`), ['呼吸练习']);
    assert.deepEqual(await found(`?tag=${encodeURIComponent('放松')}`), ['呼吸练习']);
    assert.deepEqual(await found('?q=%25'), [], 'a sign for anything is taken as it stands');
  });

  test('is found among three thousand within a tenth of a second', async () => {
    const { organisation, counselling, supervision } = made.university;
    await sql`
      with made as (insert into contact.text (id, organisation_id)
                    select gen_random_uuid(), ${organisation} from generate_series(1, 3000) returning id),
           written as (insert into contact.text_version
                         (text_id, version, organisation_id, kind, title, zh, tags, initials, written_by, written_at)
                       select id, 1, ${organisation}, 'snippet', '资料 ' || left(id::text, 8), repeat('慢慢说，我在听。', 60),
                              '{}', 'zl', ${counselling}, now() from made returning *)
      insert into contact.text_decision
        (text_id, version, organisation_id, written_by, what, review_by, decided_by, decided_at)
      select text_id, 1, ${organisation}, written_by, 'approved', '2028-01-01', ${supervision}, now()
        from written`.execute(database.owner);
    await sql`analyze contact.text_version, contact.text_decision, contact.text`.execute(database.owner);
    assert.equal((await found('?q=zl')).length, 30);
    const begun = performance.now();
    assert.deepEqual(await found('?q=zysd'), ['怎样睡得好一点']);
    const took = performance.now() - begun;
    assert.ok(took < 100, `${took.toFixed(0)} ms`);
  });
});

test('what was written, decided and withdrawn is on file, without a word of it', () => {
  const words = new Set(server.ledger.map(({ word }) => word));
  for (const word of ['contact.write-text', 'contact.decide-text', 'contact.review-text', 'contact.withdraw-text'])
    assert.ok(words.has(word), word);
  assert.ok(!JSON.stringify(server.ledger).includes('呼吸'));
});
