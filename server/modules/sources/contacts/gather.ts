// From the pieces of a cell to the contacts it gives: which digits are a telephone number and which a QQ
// account, which words are a note and to which number they belong. A label holds until the next label
// (QQ: 1、… 2、…); a note in brackets belongs to what stands before it, a label to what follows.
import type { RegionIndex } from '#regions/contract.ts';
import { accountIn, labelIn, plainNote, type Label } from './labels.ts';
import type { NumberReading } from './number-kinds.ts';
import { partition, type Span } from './partition.ts';
import { keysIn, type Piece } from './pieces.ts';

/** A contact as it stands in the cell, before any doubt is weighed. */
export type Contact = Span & {
  readonly note: string;
  /** Keys written out behind it: 转801. */
  readonly keys: readonly string[];
} & (
    | { readonly kind: 'number'; readonly reading: NumberReading }
    /** 0371-67781617/18: the last digits of another number. */
    | { readonly kind: 'tail'; readonly of: string }
    | { readonly kind: 'qq' | 'email'; readonly number: string }
    | { readonly kind: 'app' | 'wechat'; readonly number: string; readonly display: string }
    | { readonly kind: 'no-hotline'; readonly why: string }
  );

/** A note beyond this is no note; what follows it stays in the cell only. */
const longestNote = 500;

type State = {
  readonly index: RegionIndex;
  /** As published, and in half-width. */
  readonly text: string;
  readonly folded: string;
  readonly contacts: Contact[];
  readonly column: Label;
  /** The label in force. A fax label holds for its own item only. */
  label: Label;
};

/** A piece, or digits with nothing but blanks between them. */
type Run = Span & { readonly type: Piece['type']; readonly pieces: readonly Piece[] };

/** What stands between two break marks, and the mark before it. */
type Item = { readonly runs: readonly Run[]; readonly mark: string };

/** Finds the contacts of a cell, in its order. `label`: what the column is for. */
export function gather(
  cell: { readonly text: string; readonly folded: string; readonly pieces: readonly Piece[]; readonly label: Label },
  index: RegionIndex,
): readonly Contact[] {
  const { text, folded, label } = cell;
  const state: State = { index, text, folded, contacts: [], column: label, label };
  for (const item of itemsOf(runsOf(cell.pieces), folded)) gatherItem(state, item);
  return state.contacts;
}

function runsOf(pieces: readonly Piece[]): readonly Run[] {
  const runs: (Run & { readonly pieces: Piece[]; end: number })[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    const goesOn = piece.type === 'digits' && last?.type === 'digits' && last.pieces.at(-1)?.keys.length === 0;
    if (goesOn) {
      last.pieces.push(piece);
      last.end = piece.end;
    } else {
      runs.push({ type: piece.type, start: piece.start, end: piece.end, pieces: [piece] });
    }
  }
  return runs;
}

function itemsOf(runs: readonly Run[], folded: string): readonly Item[] {
  const items: { runs: Run[]; mark: string }[] = [{ runs: [], mark: '' }];
  for (const run of runs) {
    if (run.type === 'break') items.push({ runs: [], mark: folded.slice(run.start, run.end) });
    else items.at(-1)?.runs.push(run);
  }
  return items.filter((item) => item.runs.length > 0);
}

function gatherItem(state: State, { runs, mark }: Item): void {
  const before = state.contacts.length;
  if (/[\n\r;,。]/.test(mark) && (state.label === 'fax' || state.label === 'postcode')) state.label = state.column;
  let lead = '';
  let labelsLead = false;
  for (const [place, run] of runs.entries()) {
    const words = state.text.slice(run.start, run.end);
    const opens = state.contacts.length === before;
    if (run.type === 'text') {
      state.label = labelIn(words) ?? state.label;
      labelsLead ||= opens && plainNote(words) !== '';
      if (opens || labelsLead) lead += words;
      else addNote(state, plainNote(words));
    } else if (run.type === 'note') {
      if (state.contacts.length > 0 && lead.trim() === '') addNote(state, words.slice(1, -1).trim());
      else lead += words;
    } else {
      const found = contactsOf(state, run, place === 0 ? mark : '');
      for (const contact of found) state.contacts.push({ ...contact, note: plainNote(lead) });
      if (found.length > 0) lead = '';
    }
  }
  closeItem(state, { runs, lead, found: state.contacts.length > before });
}

