// Entries that are one line: who they may be, what they would make together, and putting them together.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Line, LineId } from '../../contract.ts';
import { effectiveFacts } from '../../facts.ts';
import { holdDirectory, loadPublished, makeChange, revisions } from '../changes/applying-store.ts';
import { curatesAll } from '../changes/change-store.ts';
import { type Curating, findForChange, lineRefusals, type LineRefusal } from '../changes/changing-routes.ts';
import { type Changed, Field } from '../changes/contract.ts';
import { findStandingLine } from '../lines/curated-line-store.ts';
import { type Candidate, listDuplicates, mergeLines, previewMerge } from './contract.ts';
import { type MergePlan, planMerge } from './joining.ts';
import { type LikelyPair, likelyPairs } from './likely.ts';

const see = { access: { may: 'directory.see-curation' }, audit: { none: 'The directory is public.' } } as const;
const sameLine = { status: 422, zh: '这是同一条热线。', en: 'This is one and the same line.' } as const;

/** The rows about duplicates. */
export function duplicateRoutes(curating: Curating): readonly Route[] {
  return [listRoute(curating), previewRoute(), mergeRoute(curating)];
}

type Tx = Parameters<typeof findStandingLine>[0];

function listRoute({ directory }: Curating): Route {
  return defineRoute({
    ...listDuplicates,
    ...see,
    about: 'Lines that may be one and the same.',
    run: ({ query }, { transact }) =>
      transact(async (tx) => {
        const lines = directory.snapshot().lines.map(({ line }) => line);
        const pairs = likelyPairs(lines).filter((pair) => query.line === undefined || pair.lines.includes(query.line));
        const byId = new Map(lines.map((line) => [line.id, line]));
        return ok({ total: pairs.length, candidates: await candidates(tx, pairs.slice(0, query.limit), byId) });
      }),
    refusals: {},
  });
}

async function candidates(tx: Tx, pairs: readonly LikelyPair[], byId: ReadonlyMap<LineId, Line>): Promise<Candidate[]> {
  const counted = await revisions(tx, [...new Set(pairs.flatMap(({ lines }) => lines))]);
  const revisionOf = new Map(counted.map(({ id, revision }) => [id, revision]));
  const side = (id: LineId) => ({
    id,
    name: byId.get(id)?.name ?? '',
    region: byId.get(id)?.region?.name ?? null,
    revision: revisionOf.get(id) ?? 0,
  });
  const made: Candidate[] = [];
  for (const { lines, shared, sameName } of pairs) {
    const [one, other] = lines;
    const mayMerge = await curatesAll(tx, lines);
    made.push({ lines: [side(one), side(other)], shared: [...shared], sameName, mayMerge });
  }
  return made;
}

function previewRoute(): Route {
  return defineRoute({
    ...previewMerge,
    ...see,
    about: 'What two lines would be together, field by field.',
    run: ({ body }, { transact }) =>
      transact<ReturnType<typeof shownPlan>, 'no-such-line' | 'same-line'>(async (tx) => {
        const [one, other] = body.lines;
        if (one === other) return refuse('same-line');
        const lines = [await findStandingLine(tx, one), await findStandingLine(tx, other)] as const;
        const [first, second] = lines;
        if (first === undefined || second === undefined) return refuse('no-such-line');
        return ok(shownPlan(planMerge([first, second], await loadPublished(tx, body.lines), body.choices)));
      }),
    refusals: { 'no-such-line': lineRefusals['no-such-line'], 'same-line': sameLine },
  });
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

function shownPlan({ keeps, goes, byRule, merged }: MergePlan) {
  const sides = [keeps, goes].map((line) => ({ id: line.id, facts: effectiveFacts(line.published, line.curated) }));
  return {
    keeps: keeps.id,
    leadsThere: goes.id,
    merged,
    fields: Field.options.map((field) => {
      const values = sides.map(({ id, facts }) => ({ from: id, value: json(facts[field]) }));
      const differs = JSON.stringify(values[0]?.value) !== JSON.stringify(values[1]?.value);
      return { field, values, differs, byRule: json(byRule[field]) };
    }),
    revisions: Object.fromEntries([keeps, goes].map((line) => [line.id, line.revision])),
  };
}

type MergeRefusal = LineRefusal | 'same-line';

function mergeRoute({ directory, pinyinOf }: Curating): Route {
  return defineRoute({
    ...mergeLines,
    about: 'Puts two lines together: the listings of both stay, the old id leads to the new one.',
    access: { may: 'directory.curate' },
    audit: 'directory.merge-lines',
    run: async ({ body }, { transact, caller, now }) => {
      const done = await transact<Changed, MergeRefusal>(async (tx, note) => {
        await holdDirectory(tx);
        const planned = await loadPlan(tx, body);
        if (!planned.ok) return planned;
        const { keeps, goes, parts } = planned.value;
        const changed = await makeChange(tx, { kind: 'merge', why: body.why, caller, at: now, parts }, pinyinOf);
        note({ subject: `line:${keeps.id}`, detail: { change: changed.change, merged: goes.id } });
        return ok(changed);
      });
      if (done.ok) await directory.announce();
      return done;
    },
    refusals: { ...lineRefusals, 'same-line': sameLine },
  });
}

type Asked = Pick<(typeof mergeLines)['input']['body']['_output'], 'lines' | 'revisions' | 'choices'>;

async function loadPlan(tx: Tx, { lines, revisions: seen, choices }: Asked): Promise<Result<MergePlan, MergeRefusal>> {
  const [one, other] = lines;
  if (one === other) return refuse('same-line');
  const first = await findForChange(tx, { id: one, revision: seen[one] ?? 0 });
  if (!first.ok) return first;
  const second = await findForChange(tx, { id: other, revision: seen[other] ?? 0 });
  if (!second.ok) return second;
  return ok(planMerge([first.value, second.value], await loadPublished(tx, lines), choices));
}
