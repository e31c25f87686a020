// A service file has no name: it is spoken of by the first eight signs of its number, and found by the whole of it.
import { FileId } from '../../../server/modules/privacy/contract.ts';

/** `3F9A·10C2`, enough to tell files of one list apart and to say aloud. */
export function shortNumber(id: string): string {
  const signs = id.replaceAll('-', '').slice(0, 8).toUpperCase();
  return `${signs.slice(0, 4)}·${signs.slice(4)}`;
}

/** A whole number as somebody pasted it, perhaps with `file:` before it; null when it is none. */
export function readFileNumber(text: string): FileId | null {
  const read = FileId.safeParse(
    text
      .trim()
      .toLowerCase()
      .replace(/^file:/, ''),
  );
  return read.success ? read.data : null;
}
