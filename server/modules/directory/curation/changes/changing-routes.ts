// How every change of a line is made: held, checked against what the editor saw, decided, written, put on record and on
// file, and shown to help-seekers as soon as it is committed.
import type { StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { effectiveFacts, type Facts } from '../../facts.ts';
import type { PinyinOf } from '../../line-store.ts';
import type { Directory } from '../../live-store.ts';
import { findStandingLine, latestFields, type StandingLine } from '../lines/curated-line-store.ts';
import { holdDirectory, makeChange } from './applying-store.ts';
import type { Changed, ChangeKind, ChangePart } from './contract.ts';

/** What curating needs of the program. */
export type Curating = {
  readonly directory: Pick<Directory, 'snapshot' | 'announce' | 'movedTo'>;
  readonly pinyinOf: PinyinOf;
};

/** What is decided about a line. */
export type Decision = { readonly kind: ChangeKind; readonly why: string; readonly parts: readonly ChangePart[] };

/** Why no line is changed, before anything is decided. */
export type LineRefusal = 'no-such-line' | 'not-yours' | 'changed-meanwhile';

/** How these refusals are answered. */
export const lineRefusals = {
  'no-such-line': { status: 404, zh: '没有这条热线。', en: 'There is no such line.' },
  'not-yours': {
    status: 403,
    zh: '这条热线由其他机构维护，您不能修改。',
    en: 'Another organisation curates this line; you cannot change it.',
  },
  'changed-meanwhile': {
    status: 409,
    zh: '您打开之后，别人修改了这条热线。请先看看新的内容。',
    en: 'Somebody has changed this line since you opened it. Please look at it as it is now.',
  },
} as const;

type Target = { readonly id: string; readonly revision: number };

/** A line that the caller may change and that is as they saw it. */
export async function findForChange(
  tx: Parameters<typeof findStandingLine>[0],
  { id, revision }: Target,
): Promise<Result<StandingLine, LineRefusal>> {
  const line = await findStandingLine(tx, id);
  if (line === undefined) return refuse('no-such-line');
  if (!line.mayCurate) return refuse('not-yours');
  if (line.revision === revision) return ok(line);
  const fields = await latestFields(tx, id, Math.max(1, line.revision - revision));
  return refuse('changed-meanwhile', fields.join(', '));
}

/** Changes one line by what `decide` makes of it. */
export async function changeLine<Refusal extends string = never>(
  { directory, pinyinOf }: Curating,
  { transact, caller, now }: StaffContext,
  target: Target,
  decide: (line: StandingLine, facts: Facts) => Result<Decision, Refusal>,
): Promise<Result<Changed, LineRefusal | Refusal>> {
  const done = await transact<Changed, LineRefusal | Refusal>(async (tx, note) => {
    await holdDirectory(tx);
    const found = await findForChange(tx, target);
    if (!found.ok) return found;
    const decided = decide(found.value, effectiveFacts(found.value.published, found.value.curated));
    if (!decided.ok) return decided;
    const { value } = decided;
    const changed = await makeChange(tx, { ...value, caller, at: now }, pinyinOf);
    const fields = value.parts.map(({ field }) => field);
    note({ subject: `line:${target.id}`, detail: { change: changed.change, fields } });
    return ok(changed);
  });
  if (done.ok) await directory.announce();
  return done;
}
