// What opening hours are once read: a schedule that can be stored as JSON, written back in words
// and asked at any instant. All times are Asia/Shanghai.
import { z } from 'zod';

/** Whether somebody should answer at an instant. `unknown` is said whenever the text or the calendar does not tell. */
export const HoursState = z.enum(['open', 'closed', 'unknown']);
export type HoursState = z.infer<typeof HoursState>;

/** A span within a day, in minutes from its midnight. `to` may pass 1440: the span then ends on the following day. */
export const Band = z.object({
  from: z.int().min(0).max(1439).describe('Minutes after 00:00 at which the band begins.'),
  to: z
    .int()
    .min(1)
    .max(2880)
    .describe('Minutes after the same 00:00 at which it ends, exclusive; over 1440 it ends the next day.'),
});
export type Band = z.infer<typeof Band>;

/** ISO weekday: 1 Monday … 7 Sunday. */
export const Weekday = z.int().min(1).max(7);
export type Weekday = z.infer<typeof Weekday>;

/**
 * The days a rule speaks of. `weekdays` is literal: a make-up Saturday is still a Saturday.
 * `working-days` follows the State Council's calendar, make-up days included. `rest-days` are all other days.
 */
export const DaySet = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekdays'),
    days: z.array(Weekday).min(1).max(7).describe('Sorted, without repetition.'),
    holidays: z.enum(['as-usual', 'closed']).describe('closed: 节假日除外, public holidays are taken out.'),
  }),
  z.object({ kind: z.literal('working-days') }),
  z.object({ kind: z.literal('rest-days') }),
  z.object({ kind: z.literal('public-holidays') }),
]);
export type DaySet = z.infer<typeof DaySet>;

/** On these days, these bands. */
export const OpeningRule = z.object({ days: DaySet, bands: z.array(Band).min(1) });
export type OpeningRule = z.infer<typeof OpeningRule>;

/** What a part of the hours is for, when a text gives several: one number, a device, an audience, a shift, the event. */
export const HoursScope = z.object({
  kind: z.enum(['number', 'landline', 'mobile', 'audience', 'shift', 'during-event', 'otherwise']),
  raw: z.string().describe('As published, e.g. 医务人员专线, 400-650 6208, 晚班.'),
});
export type HoursScope = z.infer<typeof HoursScope>;

/** Hours of one scope; `scope: null` speaks of the whole line. */
export const SchedulePart = z.object({ scope: HoursScope.nullable(), rules: z.array(OpeningRule).min(1) });
export type SchedulePart = z.infer<typeof SchedulePart>;

/** Everything a text says about opening hours. Several parts: each holds for its own scope only. */
export const Schedule = z.object({
  parts: z.array(SchedulePart).min(1),
  since: z.iso
    .date()
    .exactOptional()
    .describe('The first day the hours hold, where the text names one; before it nothing is known.'),
});
export type Schedule = z.infer<typeof Schedule>;

/** The outcome of reading a text. Not understood means: kept as written, answered `unknown`. */
export type HoursReading = {
  readonly understood: boolean;
  /** Null unless the whole text was understood. */
  readonly schedule: Schedule | null;
  /** The pieces that could not be read, as written. */
  readonly unread: readonly string[];
};

/** The state at an instant and the next instant at which it differs (null: never, or not known). */
export type HoursAnswer = { readonly state: HoursState; readonly nextChange: Temporal.Instant | null };
