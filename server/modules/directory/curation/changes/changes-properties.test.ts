import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import fc from 'fast-check';
import { saveReading } from '#directory/index.ts';
import { loadPublished } from '#sources/index.ts';
import { openCurators } from '#testing/curators.ts';
import { sql } from 'kysely';
import { loadLines } from '../../store.ts';
import { listDoubts } from '../doubts/contract.ts';
import { previewMerge } from '../duplicates/contract.ts';
import { CuratedLine } from '../lines/contract.ts';
import { Changed, type ChangePart } from './contract.ts';
import { changedSince, factKey, inverse } from './parts.ts';

type Step =
  | { readonly do: 'name' | 'hours' | 'hide' | 'verify' | 'ask' | 'end' | 'validity' | 'move'; readonly line: number }
  | { readonly do: 'dismiss' | 'accept'; readonly flag: number }
  | { readonly do: 'merge'; readonly line: number; readonly other: number };

const at = fc.nat({ max: 10 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('name', 'hours', 'hide', 'verify', 'ask', 'end', 'validity', 'move'),
    line: at,
  }),
  fc.record({ do: fc.constantFrom('dismiss', 'accept'), flag: fc.nat({ max: 40 }) }),
  fc.record({ do: fc.constant('merge' as const), line: at, other: at }),
);

const all = await openCurators();
after(all.close);
const { province } = all;

suite('undoing', () => {
  const base = '/api/directory/curation';
  const everything = async (): Promise<string> => {
    const { db } = all.database;
    const flags = await db.selectFrom('directory.flag').select(['id', 'state']).orderBy('id').execute();
    const set = await db.selectFrom('directory.curated').select(['line_id', 'field', 'value']).execute();
    const joined = await db
      .selectFrom('directory.line')
      .select(['id', 'joined_into', 'published', 'base'])
      .orderBy('id')
      .execute();
    return JSON.stringify([await loadLines(db, { hidden: true }), flags, set, joined]);
  };

  const idAt = (place: number): string => all.directory.snapshot().lines[place]?.line.id ?? '';
  const perform = async (one: Step): Promise<Response> => {
    if ('flag' in one) {
      const list = await province.get(`${base}/flags?perPage=50`);
      const { flags } = listDoubts.output.parse(await list.json());
      const flag = flags[one.flag % Math.max(1, flags.length)];
      return province.post(`${base}/flags/settle`, { as: one.do, flags: [flag?.id ?? 0], why: '随机' });
    }
    if ('other' in one) {
      const pair = [idAt(one.line), idAt(one.other)];
      const preview = await province.post(`${base}/merges/preview`, { lines: pair });
      if (preview.status !== 200) return preview;
      const { revisions, leadsThere } = previewMerge.output.parse(await preview.json());
      return province.post(`${base}/merges`, { lines: pair, revisions, choices: { name: leadsThere }, why: '随机' });
    }
    const id = idAt(one.line);
    const { revision, shown, line } = CuratedLine.parse(await (await province.get(`${base}/lines/${id}`)).json());
    const path = `${base}/lines/${id}`;
    const patch = (set: object) => province.patch(path, { revision, set, why: '随机' });
    switch (one.do) {
      case 'name':
        return patch({ formerNames: [], name: `${line.name}改` });
      case 'hours':
        return patch({ hours: `周一至周五 ${8 + (revision % 4)}:00-17:00` });
      case 'validity':
        return patch({ validity: { kind: 'long-term' } });
      case 'move':
        return patch({ region: revision % 2 === 0 ? '210200' : null });
      case 'hide':
        return province.put(`${path}/shown`, { revision, shown: !shown, why: '随机' });
      case 'verify':
        return province.post(`${path}/verifications`, { revision, on: '2026-11-01', how: 'visit' });
      case 'ask':
        return province.post(`${path}/questions`, { revision, on: '2026-11-02', how: 'letter' });
      default:
        return province.post(`${path}/answers`, {
          answer: 'ended',
          revision,
          on: '2026-11-03',
          endedOn: '2026-11-01',
          why: '随机',
        });
    }
  };

  test('any changes undone in the opposite order leave the directory as it was', async () => {
    const untouched = await everything();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const changes: number[] = [];
        for (const one of steps) {
          const response = await perform(one);
          assert.ok(response.status < 500, await response.clone().text());
          if (response.status === 200) changes.push(Changed.parse(await response.json()).change);
        }
        for (const change of changes.toReversed()) {
          const undone = await province.post(`${base}/changes/${change}/undo`, { why: '随机' });
          assert.equal(undone.status, 200, await undone.clone().text());
        }
        assert.equal(await everything(), untouched);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test('a directory read anew from its publications stands as its curators left it', async () => {
    const steps: readonly Step[] = [
      { do: 'name', line: 0 },
      { do: 'merge', line: 1, other: 3 },
      { do: 'hide', line: 4 },
      { do: 'verify', line: 5 },
      { do: 'accept', flag: 2 },
      { do: 'end', line: 6 },
    ];
    for (const one of steps) await perform(one);
    const left = JSON.stringify(await loadLines(all.database.db, { hidden: true }));
    await sql`update directory.source set digest = 'other'`.execute(all.database.db);
    const saved = await saveReading(all.database.db, await loadPublished('2026-11-22'));
    assert.ok(saved.sourcesUnchanged === 0);
    assert.equal(saved.linesRemoved, 0);
    assert.equal(JSON.stringify(await loadLines(all.database.db, { hidden: true })), left);
  });

  test('the record of a change cannot be altered or taken away', async () => {
    const { db, owner } = all.database;
    await assert.rejects(sql`update directory.change set why = ''`.execute(db));
    await assert.rejects(sql`delete from directory.change`.execute(db));
    await assert.rejects(sql`delete from directory.change`.execute(owner));
  });
});

/** A value as it comes back from the database. */
const stored = fc.jsonValue().map((value): ChangePart['before'] => JSON.parse(JSON.stringify(value)));

suite('the parts of a change', () => {
  const part = fc.record({
    subject: fc.constantFrom('line:a-1', 'line:a-2', 'flag:3', 'event:e'),
    field: fc.constantFrom('name', 'hours'),
    before: stored,
    after: stored,
  });

  test('the inverse of the inverse is the change itself', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) =>
        assert.equal(JSON.stringify(inverse(inverse(parts))), JSON.stringify(parts)),
      ),
    );
  });

  test('a part has changed since exactly when its fact stands otherwise than it left it', () => {
    fc.assert(
      fc.property(part, stored, (one, now) => {
        const same = JSON.stringify(sorted(now)) === JSON.stringify(sorted(one.after));
        assert.equal(changedSince([one], new Map([[factKey(one), now]])).length, same ? 0 : 1);
        assert.equal(changedSince([one], new Map([[factKey(one), one.after]])).length, 0);
      }),
    );
    assert.equal(
      changedSince([{ subject: 'flag:3', field: 'state', before: 'open', after: 'accepted' }], new Map()).length,
      0,
    );
  });
});

/** JSON with its keys in order, to compare by. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
