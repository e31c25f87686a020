// What settling a doubt does to its line. A suggestion is written only where the reading in force does not follow it
// already: an assumption is a reading that was made and said, and accepting it confirms it.
import { ok, refuse, type Result } from '#platform/result.ts';
import { findRegion } from '#regions/index.ts';
import type { Facts } from '../../facts.ts';
import type { AccessPoint } from '../../contract.ts';
import type { GivenAccessPoint, GivenFields } from '../lines/contract.ts';
import { type GivenContext, readGiven, readPoint, type ReadFacts } from '../lines/given.ts';

/** A doubt as it is settled. */
export type SettledDoubt = {
  readonly code: string;
  readonly field: string;
  readonly raw: string;
  readonly suggestion: string | null;
};

export type SettleRefusal = 'no-suggestion' | 'not-readable' | 'field-gone';

/** Whether accepting writes something. */
export const writesSuggestion = ({ code, field, suggestion }: SettledDoubt): boolean =>
  suggestion !== null &&
  (field === 'accessPoints' || (field === 'region' && code !== 'assumption') || code === 'likely-misread');

/** The facts that accepting a doubt sets; none when it only confirms. */
export function acceptedFacts(
  doubt: SettledDoubt,
  line: Facts,
  context: GivenContext,
): Result<ReadFacts, SettleRefusal> {
  const { field, suggestion } = doubt;
  if (suggestion === null) return refuse('no-suggestion');
  if (!writesSuggestion(doubt)) return ok({});
  if (field === 'accessPoints') return correctedPoints(doubt, suggestion, { line, context });
  if (field !== 'region') return refuse('no-suggestion');
  const region = findRegion(context.index, suggestion);
  return region === undefined ? refuse('not-readable', suggestion) : readGiven({ region: region.code }, line, context);
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');

/** The access point in doubt, read anew from the suggestion; what stands beside it stays. */
function correctedPoints(
  { raw }: SettledDoubt,
  suggestion: string,
  { line, context }: { readonly line: Facts; readonly context: GivenContext },
): Result<ReadFacts, SettleRefusal> {
  const at = line.accessPoints.findIndex((point) => plain(point.raw) === plain(raw));
  const point = line.accessPoints[at];
  if (point === undefined) return refuse('field-gone', raw);
  const read = readPoint(givenAs(point, suggestion), { ...context, line });
  if (!read.ok) return read;
  const { note, hours, audience } = point;
  return ok({ accessPoints: line.accessPoints.with(at, { ...read.value, note, hours, audience }) });
}

const givenAs = ({ kind }: AccessPoint, text: string): GivenAccessPoint => ({
  kind: kind === 'short-code' ? 'phone' : kind,
  text,
  note: null,
  hours: null,
  audience: null,
});

/** The facts that an answer to a doubt sets. */
export const editedFacts = (set: GivenFields, line: Facts, context: GivenContext): Result<ReadFacts, 'not-readable'> =>
  readGiven(set, line, context);
