import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { loadPublished } from '#sources/index.ts';
import { testDatabase, type TestDatabase } from '#testing/database.ts';
import type { Reading } from '../sources/contract.ts';
import { saveReading } from './import-store.ts';
import { loadLines, loadNoticeContents, loadOpenFlags, loadPinyin, loadRevision } from './store.ts';

let database: TestDatabase;
let published: Reading;

before(async () => {
  database = await testDatabase();
  published = await loadPublished('2026-11-22');
});
after(() => database.close());
beforeEach(async () => {
  await sql`delete from directory.source`.execute(database.owner);
  await sql`delete from directory.line`.execute(database.owner);
});

/** One source of the reading with its lines. */
function oneSource(id: string): Reading {
  return {
    sources: published.sources.filter((source) => source.id === id),
    lines: published.lines.filter((line) => line.source === id),
    notHotlines: published.notHotlines.filter((other) => other.source === id),
  };
}

const everything = async (): Promise<string> =>
  JSON.stringify([await loadLines(database.db), await loadNoticeContents(database.db)]);

test('the app may not change the shape of the tables', async () => {
  await assert.rejects(sql`alter table directory.line drop column name`.execute(database.db));
  await assert.rejects(sql`truncate directory.line`.execute(database.db));
});

test('a reading that breaks half-way leaves nothing behind', async () => {
  const revision = await loadRevision(database.db);
  const [first] = published.lines;
  assert.ok(first !== undefined);
  const broken: Reading = { ...published, lines: [...published.lines, { ...first, row: 'other', source: 'nowhere' }] };
  const badSource: Reading = {
    ...broken,
    sources: [...published.sources, { ...published.sources[0]!, id: 'NOT AN ID' }],
  };
  await assert.rejects(saveReading(database.db, badSource));
  assert.deepEqual(await loadLines(database.db), []);
  assert.deepEqual(await loadNoticeContents(database.db), []);
  assert.equal(await loadRevision(database.db), revision);
});

test('importing twice changes nothing, not even the revision [S0-27, S2-33]', async () => {
  const first = await saveReading(database.db, published);
  assert.equal(first.sourcesChanged, published.sources.length);
  assert.ok(first.linesAdded > 130);
  const [before, revision] = [await everything(), await loadRevision(database.db)];
  const second = await saveReading(database.db, published);
  assert.deepEqual(second, {
    sourcesChanged: 0,
    sourcesUnchanged: published.sources.length,
    linesAdded: 0,
    linesChanged: 0,
    linesRemoved: 0,
  });
  assert.equal(await everything(), before);
  assert.equal(await loadRevision(database.db), revision);
});

test('the order in which documents arrive makes no difference', async () => {
  await saveReading(database.db, published);
  const together = await everything();
  await sql`delete from directory.source`.execute(database.owner);
  await sql`delete from directory.line`.execute(database.owner);
  for (const { id } of published.sources.toReversed()) await saveReading(database.db, oneSource(id));
  const apart = await everything();
  assert.deepEqual(JSON.parse(apart), JSON.parse(together));
});

test('one number in three places is one line with three listings [S2-33]', async () => {
  await saveReading(database.db, published);
  const lines = await loadLines(database.db);
  const zhengzhou = lines.filter((line) => line.accessPoints.some((point) => point.tel === '037167781617'));
  assert.equal(zhengzhou.length, 1);
  assert.equal(zhengzhou[0]?.listings.length, 3);
});

test('a doubt that a person has settled stays settled when the same source is read anew', async () => {
  await saveReading(database.db, published);
  await sql`update directory.flag set state = 'dismissed' where code = 'suspicious-area-code'`.execute(database.db);
  const settled = await database.db.selectFrom('directory.flag').selectAll().where('state', '=', 'dismissed').execute();
  assert.ok(settled.length > 0);
  const reworded = {
    ...published,
    sources: published.sources.map((source) => ({ ...source, title: `${source.title}。` })),
  };
  await saveReading(database.db, reworded);
  const still = await database.db.selectFrom('directory.flag').selectAll().where('state', '=', 'dismissed').execute();
  assert.deepEqual(still, settled);
  const open = await loadOpenFlags(database.db);
  assert.ok([...open.values()].flat().every((flag) => flag.code !== 'suspicious-area-code'));
});

test('what a person verified outlives a new edition of its source that drops it', async () => {
  await saveReading(database.db, published);
  const lines = await loadLines(database.db);
  const [kept, dropped] = lines.filter(
    (line) => line.listings.length === 1 && line.listings[0]?.source === lines[0]?.listings[0]?.source,
  );
  assert.ok(kept !== undefined && dropped !== undefined);
  await database.db
    .updateTable('directory.line')
    .set({ verified_on: '2026-11-01' })
    .where('id', '=', kept.id)
    .execute();
  const gone = new Set(
    [kept, dropped].flatMap((line) => line.listings.map((listing) => `${listing.source} ${listing.row}`)),
  );
  const edition = { ...published, lines: published.lines.filter((line) => !gone.has(`${line.source} ${line.row}`)) };
  const summary = await saveReading(database.db, edition);
  assert.equal(summary.linesRemoved, 1);
  const ids = new Set((await loadLines(database.db)).map((line) => line.id));
  assert.ok(ids.has(kept.id));
  assert.ok(!ids.has(dropped.id));
});

test('a publication that comes later raises doubts about those already there, and takes them back with it [S2-33]', async () => {
  const about = async (): Promise<string[]> => {
    const flags = await database.db.selectFrom('directory.flag').selectAll().execute();
    return flags.filter((flag) => flag.code === 'conflict' && flag.row === '54').map((flag) => flag.field);
  };
  const [round, henan] = ['2020-05-27', '2020-01-30'].map((date) => published.sources.find((one) => one.date === date));
  assert.ok(round !== undefined && henan !== undefined);
  await saveReading(database.db, oneSource(round.id));
  assert.deepEqual(await about(), []);
  await saveReading(database.db, oneSource(henan.id));
  assert.ok((await about()).includes('hours'));
  await saveReading(database.db, { ...oneSource(henan.id), lines: [] });
  assert.deepEqual(await about(), []);
});

test('a line that is hidden is not shown', async () => {
  await saveReading(database.db, published);
  const [first] = await loadLines(database.db);
  assert.ok(first !== undefined);
  await database.db.updateTable('directory.line').set({ published: false }).where('id', '=', first.id).execute();
  assert.ok((await loadLines(database.db)).every((line) => line.id !== first.id));
});

test('names can be found by their pinyin, made when they are saved', async () => {
  await saveReading(database.db, published);
  const keys = [...(await loadPinyin(database.db)).values()];
  assert.ok(keys.some((key) => key.initials.startsWith('dlsxlyzrx')));
});

test('publications stand newest first, with rows as printed and what is no hotline [S2-35, S4-20]', async () => {
  await saveReading(database.db, published);
  const contents = await loadNoticeContents(database.db);
  assert.deepEqual(
    contents.map(({ notice }) => notice.date),
    ['2021-12-28', '2020-05-27', '2020-01-30', null],
  );
  const round = contents.find(({ notice }) => notice.round === 5);
  assert.deepEqual(
    round?.rows.slice(0, 3).map(({ row }) => row),
    ['1', '2', '3'],
  );
  assert.equal(round?.rows.length, 75);
  assert.ok(round?.notHotlines.some(({ raw }) => raw.includes('@')));
});
