// The form of a backup: lines of text, compressed with zstd, so that `zstd -dc FILE | less` shows it and a person
// with nothing but psql could still read it back. First a header; then for each table its name, its rows exactly
// as COPY writes them, `\.`, and their number and digest; then the sequences; then a last line, without which
// the file was cut off. Nothing of it is ever held in memory as a whole.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CannotStart } from '#platform/cannot-start.ts';

const Name = z.object({ schema: z.string(), name: z.string() });

const Table = Name.extend({ columns: z.array(z.string()) });
export type Table = z.infer<typeof Table>;

/** A partition that may have been made by the program and not by a migration. */
const Partition = Name.extend({
  parent: Name,
  bound: z.string().describe('As in `for values in (…)`.'),
  key: z.string().nullable().describe('As in `list (…)`, when it is itself divided.'),
});
export type Partition = z.infer<typeof Partition>;

export const Header = z.object({
  format: z.literal('xindeng-backup'),
  version: z.literal(1),
  made: z.string().describe('When the snapshot was taken, ISO 8601.'),
  postgres: z.string().describe('Version of the server it was taken from.'),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  jobs: z.int().nullable().describe("Version of the job queue's tables; null: it had none."),
  partitions: z.array(Partition),
  tables: z.array(Table),
});
export type Header = z.infer<typeof Header>;

/** Written after the rows of a table. */
export const Count = z.object({ rows: z.int(), sha256: z.string() });
export type Count = z.infer<typeof Count>;

/** `value` is text: it may be larger than a number can hold. */
export const Sequence = Name.extend({ value: z.string(), called: z.boolean() });
export type Sequence = z.infer<typeof Sequence>;

export const Ending = z.object({ tables: z.int(), rows: z.int() });

const NEWLINE = 10;
const END = Buffer.from('\\.\n');
const END_AFTER_ROW = Buffer.from('\n\\.\n');

/** One line of JSON. */
export function line(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** The rows of a table on their way through: what passes is counted and digested. */
export function counting() {
  const hash = createHash('sha256');
  let rows = 0;
  const pass = (chunk: Buffer): Buffer => {
    hash.update(chunk);
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1;
    return chunk;
  };
  return { pass, count: (): Count => ({ rows, sha256: hash.digest('hex') }) };
}

/** What ends the rows of a table. */
export function endOfRows(count: Count): Buffer {
  return Buffer.concat([END, line(count)]);
}

/** Reads an archive from its beginning. */
export type ArchiveReader = {
  /** The next line as what it should be. Throws CannotStart if it is something else, or missing. */
  readonly read: <Value>(shape: z.ZodType<Value>) => Promise<Value>;
  /** The rows of the table whose name was just read, without their end. */
  readonly rows: () => AsyncGenerator<Buffer>;
};

/** Reads the decompressed bytes of an archive piece by piece. */
export function readArchive(bytes: AsyncIterable<Buffer>): ArchiveReader {
  const source = bytes[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<void> => {
    const next = await source.next().catch(() => ({ done: true as const }));
    if (next.done === true) throw damaged();
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
  };
  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  const readLine = async (): Promise<string> => {
    while (!rest.includes(NEWLINE)) await more();
    return take(rest.indexOf(NEWLINE) + 1).toString('utf8');
  };
  const rows = async function* (): AsyncGenerator<Buffer> {
    while (rest.length < END.length) await more();
    if (rest.subarray(0, END.length).equals(END)) return void take(END.length);
    for (let end = rest.indexOf(END_AFTER_ROW); ; end = rest.indexOf(END_AFTER_ROW)) {
      if (end !== -1) yield take(end + 1);
      if (end !== -1) return void take(END.length);
      if (rest.length > END.length) yield take(rest.length - END.length);
      await more();
    }
  };
  return { read: async (shape) => parse(shape, await readLine()), rows };
}

function parse<Value>(shape: z.ZodType<Value>, text: string): Value {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw damaged();
  }
}

/** Said of a file that is no backup, was cut off, or was changed. */
export function damaged(): CannotStart {
  return new CannotStart(
    '这个文件不是完整的心灯备份，数据库没有被改动。',
    'This file is not a whole Xindeng backup; the database was not changed.',
  );
}
