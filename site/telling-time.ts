// Instants and spans in the words people use: 明天 8:00, 到 24:00, 9:00–12:00. All in Asia/Shanghai.
import { ZONE } from '#platform/clock.ts';
import type { Band } from '../server/modules/hours/contract.ts';
import type { Reader } from './reader.ts';

const dayMinutes = 1440;

/** Minutes after midnight as 8:00 or 24:00. */
export function clockOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The calendar day of an instant. */
export function dayOf(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(ZONE).toPlainDate();
}

/** 8:30, the time of day of an instant. */
export function timeOf(instant: Temporal.Instant): string {
  const { hour, minute } = instant.toZonedDateTimeISO(ZONE);
  return clockOf(hour * 60 + minute);
}

/** 2020年5月27日. Text that is no ISO date is given back as it is. */
export function dateWords(reader: Reader, iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (parts === null) return iso;
  return reader.words.time.date(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** 今天, 明天, 后天, else 11月25日 周三. */
export function dayWords(reader: Reader, day: Temporal.PlainDate): string {
  const { time } = reader.words;
  const ahead = dayOf(reader.now).until(day).days;
  if (ahead === 0) return time.today;
  if (ahead === 1) return time.tomorrow;
  return ahead === 2 ? time.dayAfter : calendarWords(reader, day);
}

/** 11月25日 周三. */
export function calendarWords(reader: Reader, day: Temporal.PlainDate): string {
  const { time } = reader.words;
  return time.dayAndMonth(day.month, day.day, time.weekdays[day.dayOfWeek - 1] ?? '');
}

/** When something begins: 14:00 today, else 明天 8:00. */
export function startWords(reader: Reader, iso: string): string {
  const instant = Temporal.Instant.from(iso);
  const day = dayOf(instant);
  const clock = timeOf(instant);
  return day.equals(dayOf(reader.now)) ? clock : reader.words.time.at(dayWords(reader, day), clock);
}

/** Until when something lasts: the coming midnight is 24:00 of today, not 0:00 of tomorrow. */
export function endWords(reader: Reader, iso: string): string {
  const instant = Temporal.Instant.from(iso);
  const lastDay = dayOf(instant.subtract({ seconds: 1 }));
  const midnight = !lastDay.equals(dayOf(instant));
  const clock = midnight ? clockOf(dayMinutes) : timeOf(instant);
  return lastDay.equals(dayOf(reader.now)) ? clock : reader.words.time.at(dayWords(reader, lastDay), clock);
}

/** The spans of a day, one text each; null is "cannot be said", an empty list "closed". */
export function bandsWords(reader: Reader, bands: readonly Band[] | null): readonly string[] {
  const { line } = reader.words;
  if (bands === null) return [line.unknownDay];
  if (bands.length === 0) return [line.closedDay];
  if (bands.length === 1 && bands[0]?.from === 0 && bands[0].to === dayMinutes) return [line.allDay];
  return bands.map((band) => `${clockOf(band.from)}–${clockOf(band.to)}`);
}
