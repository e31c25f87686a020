// Doubts as a list of work, and settling them: one record for all that were settled together.
import type { z } from 'zod';
import type { StaffContext } from '#platform/http/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { effectiveFacts } from '../../facts.ts';
import { holdDirectory, makeChange } from '../changes/applying-store.ts';
import type { Curating } from '../changes/changing-routes.ts';
import type { Changed, ChangePart } from '../changes/contract.ts';
import { findStandingLine } from '../lines/curated-line-store.ts';
import { partsOf } from '../lines/editing.ts';
import type { GivenContext, ReadFacts } from '../lines/given.ts';
import { type FlagState, listDoubts, settleDoubts } from './contract.ts';
import { loadDoubts, loadToSettle } from './doubt-store.ts';
import { acceptedFacts, editedFacts, type SettleRefusal } from './settling.ts';

/** The rows about doubts. */
export function doubtRoutes(curating: Curating): readonly Route[] {
  return [
    defineRoute({
      ...listDoubts,
      about: 'Doubts over what was read, for a person to settle.',
      access: { may: 'directory.see-curation' },
      audit: { none: 'Doubts about public facts.' },
      run: ({ query }, { transact }) => transact(async (tx) => ok(await loadDoubts(tx, query))),
      refusals: {},
    }),
    settleRoute(curating),
  ];
}

type Settling = z.infer<typeof settleDoubts.input.body>;
type Refusal = SettleRefusal | 'no-such-flag' | 'not-yours' | 'settled-already' | 'several-lines';

function settleRoute(curating: Curating): Route {
  return defineRoute({
    ...settleDoubts,
    about: 'Accepts, answers or dismisses doubts; what follows for their lines is written at once.',
    access: { may: 'directory.curate' },
    audit: 'directory.settle-doubts',
    run: ({ body }, context) => settle(curating, context, body),
    refusals: {
      'no-such-flag': { status: 404, zh: '没有这条存疑。', en: 'There is no such doubt.' },
      'not-yours': 403,
      'settled-already': { status: 409, zh: '已经有人处理过了。', en: 'Somebody has settled this already.' },
      'no-suggestion': { status: 422, zh: '这条存疑没有建议可以采纳。', en: 'There is no suggestion to accept.' },
      'not-readable': { status: 422, zh: '有一处内容读不出来，请改一改。', en: 'Something here cannot be read.' },
      'several-lines': {
        status: 422,
        zh: '一次只能改一条热线；请分开处理。',
        en: 'Only one line can be edited at a time; please settle these apart.',
      },
      'field-gone': {
        status: 409,
        zh: '热线里已经没有这段内容，可以不采纳。',
        en: 'The line no longer has this text; the doubt can be dismissed.',
      },
    },
  });
}

const STATES = { accept: 'accepted', edit: 'edited', dismiss: 'dismissed' } as const satisfies Record<
  Settling['as'],
  FlagState
>;

async function settle(
  { directory, pinyinOf }: Curating,
  { transact, caller, now }: StaffContext,
  body: Settling,
): Promise<Result<Changed, Refusal>> {
  const { regions: index, events } = directory.snapshot();
  const done = await transact<Changed, Refusal>(async (tx, note) => {
    await holdDirectory(tx);
    const wanted = await loadToSettle(tx, body.flags);
    const refused = refusalOf(wanted, body);
    if (refused !== null) return refuse(refused);
    const parts = await lineParts(tx, wanted, body, { index, events });
    if (!parts.ok) return parts;
    const settled = wanted.map(({ id, state }): ChangePart => ({
      subject: `flag:${id}`,
      field: 'state',
      before: state,
      after: STATES[body.as],
    }));
    const alsoLines = wanted.map((flag) => flag.line_id);
    const deed = { kind: 'settle', why: body.why ?? '', caller, at: now, alsoLines } as const;
    const changed = await makeChange(tx, { ...deed, parts: [...parts.value, ...settled] }, pinyinOf);
    note({ subject: `change:${changed.change}`, detail: { as: body.as, flags: wanted.length } });
    return ok(changed);
  });
  if (done.ok) await directory.announce();
  return done;
}

type Wanted = Awaited<ReturnType<typeof loadToSettle>>;

function refusalOf(wanted: Wanted, { as, flags }: Settling): Refusal | null {
  if (wanted.length < new Set(flags).size) return 'no-such-flag';
  if (wanted.some((flag) => !flag.may_curate && !flag.published)) return 'no-such-flag';
  if (wanted.some((flag) => !flag.may_curate)) return 'not-yours';
  if (wanted.some((flag) => flag.state !== 'open')) return 'settled-already';
  return as === 'edit' && new Set(wanted.map((flag) => flag.line_id)).size > 1 ? 'several-lines' : null;
}

/** What settling writes into the lines: each line once, with all that its doubts set. */
async function lineParts(
  tx: Parameters<typeof findStandingLine>[0],
  wanted: Wanted,
  body: Settling,
  context: GivenContext,
): Promise<Result<ChangePart[], SettleRefusal | 'no-such-flag'>> {
  const parts: ChangePart[] = [];
  if (body.as === 'dismiss') return ok(parts);
  for (const [id, doubts] of Map.groupBy(wanted, (flag) => flag.line_id)) {
    const line = await findStandingLine(tx, id);
    if (line === undefined) return refuse('no-such-flag');
    let facts = effectiveFacts(line.published, line.curated);
    let set: ReadFacts = {};
    for (const doubt of doubts) {
      const read = body.as === 'edit' ? editedFacts(body.set, facts, context) : acceptedFacts(doubt, facts, context);
      if (!read.ok) return read;
      set = { ...set, ...read.value };
      facts = { ...facts, ...read.value };
    }
    const made = partsOf(line, set, []);
    if (made.ok) parts.push(...made.value);
  }
  return ok(parts);
}
