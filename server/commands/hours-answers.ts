// What `npm run hours` says, apart from where it reads and writes: a text and an instant in, one plain object out.
import { z } from 'zod';
import { compileHours, readHours, stateAt, writeHours, type WorkingDayCalendar } from '#hours/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { HoursState } from '../modules/hours/contract.ts';

/** The answer to one text, as it is printed. `nextChange` is ISO 8601 in Asia/Shanghai. */
export type PrintedHours = {
  readonly understood: boolean;
  readonly state: HoursState;
  readonly nextChange: string | null;
  readonly zh: string | null;
  readonly en: string | null;
  readonly unread: readonly string[];
};

/** Reads a text and says how it stands at an instant. A text that is not understood is `unknown`. */
export function answerHours(text: string, at: Temporal.Instant, calendar: WorkingDayCalendar): PrintedHours {
  const { understood, schedule, unread } = readHours(text);
  if (schedule === null) return { understood, state: 'unknown', nextChange: null, zh: null, en: null, unread };
  const { state, nextChange } = stateAt(compileHours(schedule, calendar), at);
  return {
    understood,
    state,
    nextChange: nextChange === null ? null : inShanghai(nextChange),
    zh: writeHours(schedule, 'zh'),
    en: writeHours(schedule, 'en'),
    unread,
  };
}

function inShanghai(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO('+08:00').toString({ timeZoneName: 'never', fractionalSecondDigits: 0 });
}

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * An instant as people write it: 2026-10-08T09:00 or 2026-10-08 09:00, with or without seconds and offset;
 * without one it is the time of Asia/Shanghai. A date alone, or a day that does not exist, is refused.
 */
export function readMoment(text: string): Result<Temporal.Instant, 'no-such-time'> {
  const offset = MOMENT.exec(text)?.[1];
  const why = `没有这个时刻：${text.slice(0, 40)}。请写成 2026-10-08T09:00 · There is no such time: ${text.slice(0, 40)}. Write it like 2026-10-08T09:00`;
  if (!MOMENT.test(text)) return refuse('no-such-time', why);
  try {
    return ok(Temporal.Instant.from(offset === undefined ? `${text}+08:00` : text));
  } catch {
    return refuse('no-such-time', why);
  }
}

const Line = z.object({ text: z.string(), at: z.string().nullish() });

/** The answer to one line of `--stdin`, or one object that says what is wrong with the line. */
export function answerLine(
  line: string,
  calendar: WorkingDayCalendar,
  now: () => Temporal.Instant,
): PrintedHours | { readonly error: string } {
  const read = Line.safeParse(fromJson(line));
  if (!read.success) return { error: WRONG_LINE };
  const { text, at } = read.data;
  const moment = at == null ? ok(now()) : readMoment(at);
  return moment.ok ? answerHours(text, moment.value, calendar) : { error: moment.detail ?? moment.refusal };
}

const WRONG_LINE =
  '这一行读不懂，每行应当是 {"text": "…", "at": "2026-10-08T09:00"} · This line cannot be read; every line must be {"text": "…", "at": "2026-10-08T09:00"}';

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Longer lines are skipped unread, so that memory stays flat whatever comes in. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** The lines of a stream of text without their ends, as they come; null stands for one too long to be kept. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<(string | null)[]> {
  let begun: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const pieces = chunk.split('\n');
    const lines: (string | null)[] = [];
    for (const [index, piece] of pieces.entries()) {
      length += piece.length;
      if (length > LONGEST_LINE) begun = [];
      else begun.push(piece);
      if (index === pieces.length - 1) break;
      lines.push(finished(begun, length));
      begun = [];
      length = 0;
    }
    yield lines;
  }
  if (length > 0) yield [finished(begun, length)];
}

function finished(pieces: readonly string[], length: number): string | null {
  return length > LONGEST_LINE ? null : pieces.join('').replace(/^\uFEFF|\r$/g, '');
}

/** What is answered in the place of a line that is too long. */
export const TOO_LONG = { error: '这一行太长，没有读 · This line is too long and was not read' } as const;
