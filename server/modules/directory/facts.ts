// What a line is has two layers: the facts as its publications give them, and above them what a person has set. The
// layers are kept apart, so that a new publication never overwrites a person, and undoing never loses a publication.
import { z } from 'zod';
import { Field } from './curation/changes/contract.ts';
import { Line } from './contract.ts';

/** The facts that publications give about a line; everything else about it comes from people. */
export const Facts = Line.omit({ verifiedOn: true, openFlags: true, listings: true });
export type Facts = z.infer<typeof Facts>;

/** A fact set by a person: what holds, and what was published when it was set. */
export const SetFact = z.object({ value: z.unknown(), over: z.unknown() });
export type SetFact = z.infer<typeof SetFact>;

/** Everything a person has set for one line, by field: facts as `SetFact`, the rest in forms of its own. */
export type CuratedFields = ReadonlyMap<string, unknown>;

/** A fact as the same text for the same meaning, however its keys were stored. Throws for what is no such fact. */
export const factText = (field: Field, value: unknown): string =>
  JSON.stringify(Line.shape[field].parse(value ?? null));

/** All facts of a line as one text to compare by. */
export const factsText = (facts: Facts): string => JSON.stringify(Facts.parse(facts));

/** What of a line is facts. */
export const factsOf = (line: Facts | Line): Facts => Facts.parse(line);

/** The facts that hold: as published, unless a person has set them. Throws for a stored value that is no such fact. */
export function effectiveFacts(published: Facts, curated: CuratedFields): Facts {
  const set = Field.options.flatMap((field) => {
    const own = curated.get(field);
    return own === undefined ? [] : [[field, SetFact.parse(own).value] as const];
  });
  return set.length === 0 ? published : Facts.parse({ ...published, ...Object.fromEntries(set) });
}

/** Whether a person has set any fact; then the published ones are kept beside. */
export const hasSetFacts = (curated: CuratedFields): boolean => Field.options.some((field) => curated.has(field));

/** Fields that a person has set and whose publications say something else since. */
export function overtakenFields(published: Facts, curated: CuratedFields): Field[] {
  return Field.options.filter((field) => {
    const own = curated.get(field);
    return own !== undefined && factText(field, SetFact.parse(own).over) !== factText(field, published[field]);
  });
}
