// Lists come from Windows, from phones and from the web, so their bytes have to be asked what they are.
// An encoding is accepted only when the bytes prove it: a list read in the wrong encoding would show
// people in distress a wrong name, and nobody would know why.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ReadRefusal } from '../published.ts';

/** What a file is, told by its first bytes and never by its name. */
export type FileKind = 'workbook' | 'old-or-encrypted-workbook' | 'text' | 'other';

const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['workbook', [0x50, 0x4b, 0x05, 0x06]],
  ['old-or-encrypted-workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['other', [0x25, 0x50, 0x44, 0x46]],
  ['other', [0x89, 0x50, 0x4e, 0x47]],
  ['other', [0xff, 0xd8, 0xff]],
  ['other', [0x1f, 0x8b]],
];

/** Tells a workbook from text and from what cannot be read at all. */
export function kindOfFile(bytes: Uint8Array): FileKind {
  const known = SIGNATURES.find(([, signature]) => signature.every((byte, place) => bytes[place] === byte));
  return known?.[0] ?? 'text';
}

/**
 * Reads bytes as text: UTF-8 with or without a byte-order mark, UTF-16 with one, otherwise GB18030.
 * Line ends become `\n`. Refuses bytes that are no text, or text in an encoding that they do not prove.
 */
export function decodeText(bytes: Uint8Array): Result<string, ReadRefusal> {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : utf16BigEndian(bytes);
  if (utf16 !== null) return decoded(bytes, utf16) ?? unknownEncoding();
  if (bytes.includes(0)) {
    return refuse('not-text', '这不是文字文件 · This is not a text file');
  }
  return decoded(bytes, 'utf-8') ?? (looksLikeGb2312(bytes) ? decoded(bytes, 'gb18030') : null) ?? unknownEncoding();
}

const utf16BigEndian = (bytes: Uint8Array): 'utf-16be' | null =>
  bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;

const unknownEncoding = () =>
  refuse(
    'unknown-encoding',
    '文字编码认不出来，请另存为 UTF-8 再试 · The text encoding is not known; please save the file as UTF-8 and try again',
  );

function decoded(bytes: Uint8Array, encoding: string): Result<string, ReadRefusal> | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
    return text.trim() === '' ? refuse('empty', '文件里没有内容 · The file is empty') : ok(text);
  } catch {
    return null;
  }
}

/**
 * Simplified Chinese keeps to the characters of GB 2312 nearly always; other double-byte encodings,
 * read as GB18030, do not. Rows 4 and 5 (Japanese syllables) count against it.
 */
function looksLikeGb2312(bytes: Uint8Array): boolean {
  let pairs = 0;
  let usual = 0;
  for (let place = 0; place < bytes.length; place += 1) {
    const lead = bytes[place] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[place + 1] ?? 0;
    pairs += 1;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && lead !== 0xa4 && lead !== 0xa5) usual += 1;
    place += 1;
  }
  return pairs > 0 && usual / pairs >= 0.95;
}
