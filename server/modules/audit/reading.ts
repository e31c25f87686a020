// Takes a COPY in binary form apart into lines, chunk by chunk, holding one unfinished line at most: memory stays flat
// however long the chain is.
import { HASHED, type LineBytes } from './chain.ts';

const FIELDS = HASHED.length + 1;
const COUNT = 2;
const LENGTH = 4;
const HASH = 32;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = SIGNATURE.length + LENGTH + LENGTH;

/**
 * Takes the chunks of a COPY in binary form and hands each line to `each`. Holds one unfinished line at most. Throws
 * when the bytes are no such thing, or end too early.
 */
export function lineReader(each: (line: LineBytes) => void): {
  readonly take: (chunk: Buffer) => void;
  readonly end: () => void;
} {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  let ended = false;
  const take = (chunk: Buffer): void => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!begun) {
      if (bytes.length < HEADER) return void (rest = bytes);
      if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('this is no binary copy');
      at = HEADER + bytes.readInt32BE(HEADER - LENGTH);
      begun = true;
    }
    for (let end = endOfLine(bytes, at); end !== undefined && !ended; end = endOfLine(bytes, at)) {
      if (end === at) ended = true;
      else each({ content: bytes.subarray(at + COUNT, end - HASH - LENGTH), hash: bytes.subarray(end - HASH, end) });
      at = end;
    }
    rest = bytes.subarray(at);
  };
  const end = (): void => {
    if (!ended) throw new Error('the copy ended too early');
  };
  return { take, end };
}

/** Where the line that begins at `at` ends; `at` itself at the mark of the end; undefined when it is not all here. */
function endOfLine(bytes: Buffer, at: number): number | undefined {
  if (at + COUNT > bytes.length) return undefined;
  const fields = bytes.readInt16BE(at);
  if (fields === -1) return at;
  if (fields !== FIELDS) throw new Error('this copy has other columns');
  let place = at + COUNT;
  for (let field = 0; field < FIELDS; field += 1) {
    if (place + LENGTH > bytes.length) return undefined;
    const length = bytes.readInt32BE(place);
    place += LENGTH + Math.max(0, length);
  }
  return place > bytes.length ? undefined : place;
}
