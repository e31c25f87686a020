// The only file of the module that touches the disk: the State Council's notices, year by year.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { buildCalendar, type WorkingDayCalendar } from './calendar.ts';

const DATES = /^\d{4}-\d{2}-\d{2}(\/\d{4}-\d{2}-\d{2})?$/;

const WorkingDays = z.object({
  source: z.string(),
  years: z.array(
    z.object({
      year: z.int(),
      notices: z.array(z.url()).min(1),
      holidays: z.array(
        z.object({ name: z.string(), off: z.array(z.string().regex(DATES)).min(1), makeUp: z.array(z.iso.date()) }),
      ),
    }),
  ),
});

/**
 * Reads the working-day calendar, by default the one the project carries. Throws when the file is missing,
 * is not of the form described in docs/hours.md, or contradicts itself: a start with a wrong calendar would
 * answer wrongly in silence.
 */
export function loadCalendar(file: URL = new URL(import.meta.resolve('#data/working-days.json'))): WorkingDayCalendar {
  return buildCalendar(WorkingDays.parse(JSON.parse(readFileSync(file, 'utf8'))).years);
}
