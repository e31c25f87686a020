// How a session stands at a moment. The row only says what happened and when; whether that still opens anything is
// decided here, so that every call judges it alike.
import { type Group, twoFactorGroups } from '../identity/contract.ts';
import type { SecondStep, ToDo } from './contract.ts';

/** How long sessions live. Minutes. */
export type SessionTerms = {
  /** Without a request; then the screen locks. */
  readonly idle: number;
  /** Altogether; then the session ends. */
  readonly most: number;
  /** For the second step. */
  readonly secondStep: number;
  /** During which password and factors may be changed after the person proved who they are. */
  readonly proved: number;
};

/** A quarter of an hour idle, twelve hours altogether. */
export const usualTerms: SessionTerms = { idle: 15, most: 12 * 60, secondStep: 10, proved: 15 };

/** What is known of a session. */
export type SessionFacts = {
  readonly id: string;
  readonly person: string;
  /** The only organisation it is good for; null: all. */
  readonly organisation: string | null;
  readonly way: string;
  readonly twoFactors: boolean;
  readonly createdAt: Temporal.Instant;
  readonly provedAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly lockedAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant;
  readonly mustChangePassword: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly groups: readonly string[];
};

export type Standing = 'ended' | 'second-step' | 'locked' | 'open';

/** Whether the session opens anything now. */
export function standingOf(session: SessionFacts, now: Temporal.Instant, terms: SessionTerms): Standing {
  if (isPast(session.endsAt, now)) return 'ended';
  if (needsSecondStep(session))
    return isPast(session.createdAt.add({ minutes: terms.secondStep }), now) ? 'ended' : 'second-step';
  if (session.lockedAt !== null || isPast(session.lastSeenAt.add({ minutes: terms.idle }), now)) return 'locked';
  return 'open';
}

/** Whoever has a second factor gives it in every session. */
function needsSecondStep({ twoFactors, hasTotp, hasPasskey }: SessionFacts): boolean {
  return !twoFactors && (hasTotp || hasPasskey);
}

/** What has to be set up before anything else is open. */
export type SetUp = Exclude<ToDo, 'renewal-notice'>;

/** What of it is still missing. */
export function toDoOf(session: SessionFacts): readonly SetUp[] {
  const { mustChangePassword, groups, twoFactors } = session;
  const list: SetUp[] = mustChangePassword ? ['password-change'] : [];
  return groupsNeedTwo(groups) && !twoFactors ? [...list, 'second-factor'] : list;
}

/** Whether any of the groups signs in with two factors. */
export function groupsNeedTwo(groups: readonly string[]): boolean {
  const needing: readonly Group[] = twoFactorGroups;
  return groups.some((name) => needing.some((group) => group === name));
}

/** What the second step can be done with. */
export function waysOf({ hasTotp, hasPasskey }: Pick<SessionFacts, 'hasTotp' | 'hasPasskey'>): readonly SecondStep[] {
  return [
    ...(hasPasskey ? (['passkey'] as const) : []),
    ...(hasTotp ? (['code'] as const) : []),
    ...(hasTotp || hasPasskey ? (['recovery-code'] as const) : []),
  ];
}

/** Whether the person has proved recently enough who they are to change password or factors. */
export function provedRecently(
  { provedAt }: { readonly provedAt: Temporal.Instant },
  now: Temporal.Instant,
  { proved }: SessionTerms,
): boolean {
  return !isPast(provedAt.add({ minutes: proved }), now);
}

function isPast(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, now) <= 0;
}