/** What is left at the end of an item: words behind the last number, or an account that is all words. */
function closeItem(state: State, item: { runs: readonly Run[]; lead: string; found: boolean }): void {
  if (item.found) {
    addNote(state, plainNote(item.lead));
    return;
  }
  const start = item.runs[0]?.start ?? 0;
  const end = item.runs.at(-1)?.end ?? start;
  const words = state.text.slice(start, end);
  const address = state.label === 'email' && /^[\w.+#-]{4,100}$/.test(words) && /[a-z]/i.test(words);
  if (address) state.contacts.push({ kind: 'email', number: words, start, end, keys: [], note: '' });
  const account = address ? null : accountIn(words, state.label);
  if (account) state.contacts.push({ ...account, start, end, keys: [], note: '' });
}

function addNote(state: State, note: string): void {
  const last = state.contacts.at(-1);
  if (!last || note === '' || last.note.length > longestNote) return;
  const keys = last.kind === 'number' ? keysIn(note) : [];
  const longer = keys.length > 0 ? last.note : [last.note, note].filter((part) => part !== '').join(' ');
  state.contacts[state.contacts.length - 1] = { ...last, note: longer, keys: [...last.keys, ...keys] };
}

function contactsOf(state: State, run: Run, mark: string): readonly Contact[] {
  const { pieces } = run;
  const span = { start: run.start, end: run.end, keys: [], note: '' };
  const digits = state.folded.slice(run.start, run.end).replace(/\D/g, '');
  if (run.type === 'email') return [{ ...span, kind: 'email', number: state.text.slice(run.start, run.end) }];
  if (state.label === 'fax') return [{ ...span, kind: 'no-hotline', why: '传真号码，不是热线。' }];
  if (state.label === 'postcode') return [{ ...span, kind: 'no-hotline', why: '邮政编码，不是热线。' }];
  if (mark.includes('/') && pieces.length === 1 && digits.length <= 4) return tailOf(state, span, digits);
  if (state.label === 'qq') return pieces.some(isDialled(state)) ? numbersOf(state, pieces) : accountsOf(state, pieces);
  if (state.label === 'wechat') return [{ ...span, kind: 'wechat', number: digits, display: digits }];
  return numbersOf(state, pieces);
}

function numbersOf(state: State, digits: readonly Piece[]): readonly Contact[] {
  return partition(state.index, state.folded, digits).flatMap((found): readonly Contact[] => {
    const { reading, start, end, digitsEnd, keys } = found;
    const length = state.folded.slice(start, digitsEnd).replace(/\D/g, '').length;
    if (reading.kind === 'unreadable' && length < 5) return [];
    return [{ kind: 'number', reading, start, end, keys, note: '' }];
  });
}

/** Under a QQ label a number with an area code, or a 400 number with its hyphens, is a telephone all the same. */
function isDialled(state: State): (piece: Piece) => boolean {
  return (piece) => /^(?:0\d{2,3}|[48]00)-/.test(state.folded.slice(piece.start, piece.end));
}

/** Accounts are written whole, or in groups of at most four digits: 211 851 316. */
function accountsOf(state: State, digits: readonly Piece[]): readonly Contact[] {
  const spans: { start: number; end: number; whole: boolean }[] = [];
  for (const { start, end } of digits) {
    const whole = end - start > 4;
    const last = spans.at(-1);
    if (last && !last.whole && !whole) spans[spans.length - 1] = { ...last, end };
    else spans.push({ start, end, whole });
  }
  return spans.flatMap(({ start, end }): readonly Contact[] => {
    const number = state.folded.slice(start, end).replace(/\D/g, '');
    return number.length < 4 ? [] : [{ kind: 'qq', number, start, end, keys: [], note: '' }];
  });
}

function tailOf(state: State, span: Span, digits: string): readonly Contact[] {
  const last = state.contacts.at(-1);
  const whole = last?.kind === 'number' && last.reading.kind === 'diallable' ? last.reading : null;
  if (!whole || whole.lineType !== 'landline' || digits.length < 1) return [];
  const of = `${whole.areaCode ?? ''}-${(whole.subscriber ?? '').slice(0, -digits.length)}${digits}`;
  return [{ ...span, kind: 'tail', of, keys: [], note: '' }];
}
