// How often and how long. A conversation has a length that is warned of and never enforced; help is for one time,
// up to three by agreement, and a fourth needs a reason on file (S1-22, S1-24, S1-25, S0-13, S1-18).
import { ok, refuse, type Result } from '#platform/result.ts';
import type { RiskClass } from './contract.ts';

/** What a line has set for its conversations. */
export type Limits = {
  /** After which the counsellor is softly reminded; the conversation goes on as long as it is needed. */
  readonly talkMinutes: number;
  /** Contacts of one person, at most, without a reason on file. */
  readonly contactsInPrinciple: number;
};

/** Half an hour (S0-13), three contacts (S1-25). */
export const usualLimits: Limits = { talkMinutes: 30, contactsInPrinciple: 3 };

/** How the talk stands against its length: `soon` in the last five minutes, `over` after them. */
export type TalkState = 'within' | 'soon' | 'over';

const soonMinutes = 5;

/** The state of a talk that has lasted `minutes`. */
export function talkState(minutes: number, { talkMinutes }: Limits): TalkState {
  if (minutes >= talkMinutes) return 'over';
  return minutes >= talkMinutes - soonMinutes ? 'soon' : 'within';
}

/** What is asked when somebody who has been here comes again. */
export type Another = {
  /** Contacts of this person so far. */
  readonly before: number;
  /** Agreed with the counsellor the last time. */
  readonly agreed: boolean;
  /** Why there should be more than the limit; empty: none given. */
  readonly reason: string;
};

/**
 * Whether a further contact may be agreed. Danger is never asked for its number: callers in danger are taken without
 * this rule.
 */
export function mayComeAgain(
  { before, agreed, reason }: Another,
  { contactsInPrinciple }: Limits,
): Result<'first' | 'by-agreement' | 'by-exception', 'one-time-only' | 'reason-needed'> {
  if (before === 0) return ok('first');
  if (before >= contactsInPrinciple) return reason.trim() === '' ? refuse('reason-needed') : ok('by-exception');
  return agreed ? ok('by-agreement') : refuse('one-time-only');
}

/** How somebody who has been here stands against what the line allows; for whoever talks with them, never a reason to shut the door. */
export type Again = 'by-agreement' | 'beyond-one-time' | 'beyond-limit';

/**
 * What is noted of somebody who comes again without having been asked for a reason: nobody is turned away for their
 * number (S0-24). Null: it is the first time, or life may be at risk, where nobody counts.
 */
export function againOf(
  { before, agreed }: Omit<Another, 'reason'>,
  { contactsInPrinciple, oneTime }: Pick<Limits, 'contactsInPrinciple'> & { readonly oneTime: boolean },
  risk: RiskClass,
): Again | null {
  if (before === 0 || risk === 'danger') return null;
  if (agreed) return 'by-agreement';
  if (before >= contactsInPrinciple) return 'beyond-limit';
  return oneTime ? 'beyond-one-time' : null;
}
