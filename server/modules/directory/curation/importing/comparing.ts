// What a list would change, before anything is saved: the lines as they would be, beside the lines as they are.
import { createHash } from 'node:crypto';
import type { Reading } from '../../../sources/contract.ts';
import { LineId } from '../../contract.ts';
import { type CuratedFields, type Facts, factText } from '../../facts.ts';
import { Field } from '../changes/contract.ts';
import type { ImportPreview } from './contract.ts';

/** Names a reading: the same file, read on the same day, has the same name. */
export const digestOf = (reading: Reading): string =>
  createHash('sha256').update(JSON.stringify(reading)).digest('hex');

/** Lines before and after, both as published. `removable`: what no publication lists any more and nobody holds on to. */
export type Comparison = {
  readonly before: ReadonlyMap<string, Facts>;
  readonly after: readonly Facts[];
  readonly removable: readonly string[];
  readonly curated: ReadonlyMap<string, CuratedFields>;
};

export type Differences = Pick<ImportPreview, 'added' | 'changed' | 'gone'> & { readonly unchanged: number };

const json = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

/** Which lines come, change and go. */
export function differences({ before, after, removable, curated }: Comparison): Differences {
  const added = after.filter(({ id }) => !before.has(id)).map(({ id, name }) => ({ id, name }));
  const changed = after.flatMap((line) => {
    const known = before.get(line.id);
    if (known === undefined) return [];
    const fields = Field.options
      .filter((field) => factText(field, known[field]) !== factText(field, line[field]))
      .map((field) => ({
        field,
        before: json(known[field]),
        after: json(line[field]),
        kept: curated.get(line.id)?.has(field) === true,
      }));
    return fields.length === 0 ? [] : [{ id: line.id, name: line.name, fields }];
  });
  const gone = removable.map((id) => ({ id: LineId.parse(id), name: before.get(id)?.name ?? '' }));
  return { added, changed, gone, unchanged: after.length - added.length - changed.length };
}
