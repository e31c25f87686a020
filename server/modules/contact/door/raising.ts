// What somebody said before the conversation can only raise how urgent they are, never lower it: a form is no
// judgement, and whoever talks with them may set it right.
import type { RiskClass } from '../contract.ts';

/** What is looked at. */
export type Said = { readonly topic: string | null };

/** Concerns of the form that call for somebody with crisis competence (S3-28). */
const high: ReadonlySet<string> = new Set(['self-harm', 'suicide', 'harm-to-others', 'violence']);

const severity: Readonly<Record<RiskClass, number>> = { danger: 2, high: 1, ordinary: 0 };

/** The higher of what the channel says and what the concern calls for. */
export function riskOf(told: RiskClass, { topic }: Said): RiskClass {
  const called: RiskClass = topic !== null && high.has(topic) ? 'high' : 'ordinary';
  return severity[called] > severity[told] ? called : told;
}
