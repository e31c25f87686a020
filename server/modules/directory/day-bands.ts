// A week's picture shows calendar days, and a night shift belongs to two of them: the evening before reaches into the
// morning, this evening is cut at midnight.
import { bandsOn, type WorkingDayCalendar } from '#hours/index.ts';
import type { Band, Schedule } from '../hours/contract.ts';

const MINUTES_OF_DAY = 1440;

/** The bands of one day, midnight to midnight; null where the calendar does not tell. */
export function bandsWithin(calendar: WorkingDayCalendar, hours: Schedule, date: Temporal.PlainDate): Band[] | null {
  const own = bandsOn(hours, date, calendar);
  const before = bandsOn(hours, date.subtract({ days: 1 }), calendar);
  if (own === 'unknown' || before === 'unknown') return null;
  const reaching = before
    .filter(({ to }) => to > MINUTES_OF_DAY)
    .map(({ to }) => ({ from: 0, to: Math.min(to - MINUTES_OF_DAY, MINUTES_OF_DAY) }));
  const bands = [...reaching, ...own.map(({ from, to }) => ({ from, to: Math.min(to, MINUTES_OF_DAY) }))];
  return bands.sort((a, b) => a.from - b.from).reduce(joined, []);
}

function joined(bands: Band[], band: Band): Band[] {
  const last = bands.at(-1);
  if (last === undefined || band.from > last.to) return [...bands, band];
  return [...bands.slice(0, -1), { from: last.from, to: Math.max(last.to, band.to) }];
}
