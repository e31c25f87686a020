// What two lines make together. The listings of both are put together by the same rules as publications are, so that a
// merge by a person and one found by a number give the same line; what a person chooses stands above that.
import { LineId } from '../../contract.ts';
import type { Joined } from '../../curated-store.ts';
import { effectiveFacts, type Facts, factsOf, factText } from '../../facts.ts';
import { lineOf, type Published } from '../../merging.ts';
import { type ChangePart, Field } from '../changes/contract.ts';
import { partOf } from '../lines/editing.ts';
import type { StandingLine } from '../lines/curated-line-store.ts';
import type { MergeChoices } from './contract.ts';
import { keyOf } from './likely.ts';

/** A listing with the line it is in. */
export type HeldListing = Published & { readonly lineId: string; readonly key: string };

/** A merge as it would be made. */
export type MergePlan = {
  readonly keeps: StandingLine;
  readonly goes: StandingLine;
  /** The published facts of both together. */
  readonly published: Facts;
  /** What holds without any choice. */
  readonly byRule: Facts;
  readonly merged: Facts;
  readonly parts: readonly ChangePart[];
};

/** `listings` of both lines, oldest first: the line of the oldest keeps its id. */
export function planMerge(
  [one, other]: readonly [StandingLine, StandingLine],
  listings: readonly HeldListing[],
  choices: MergeChoices,
): MergePlan {
  const oldest = listings[0]?.lineId;
  const [keeps, goes] = oldest === other.id ? [other, one] : [one, other];
  const published = listings.length === 0 ? keeps.published : factsOf(lineOf(listings, LineId.parse(keeps.id)));
  const sides = new Map([keeps, goes].map((line) => [line.id, effectiveFacts(line.published, line.curated)]));
  const byRule = withAllNumbers(effectiveFacts(published, keeps.curated), [...sides.values()]);
  const chosen = Field.options.flatMap((field) => {
    const from = sides.get(choices[field] ?? LineId.parse(keeps.id));
    const value = choices[field] === undefined || from === undefined ? byRule[field] : from[field];
    const held = effectiveFacts(published, keeps.curated)[field];
    return factText(field, value) === factText(field, held) ? [] : [{ field, value }];
  });
  return {
    keeps,
    goes,
    published,
    byRule,
    merged: { ...byRule, ...Object.fromEntries(chosen.map(({ field, value }) => [field, value])) },
    parts: [
      partOf(goes.id, 'joined', goes, joinedOf(keeps.id, goes.id, listings)),
      ...chosen.map(({ field, value }) => partOf(keeps.id, field, keeps, { value, over: published[field] })),
    ],
  };
}

/** A number that a person has set for one of the two must not be lost by putting them together. */
function withAllNumbers(facts: Facts, sides: readonly Facts[]): Facts {
  const known = new Set(facts.accessPoints.map((point) => keyOf(point, facts)));
  const all = [...facts.accessPoints];
  for (const side of sides) {
    for (const point of side.accessPoints) {
      const key = keyOf(point, side);
      if (known.has(key)) continue;
      known.add(key);
      all.push(point);
    }
  }
  return all.length === facts.accessPoints.length ? facts : { ...facts, accessPoints: all };
}

function joinedOf(keeps: LineId, goes: LineId, listings: readonly HeldListing[]): Joined {
  const keysOf = (id: string) => listings.filter(({ lineId }) => lineId === id).map(({ key }) => key);
  const [[first], own] = [keysOf(keeps), keysOf(goes)];
  const [second] = own;
  return { into: keeps, pair: first === undefined || second === undefined ? null : [first, second], listings: own };
}
