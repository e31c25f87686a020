// Moments as people here say them, always in China's one time zone, whatever the computer's clock is set to:
// 11月22日 周日 23:40. Intl does the work: browsers in use here do not all have Temporal yet.
import type { Lang } from './preferences.ts';

const zone = 'Asia/Shanghai';

const part = (options: Intl.DateTimeFormatOptions): Record<Lang, Intl.DateTimeFormat> => ({
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }),
});

const yearOf = part({ year: 'numeric' });
const day = part({ month: 'long', day: 'numeric' });
const dayAndYear = part({ year: 'numeric', month: 'long', day: 'numeric' });
const weekday = part({ weekday: 'short' });
const clock = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

type Moment = string | Date;

/** A date without a time (`2026-11-22`) means noon in Shanghai, so that no zone can move it to another day. */
function dateOf(moment: Moment): Date {
  if (moment instanceof Date) return moment;
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(moment) ? `${moment}T12:00:00+08:00` : moment);
}

/** `23:40` */
export function timeWords(lang: Lang, moment: Moment): string {
  return clock[lang].format(dateOf(moment));
}

/** `11月22日 周日`, with the year where it is not that of `now`. */
export function dayWords(lang: Lang, moment: Moment, now: Moment = new Date()): string {
  const date = dateOf(moment);
  const thisYear = yearOf.en.format(date) === yearOf.en.format(dateOf(now));
  return `${(thisYear ? day : dayAndYear)[lang].format(date)} ${weekday[lang].format(date)}`;
}

/** `11月22日 周日 23:40` */
export function momentWords(lang: Lang, moment: Moment, now: Moment = new Date()): string {
  return `${dayWords(lang, moment, now)} ${timeWords(lang, moment)}`;
}

const units = [
  [365 * 86_400, 'year', '年'],
  [30 * 86_400, 'month', '个月'],
  [86_400, 'day', '天'],
  [3600, 'hour', '小时'],
  [60, 'minute', '分钟'],
] as const;

/** A duration in seconds, in words and in its largest unit: `3 小时`, `2 days`. Less than a minute: `不到 1 分钟`. */
export function durationWords(lang: Lang, seconds: number): string {
  for (const [size, en, zh] of units) {
    const count = Math.floor(Math.abs(seconds) / size);
    if (count >= 1) return lang === 'zh' ? `${count} ${zh}` : `${count} ${en}${count === 1 ? '' : 's'}`;
  }
  return lang === 'zh' ? '不到 1 分钟' : 'less than a minute';
}

/** How long ago, or in how long: `3 小时前`, `in 2 days`. */
export function distanceWords(lang: Lang, moment: Moment, now: Moment = new Date()): string {
  const seconds = (dateOf(moment).getTime() - dateOf(now).getTime()) / 1000;
  const words = durationWords(lang, seconds);
  if (Math.abs(seconds) < 60) return lang === 'zh' ? '刚刚' : 'just now';
  if (lang === 'zh') return seconds < 0 ? `${words}前` : `${words}后`;
  return seconds < 0 ? `${words} ago` : `in ${words}`;
}
