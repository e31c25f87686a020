// The one place that says how a value of the database looks in the program, and back. The driver's own
// defaults differ from driver to driver and lose something: dates shift by a time zone, large numbers turn
// into text in one place and into wrong numbers in another.
//
//   bigint → number, or an error where a number could not hold it    date, time, numeric → text as stored
//   timestamp with time zone → Temporal.Instant                      interval → ISO 8601 text
//   json, jsonb → as is                                               arrays → arrays of the same
import { types, type CustomTypesConfig } from 'pg';

const { builtins, getTypeParser } = types;

const asText = (text: string): string => text;

/** A bigint as a number. Throws RangeError beyond 2^53 - 1, where numbers skip. */
export function readBigint(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('a bigint of the database is too large for a number');
  return number;
}

/** `2026-11-22 15:16:00.123456+00` as an instant, to the microsecond. Throws RangeError for infinity. */
export function readTimestamp(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

type Reader = (text: string) => unknown;

/** PostgreSQL's fixed id of `text[]`, which the driver has no name for. */
const TEXTS: number = 1009;

const readTexts: Reader = getTypeParser(TEXTS);

const each = (items: unknown, read: Reader): unknown =>
  Array.isArray(items) ? items.map((item) => each(item, read)) : typeof items === 'string' ? read(items) : null;

const listOf =
  (read: Reader): Reader =>
  (text) =>
    each(readTexts(text), read);

/** Array types have no names in the driver; these are PostgreSQL's fixed object ids. */
const ARRAY = {
  bigint: 1016,
  date: 1182,
  time: 1183,
  timestamp: 1115,
  timestamptz: 1185,
  interval: 1187,
  numeric: 1231,
};

const READERS = new Map<number, Reader>([
  [builtins.INT8, readBigint],
  [builtins.DATE, asText],
  [builtins.TIME, asText],
  [builtins.TIMESTAMP, asText],
  [builtins.TIMESTAMPTZ, readTimestamp],
  [builtins.INTERVAL, asText],
  [builtins.NUMERIC, asText],
  [ARRAY.bigint, listOf(readBigint)],
  [ARRAY.date, listOf(asText)],
  [ARRAY.time, listOf(asText)],
  [ARRAY.timestamp, listOf(asText)],
  [ARRAY.timestamptz, listOf(readTimestamp)],
  [ARRAY.interval, listOf(asText)],
  [ARRAY.numeric, listOf(asText)],
]);

/** For the driver: our readers first, its own for text, booleans, small numbers, bytes and JSON. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => READERS.get(id) ?? getTypeParser(id, format),
};

/** Sent with every connection, so that text forms are the ones the readers know. */
export const SESSION_OPTIONS = '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601';

/** A value on its way to the database: times become text; the driver does the rest. */
export function writeValue(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  if (value instanceof Temporal.Duration || value instanceof Temporal.PlainTime) return value.toString();
  return Array.isArray(value) ? value.map(writeValue) : value;
}
