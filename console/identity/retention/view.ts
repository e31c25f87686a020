// Terms as somebody types them, measured against the limits that the server gives with their sources: what is too short,
// too long, or needs a reason is said before it is sent. The server measures again.
import type { z } from 'zod';
import type { Limit, PolicyVersion, Terms } from '../../../server/modules/privacy/policies/contract.ts';

/** What is kept, in the order in which it is shown. */
export const classes = ['contact-details', 'correspondence', 'record', 'transcript', 'audio', 'audit'] as const;
export type Class = (typeof classes)[number];
type Limits = readonly z.infer<typeof Limit>[];
type KeyKind = Terms['correspondence']['key'];

/** One term: days, or null for what is not kept; only correspondence chooses its key. */
export type Term = { readonly days: number | null; readonly key: KeyKind | null };

/** The term of a class. */
export function termOf(terms: Terms, of: Class): Term {
  if (of === 'correspondence') return terms.correspondence;
  return { days: terms[of], key: of === 'audit' ? null : of === 'contact-details' ? 'identity' : 'record' };
}

/** The limits of a class with this key; undefined where there are none. */
export function limitOf(limits: Limits, of: Class, key: KeyKind | null): Limits[number] | undefined {
  return limits.find((one) => one.class === of && one.key === key);
}

/** Terms as they are typed: text, and whether what may be left out is kept. */
export type Draft = {
  readonly days: Readonly<Record<Class, string>>;
  readonly kept: Readonly<Record<'transcript' | 'audio', boolean>>;
  readonly key: KeyKind;
};

export function draftOf(terms: Terms): Draft {
  const text = (of: Class): string => String(termOf(terms, of).days ?? 1096);
  return {
    days: {
      'contact-details': text('contact-details'),
      correspondence: text('correspondence'),
      record: text('record'),
      transcript: text('transcript'),
      audio: text('audio'),
      audit: text('audit'),
    },
    kept: { transcript: terms.transcript !== null, audio: terms.audio !== null },
    key: terms.correspondence.key,
  };
}

/** Whether a class is kept at all. */
export const isKept = (draft: Draft, of: Class): boolean =>
  of !== 'transcript' && of !== 'audio' ? true : draft.kept[of];

/** The key that a class is sealed with in this draft. */
export function keyIn(draft: Draft, of: Class): KeyKind | null {
  if (of === 'correspondence') return draft.key;
  return of === 'audit' ? null : of === 'contact-details' ? 'identity' : 'record';
}

export type Fault = { readonly fault: 'wholeDays' } | { readonly fault: 'tooShort' | 'tooLong'; readonly days: number };

/** What is wrong with one class; undefined: nothing. */
export function faultOf(draft: Draft, of: Class, limits: Limits): Fault | undefined {
  if (!isKept(draft, of)) return undefined;
  const text = draft.days[of].trim();
  if (!/^\d{1,6}$/.test(text)) return { fault: 'wholeDays' };
  const days = Number(text);
  const limit = limitOf(limits, of, keyIn(draft, of));
  const [least, most] = [limit?.shortest.days ?? null, limit?.longest.days ?? null];
  if (least !== null && days < least) return { fault: 'tooShort', days: least };
  return most !== null && days > most ? { fault: 'tooLong', days: most } : undefined;
}

/** Whether any term is so long that a reason is asked for. */
export function needsReason(draft: Draft, limits: Limits): boolean {
  return classes.some((of) => {
    const beyond = limitOf(limits, of, keyIn(draft, of))?.reasonBeyond.days ?? null;
    return isKept(draft, of) && beyond !== null && Number(draft.days[of]) > beyond;
  });
}

/** The terms of a draft without faults. */
export function termsOf({ days, kept, key }: Draft): Terms {
  return {
    'contact-details': Number(days['contact-details']),
    correspondence: { key, days: Number(days.correspondence) },
    record: Number(days.record),
    transcript: kept.transcript ? Number(days.transcript) : null,
    audio: kept.audio ? Number(days.audio) : null,
    audit: Number(days.audit),
  };
}

/** What a version changed against the one before it; null: it follows what stands above it. */
export function changedIn(
  version: PolicyVersion,
  before: PolicyVersion | undefined,
): readonly { readonly of: Class; readonly before: Term | null; readonly after: Term }[] | null {
  const { terms } = version;
  if (terms === null) return null;
  const was = before?.terms ?? null;
  return classes.flatMap((of) => {
    const after = termOf(terms, of);
    const earlier = was === null ? null : termOf(was, of);
    return earlier?.days === after.days && earlier.key === after.key ? [] : [{ of, before: earlier, after }];
  });
}

/**
 * The version that held before one, for the same line or the organisation. The organisation's first follows the standard
 * one, which came with the program and which nobody set.
 */
export function versionBefore(versions: readonly PolicyVersion[], one: PolicyVersion): PolicyVersion | undefined {
  if (one.by === null) return undefined;
  const earlier = versions.find(
    ({ line, version, by }) => by !== null && line === one.line && version === one.version - 1,
  );
  return earlier ?? (one.line === null ? versions.find(({ by }) => by === null) : undefined);
}

/** Days as years or months where that is clearer, in whole units; undefined: days say it best. */
export function inLargerUnits(days: number): { readonly years: number } | { readonly months: number } | undefined {
  if (days >= 365) return { years: Math.floor(days / 365) };
  return days >= 60 ? { months: Math.floor(days / 30) } : undefined;
}
