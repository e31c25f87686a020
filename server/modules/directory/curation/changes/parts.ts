// A change is a list of facts, each before and after. So undoing needs no rule of its own: the same list read the other
// way round, refused where somebody has set one of the facts since.
import { isDeepStrictEqual } from 'node:util';
import type { ChangeKind, ChangePart } from './contract.ts';

/** What a part speaks of. */
export type Subject =
  | { readonly kind: 'line'; readonly id: string }
  | { readonly kind: 'flag'; readonly id: number }
  | { readonly kind: 'event'; readonly id: string };

/** A part's subject. Throws for one that no change of ours has. */
export function subjectOf({ subject }: Pick<ChangePart, 'subject'>): Subject {
  const [kind, id = ''] = subject.split(':', 2);
  if (kind === 'line' || kind === 'event') return { kind, id };
  if (kind === 'flag') return { kind, id: Number(id) };
  throw new Error('a change speaks of something unknown');
}

/** Names the fact that a part sets. */
export const factKey = ({ subject, field }: Pick<ChangePart, 'subject' | 'field'>): string => `${subject} ${field}`;

/** Facts as they stand, by `factKey`; null: none. A fact that can no longer be set, because its doubt is gone, is missing. */
export type Standing = ReadonlyMap<string, unknown>;

/** The parts that put back what these changed, in the opposite order. */
export const inverse = (parts: readonly ChangePart[]): ChangePart[] =>
  parts.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })).toReversed();

/** Those parts whose fact does not stand as the change left it. */
export const changedSince = (parts: readonly ChangePart[], standing: Standing): ChangePart[] =>
  parts.filter((part) => {
    const key = factKey(part);
    return standing.has(key) && !isDeepStrictEqual(standing.get(key), part.after);
  });

/** Parts that still can be set: a doubt that an import has taken back is not settled any more. */
export const possible = (parts: readonly ChangePart[], standing: Standing): ChangePart[] =>
  parts.filter((part) => standing.has(factKey(part)));

/** The lines that parts set facts of, each once. */
export function linesIn(parts: readonly ChangePart[]): string[] {
  const lines = parts.map(subjectOf).flatMap((subject) => (subject.kind === 'line' ? [subject.id] : []));
  return [...new Set(lines)];
}

/** Whether a change of this kind can be undone: what an import read stays read. */
export const isUndoable = (kind: ChangeKind): boolean => kind !== 'import';
