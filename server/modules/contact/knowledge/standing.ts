// When a text may be sent: the newest version that somebody else approved, until its day of review is over. What was
// true in spring is not said to a person in autumn because nobody looked (S3-34, S3-39).
import { ok, refuse, type Result } from '#platform/result.ts';
import type { TextState } from './contract.ts';

/** What a text's standing follows from. Days are ISO, Asia/Shanghai. */
export type Kept = {
  readonly withdrawn: boolean;
  /** The latest version, and what was decided about it. */
  readonly latest: { readonly version: number; readonly decision: 'approved' | 'returned' | null };
  /** The newest approved version and its latest day of review. */
  readonly approved: { readonly version: number; readonly reviewBy: string } | null;
};

export type Standing = {
  readonly state: TextState;
  /** The version that may be sent on this day. */
  readonly sendable: number | null;
  /** The day of review is near or over. */
  readonly expiring: boolean;
};

/** Days before the day of review in which a text is listed as expiring. */
export const expiringWithin = 30;

/** The latest day of review, in days from now. */
const furthestReview = 731;

/** How a text stands on a day. */
export function standingOf({ withdrawn, latest, approved }: Kept, today: string): Standing {
  if (withdrawn) return { state: 'withdrawn', sendable: null, expiring: false };
  const over = approved !== null && approved.reviewBy < today;
  const sendable = approved === null || over ? null : approved.version;
  const expiring = approved !== null && approved.reviewBy <= dayAfter(today, expiringWithin);
  if (latest.decision === null) return { state: 'waiting', sendable, expiring };
  if (latest.decision === 'returned') return { state: 'returned', sendable, expiring };
  return { state: over ? 'outdated' : 'approved', sendable, expiring };
}

/** Whether a day may be the day of review. */
export function judgeReview(reviewBy: string, today: string): Result<null, 'review-is-past' | 'review-too-late'> {
  if (reviewBy <= today) return refuse('review-is-past');
  return reviewBy > dayAfter(today, furthestReview) ? refuse('review-too-late') : ok(null);
}

/** Whether a source and its day are given where they are demanded. */
export function hasSource(content: {
  readonly kind: 'snippet' | 'text';
  readonly source: string | null;
  readonly sourceDate: string | null;
}): boolean {
  return content.kind === 'snippet' || (content.source !== null && content.sourceDate !== null);
}

function dayAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
