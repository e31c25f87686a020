// A deletion that was promised and silently does not happen is the worst fault this module can have. So the clock job
// leaves a heartbeat, and an hour without success, or one clock an hour late, is told to everybody who can act.
import type { Words } from '#platform/http/index.ts';

/** What is known of the clock job. */
export type Heartbeat = {
  /** Since when it should run: the start of the service, when that was later than the last success. */
  readonly watchedSince: Temporal.Instant;
  readonly lastSuccess: Temporal.Instant | null;
};

/** How the clocks are. */
export type Health = { readonly ok: boolean; readonly why: Words | null };

/** How late the job, or any clock, may be before it is an alarm: one hour. */
export const PATIENCE = Temporal.Duration.from({ hours: 1 });

/** Judges the job by its last success and by `overdue`, the clocks that ended more than an hour ago and are not done. */
export function judgeHealth({ watchedSince, lastSuccess }: Heartbeat, overdue: number, now: Temporal.Instant): Health {
  const since = lastSuccess ?? watchedSince;
  if (Temporal.Instant.compare(since.add(PATIENCE), now) < 0) {
    const hours = Math.floor(since.until(now).total('hours'));
    return {
      ok: false,
      why: {
        zh: `删除任务已有 ${hours} 小时没有成功运行，到期的联系方式没有按时删除。请让运行维护人员查看日志。`,
        en: `The deletion job has not succeeded for ${hours} ${hours === 1 ? 'hour' : 'hours'}; contact details are not deleted when they should be. See the log.`,
      },
    };
  }
  if (overdue > 0)
    return {
      ok: false,
      why: {
        zh: `有 ${overdue} 项内容到期一小时以上仍未删除。请让运行维护人员查看日志。`,
        en: `${overdue} of the things due for deletion have waited for more than an hour. See the log.`,
      },
    };
  return { ok: true, why: null };
}
