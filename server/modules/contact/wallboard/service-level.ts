// How soon somebody should be answered, and the day a wallboard counts. The notices name no seconds; these are the
// service's own goal: a caller hears ringing and gives up within half a minute, a chat shows its place in the meantime.
import { ZONE } from '#platform/clock.ts';

/** Seconds within which somebody should be answered. The telephone has the goal of voice; mail is not counted here. */
export const answerGoal = { chat: 60, voice: 30 } as const;

/** The day of an instant, as ISO text, and when it began; in Asia/Shanghai. */
export function dayOf(now: Temporal.Instant): { readonly day: string; readonly began: Temporal.Instant } {
  const day = now.toZonedDateTimeISO(ZONE).toPlainDate();
  return { day: day.toString(), began: day.toZonedDateTime(ZONE).toInstant() };
}
