// Somebody who types opening hours wants to see at once what was understood: in words, and as the week that begins
// today with its public holidays.
import { compileHours, dayKind, readHours, stateAt, writeHours, type WorkingDayCalendar } from '#hours/index.ts';
import { ZONE } from '#platform/clock.ts';
import type { Schedule } from '../../../hours/contract.ts';
import { bandsWithin } from '../../day-bands.ts';
import type { HoursPreview } from './contract.ts';

/** Reads hours and shows them at an instant. */
export function previewOf(text: string, calendar: WorkingDayCalendar, now: Temporal.Instant): HoursPreview {
  const { understood, schedule, unread } = readHours(text);
  return {
    text,
    understood,
    zh: schedule === null ? null : writeHours(schedule, 'zh'),
    en: schedule === null ? null : writeHours(schedule, 'en'),
    unread: [...unread],
    schedule,
    parts: schedule === null ? [] : schedule.parts.map((part) => partOf(part, { schedule, calendar, now })),
  };
}

type Setting = { readonly schedule: Schedule; readonly calendar: WorkingDayCalendar; readonly now: Temporal.Instant };

/** One part alone: its scope says for whom it is, and here it is shown for them. */
function partOf(part: Schedule['parts'][number], { schedule, calendar, now }: Setting): HoursPreview['parts'][number] {
  const alone: Schedule = { ...schedule, parts: [{ scope: null, rules: part.rules }] };
  const { state, nextChange } = stateAt(compileHours(alone, calendar), now);
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  return {
    scope: part.scope?.raw ?? null,
    rules: part.rules,
    week: [0, 1, 2, 3, 4, 5, 6].map((days) => {
      const date = today.add({ days });
      return { date: date.toString(), day: dayKind(calendar, date), bands: bandsWithin(calendar, alone, date) };
    }),
    now: { state, nextChange: nextChange?.toString({ timeZone: ZONE }) ?? null },
  };
}
