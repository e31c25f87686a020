// From what an editor sends to the parts of a change: only facts that really become others, each with what was
// published when it was set.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ChangePart, Field } from '../changes/contract.ts';
import { Field as Fields } from '../changes/contract.ts';
import { type CuratedFields, effectiveFacts, type Facts, factText } from '../../facts.ts';
import type { ReadFacts } from './given.ts';

/** A line as it stands in both layers. */
export type Standing = { readonly published: Facts; readonly curated: CuratedFields };

const json = (value: unknown): ChangePart['after'] => JSON.parse(JSON.stringify(value ?? null));

/** A part that sets something of a line; null: as published, or none. */
export const partOf = (
  line: Facts['id'],
  field: string,
  { curated }: Pick<Standing, 'curated'>,
  after: unknown,
): ChangePart => ({
  subject: `line:${line}`,
  field,
  before: json(curated.get(field)),
  after: json(after),
});

/** The parts that set these facts, and give others back to the publications. */
export function partsOf(
  standing: Standing,
  set: ReadFacts,
  release: readonly Field[],
): Result<ChangePart[], 'nothing-changes'> {
  const { published, curated } = standing;
  const facts = effectiveFacts(published, curated);
  const given = Fields.options.filter(
    (field) => field in set && factText(field, set[field]) !== factText(field, facts[field]),
  );
  const parts = [
    ...given.map((field) => partOf(published.id, field, standing, { value: set[field], over: published[field] })),
    ...new Set(release.filter((field) => curated.has(field) && !given.includes(field))),
  ].map((part) => (typeof part === 'string' ? partOf(published.id, part, standing, null) : part));
  return parts.length === 0 ? refuse('nothing-changes') : ok(parts);
}
