// Dates as they are printed, full-width blanks and missing years included. A date that does not exist is no date.

const DATE = /(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*[日号]?/;
/** A month, not the month of a day that does not exist. */
const MONTH = /(\d{4})\s*(?:年|[-./])\s*(\d{1,2})(?!\d)\s*(?:月(?!\s*\d)|(?![-./月\d]))/;
const DAY = /(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/;

function existing(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** The ISO date of 2020年2月1日, 2020-02-01, 2020/2/1; null when the text holds none that exists. */
export function isoDate(text: string): string | null {
  const found = DATE.exec(text.normalize('NFKC'));
  return found === null ? null : existing(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** The last day of 2020年12月 as an ISO date; null when the text names no month. */
export function lastDayOfMonth(text: string): string | null {
  const found = MONTH.exec(text.normalize('NFKC'));
  const first = found === null ? null : existing(Number(found[1]), Number(found[2]), 1);
  if (first === null) return null;
  const date = Temporal.PlainDate.from(first);
  return date.with({ day: date.daysInMonth }).toString();
}

/** The first 2月9日 on or after a day; null when the text names no day. */
export function firstSuchDay(text: string, notBefore: string): string | null {
  const found = DAY.exec(text.normalize('NFKC'));
  if (found === null) return null;
  const year = Temporal.PlainDate.from(notBefore).year;
  const [month, day] = [Number(found[1]), Number(found[2])];
  const candidates = [existing(year, month, day), existing(year + 1, month, day)];
  return candidates.find((date) => date !== null && date >= notBefore) ?? null;
}

const HAS_ZONE = /(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})$/;

/** The day in China of a page's date (Tue, 28 Dec 2021 07:49:42 GMT, 2021-12-28T…Z, 2021-12-28); null if unreadable. */
export function dayInChina(text: string): string | null {
  const milliseconds = HAS_ZONE.test(text.trim()) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) return isoDate(text);
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate()
    .toString();
}
