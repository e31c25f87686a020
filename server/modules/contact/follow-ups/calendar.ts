// A counsellor's meetings as a calendar file (RFC 5545). It may be kept by a telephone or a calendar in some cloud, so
// it says when and which number, and nothing else.

/** One meeting, as a calendar needs it. */
export type Entry = {
  readonly id: string;
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly minutes: number;
  readonly cancelled: boolean;
  /** Counts changes: a calendar takes the higher one. */
  readonly sequence: number;
};

/** The file. `now`: when it was made. */
export function calendarOf(entries: readonly Entry[], now: Temporal.Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//xindeng//follow-ups//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => eventOf(entry, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ id, number, at, minutes, cancelled, sequence }: Entry, now: Temporal.Instant): string[] {
  const summary = textOf(`约定的回访 · 第 ${number} 号`);
  const alarm = ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${summary}`, 'TRIGGER:-PT10M', 'END:VALARM'];
  return [
    'BEGIN:VEVENT',
    `UID:${id}@xindeng`,
    `DTSTAMP:${stampOf(now)}`,
    `DTSTART:${stampOf(at)}`,
    `DTEND:${stampOf(at.add({ minutes }))}`,
    `SEQUENCE:${sequence}`,
    `SUMMARY:${summary}`,
    'CLASS:PRIVATE',
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(cancelled ? [] : alarm),
    'END:VEVENT',
  ];
}

/** `20261122T154000Z` */
function stampOf(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** A text value (RFC 5545 §3.3.11). */
function textOf(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

const longest = 75;

/** Lines hold 75 octets at most; what is longer goes on in the next, after a space, never within a character (§3.1). */
export function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longest) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
