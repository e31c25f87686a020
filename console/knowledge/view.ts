// A text while it is written, and what differs between two versions of it.
import { TextContent, type TextVersion } from '../../server/modules/contact/knowledge/contract.ts';

/** What is typed. */
export type Draft = {
  readonly kind: TextContent['kind'];
  readonly title: string;
  readonly zh: string;
  readonly en: string;
  readonly tags: string;
  readonly source: string;
  readonly sourceDate: string;
};

/** A draft to begin with: of a version, or empty. */
export function draftOf(version?: TextVersion): Draft {
  return {
    kind: version?.kind ?? 'snippet',
    title: version?.title ?? '',
    zh: version?.zh ?? '',
    en: version?.en ?? '',
    tags: version?.tags.join(' ') ?? '',
    source: version?.source ?? '',
    sourceDate: version?.sourceDate ?? '',
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What a draft stands for; undefined: something is missing. */
export function contentOf({ kind, title, zh, en, tags, source, sourceDate }: Draft): TextContent | undefined {
  const given = { kind, title, zh, en: orNull(en), source: orNull(source), sourceDate: orNull(sourceDate) };
  const read = TextContent.safeParse({ ...given, tags: [...new Set(tags.split(/[\s,，、]+/u).filter(Boolean))] });
  return read.success && !lacksSource(read.data) ? read.data : undefined;
}

/** Whether a text has no source, or no day of it. */
export function lacksSource({
  kind,
  source,
  sourceDate,
}: Pick<TextContent, 'kind' | 'source' | 'sourceDate'>): boolean {
  return kind === 'text' && (source === null || source === '' || sourceDate === null || sourceDate === '');
}

/** A piece of a comparison. */
export type Piece = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** Words of a text: Chinese sign by sign, other words whole. */
function tokensOf(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9]+|\s+|[^A-Za-z0-9\s]/gu) ?? [];
}

/** Beyond so many tokens on a side the texts stand as removed and added whole: nobody reads a mosaic. */
const most = 3000;

/** What was taken out of a text and put into it, in the order of reading. */
export function differenceOf(before: string, after: string): readonly Piece[] {
  const [was, is] = [tokensOf(before), tokensOf(after)];
  if (was.length > most || is.length > most) return joined(wholeOf(before, after));
  return joined(stepsOf(was, is));
}

const wholeOf = (before: string, after: string): Piece[] =>
  before === after
    ? [{ kind: 'same', text: after }]
    : [
        { kind: 'removed', text: before },
        { kind: 'added', text: after },
      ];

/** Walks along the longest common run of tokens. */
function stepsOf(was: readonly string[], is: readonly string[]): Piece[] {
  const lengths = commonLengths(was, is);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [old, fresh] = [was[i], is[j]];
    if (old !== undefined && old === fresh) {
      pieces.push({ kind: 'same', text: old });
      [i, j] = [i + 1, j + 1];
    } else if (old !== undefined && (fresh === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pieces.push({ kind: 'removed', text: old });
      i += 1;
    } else {
      pieces.push({ kind: 'added', text: fresh ?? '' });
      j += 1;
    }
  }
  return pieces;
}

const at = (lengths: readonly Uint16Array[], i: number, j: number): number => lengths[i]?.[j] ?? 0;

/** How long the longest common run of the rests is, for every pair of beginnings. */
function commonLengths(was: readonly string[], is: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1));
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = is.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        was[i] === is[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

/** Neighbours of one kind become one piece. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.kind === piece.kind) out[out.length - 1] = { kind: last.kind, text: last.text + piece.text };
    else if (piece.text !== '') out.push(piece);
  }
  return out;
}

/** A day so many days from now, in China, as a field of days has it. */
export function dayIn(days: number, now = new Date()): string {
  const there = new Date(now.getTime() + 8 * 3_600_000 + days * 86_400_000);
  return there.toISOString().slice(0, 10);
}
