// Moments as sentences say them, in both languages at once and always in China's one time zone. The year is named only
// when it is not that of `now`.
import { ZONE } from './clock.ts';

/** One thing, said in both languages. */
type Said = { readonly zh: string; readonly en: string };

const days = ['一', '二', '三', '四', '五', '六', '日'] as const;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

function partsOf(at: Temporal.Instant, now: Temporal.Instant) {
  const there = at.toZonedDateTimeISO(ZONE);
  const other = there.year !== now.toZonedDateTimeISO(ZONE).year;
  return {
    weekday: there.dayOfWeek - 1,
    clock: there.toPlainTime().toString({ smallestUnit: 'minute' }),
    zh: `${other ? `${there.year}年` : ''}${there.month}月${there.day}日`,
    en: `${there.day} ${months[there.month - 1]}${other ? ` ${there.year}` : ''}`,
  };
}

/** `11月25日20:15` and `25 November, 20:15`. */
export function sayTime(at: Temporal.Instant, now: Temporal.Instant): Said {
  const { zh, en, clock } = partsOf(at, now);
  return { zh: `${zh}${clock}`, en: `${en}, ${clock}` };
}

/** `11月25日 周三 20:15` and `Wednesday, 25 November, 20:15`. */
export function sayMeeting(at: Temporal.Instant, now: Temporal.Instant): Said {
  const { weekday, zh, en, clock } = partsOf(at, now);
  return { zh: `${zh} 周${days[weekday]} ${clock}`, en: `${weekdays[weekday]}, ${en}, ${clock}` };
}
