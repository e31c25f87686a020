// Days as people give them: both included, in Asia/Shanghai.
const ZONE = 'Asia/Shanghai';

/** The instants between which the days lie: from the first one's beginning up to the end of the last. */
export function periodOf(
  from: string | undefined,
  to: string | undefined,
): { readonly from?: Temporal.Instant; readonly until?: Temporal.Instant } {
  return {
    ...(from === undefined ? {} : { from: beginOf(from) }),
    ...(to === undefined ? {} : { until: beginOf(Temporal.PlainDate.from(to).add({ days: 1 }).toString()) }),
  };
}

const beginOf = (day: string): Temporal.Instant => Temporal.PlainDate.from(day).toZonedDateTime(ZONE).toInstant();
