// The coming week as rectangles: seven rows of 1440 minutes. The lamp is lit only for the band in which it is now.
import type { z } from 'zod';
import type { DayOfWeek, HoursPreview } from '../../../server/modules/directory/curation/contract.ts';

export type Day = z.infer<typeof DayOfWeek>;
export type Part = HoursPreview['parts'][number];

/** Minutes of a day. */
export const dayMinutes = 1440;

/** One rectangle of a day; `lit`: it is now within it, and the line is open. */
export type Slot = { readonly from: number; readonly to: number; readonly lit: boolean };

/** The moment in Asia/Shanghai, whatever the zone of the computer: its day and its minute of the day. */
export function shanghaiNow(instant: Date): { readonly date: string; readonly minute: number } {
  const there = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return { date: there.slice(0, 10), minute: Number(there.slice(11, 13)) * 60 + Number(there.slice(14, 16)) };
}

/** What is drawn for a day, or null where nothing can be said. */
export function slotsOf(day: Day, now: ReturnType<typeof shanghaiNow>, open: boolean): readonly Slot[] | null {
  if (day.bands === null) return null;
  return day.bands.map(({ from, to }) => ({
    from: Math.max(0, from),
    to: Math.min(dayMinutes, to),
    lit: open && day.date === now.date && from <= now.minute && now.minute < to,
  }));
}

/** `9:00`, `24:00` */
export function clockOf(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

/** `9:00–12:00、14:00–24:00`; `all` for the whole day, `none` for nothing, `unknown` where nothing can be said. */
export function bandWords(
  bands: Day['bands'],
  { all, none, unknown, comma }: { all: string; none: string; unknown: string; comma: string },
): string {
  if (bands === null) return unknown;
  if (bands.length === 0) return none;
  if (bands.length === 1 && bands[0]?.from === 0 && bands[0].to >= dayMinutes) return all;
  return bands.map(({ from, to }) => `${clockOf(from)}–${clockOf(Math.min(to, dayMinutes))}`).join(comma);
}

/** A text cut where pieces of it were not read, in the order of the text. */
export function marked(text: string, unread: readonly string[]): readonly { text: string; unread: boolean }[] {
  const pieces: { text: string; unread: boolean }[] = [];
  let at = 0;
  for (const piece of unread) {
    const found = text.indexOf(piece, at);
    if (found < 0 || piece === '') continue;
    if (found > at) pieces.push({ text: text.slice(at, found), unread: false });
    pieces.push({ text: piece, unread: true });
    at = found + piece.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), unread: false });
  return pieces;
}
