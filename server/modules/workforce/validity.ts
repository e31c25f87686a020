// How a recorded qualification stands on a day, and until when one of a kind holds without a gap. Days are ISO text in
// Asia/Shanghai; a qualification holds on its first and on its last day.
import type { z } from 'zod';
import type { Need, QualificationKind, QualificationState } from './contract.ts';

/** What the rules need of a recorded qualification. */
export type Held = {
  readonly kind: QualificationKind;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly withdrawn: boolean;
};

/** How one stands on a day. */
export function stateOn({ issuedOn, expiresOn, withdrawn }: Held, day: string): z.infer<typeof QualificationState> {
  if (withdrawn) return 'withdrawn';
  if (issuedOn > day) return 'not-yet';
  return expiresOn !== null && expiresOn < day ? 'expired' : 'valid';
}

/** Why none of a kind holds; `since`: the last day on which one did, or the first on which one will. */
export type Lack = { readonly why: 'missing' | 'expired' | 'withdrawn' | 'not-yet'; readonly since: string | null };

/** What is lacking of a kind on a day; undefined: nothing, one of them holds. */
export function lackOf(held: readonly Held[], kind: Need, day: string): Lack | undefined {
  const ofKind = held.filter((one) => one.kind === kind);
  const states = ofKind.map((one) => stateOn(one, day));
  if (states.includes('valid')) return undefined;
  const days = (state: string, pick: (one: Held) => string | null): string[] =>
    ofKind
      .filter((_, index) => states[index] === state)
      .flatMap((one) => pick(one) ?? [])
      .toSorted();
  if (states.includes('not-yet')) return { why: 'not-yet', since: days('not-yet', (one) => one.issuedOn)[0] ?? null };
  if (states.includes('expired'))
    return { why: 'expired', since: days('expired', (one) => one.expiresOn).at(-1) ?? null };
  return { why: states.includes('withdrawn') ? 'withdrawn' : 'missing', since: null };
}

/** The last day until which a kind holds without a gap; null: for ever. Undefined: it does not hold on `day`. */
export function holdsUntil(held: readonly Held[], kind: QualificationKind, day: string): string | null | undefined {
  const standing = held
    .filter((one) => one.kind === kind && !one.withdrawn)
    .toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  let end: string | undefined;
  for (const { issuedOn, expiresOn } of standing) {
    const follows = issuedOn <= (end === undefined ? day : dayAfter(end));
    const reaches = expiresOn === null || expiresOn >= (end ?? day);
    if (!follows || !reaches) continue;
    if (expiresOn === null) return null;
    end = expiresOn;
  }
  return end;
}

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
