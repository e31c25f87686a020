// Notes during a call, kept by themselves a moment after the last letter. They stay in memory until the server has them,
// whichever conversation is looked at; where two screens wrote, both versions are shown and a person decides.
import type { ContactId } from '../../../server/modules/contact/contract.ts';
import { type FlowStep, keepNotes, type Notes, readNotes } from '../../../server/modules/contact/desk/contract.ts';
import { call } from '../../kit/call.ts';
import { Failure } from '../../kit/failure.ts';
import { type Watched, watched } from '../../kit/store.ts';

/** How they stand. `conflict`: they were changed elsewhere meanwhile, to `theirs`. */
export type NotesState = {
  readonly text: string;
  readonly step: FlowStep | null;
  readonly version: number;
  readonly saved: 'reading' | 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
  readonly theirs: Notes | null;
};

const unread: NotesState = { text: '', step: null, version: 0, saved: 'reading', theirs: null };
const all = new Map<string, Watched<NotesState>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** Being kept now: a second saving beside it would be taken for another window's. */
const underWay = new Set<string>();

/** Kept so many milliseconds after the last change; tried again so long after a failure. */
const afterTyping = 1200;
const afterFailure = 5000;

/** The notes of a contact; read when they are first asked for. */
export function notesOf(contact: ContactId): Watched<NotesState> {
  const known = all.get(contact);
  if (known !== undefined) return known;
  const fresh = watched(unread);
  all.set(contact, fresh);
  void read(contact);
  return fresh;
}

/** Forgets the notes of contacts that are none of mine any more. */
export function forgetNotesBut(contacts: readonly string[]): void {
  for (const id of all.keys()) if (!contacts.includes(id)) all.delete(id);
}

async function read(contact: ContactId): Promise<void> {
  const notes = all.get(contact);
  if (notes === undefined) return;
  try {
    const found = await call(readNotes, { params: { id: contact } });
    if (notes.get().saved === 'reading') notes.set({ ...found, saved: 'saved', theirs: null });
  } catch {
    setTimeout(() => void read(contact), afterFailure);
  }
}

/** Changes them; they are kept a moment later. */
export function writeNotes(contact: ContactId, change: Partial<Pick<NotesState, 'text' | 'step'>>): void {
  const notes = notesOf(contact);
  if (notes.get().saved === 'reading') return;
  const conflict = notes.get().saved === 'conflict';
  notes.set({ ...notes.get(), ...change, saved: conflict ? 'conflict' : 'unsaved' });
  if (!conflict) keepLater(contact, afterTyping);
}

function keepLater(contact: ContactId, ms: number): void {
  clearTimeout(timers.get(contact));
  timers.set(
    contact,
    setTimeout(() => void save(contact), ms),
  );
}

/** Keeps them at once; before the screen goes. */
export async function save(contact: ContactId): Promise<void> {
  clearTimeout(timers.get(contact));
  const notes = all.get(contact);
  if (notes === undefined) return;
  const { saved } = notes.get();
  if ((saved !== 'unsaved' && saved !== 'failed') || underWay.has(contact)) return;
  underWay.add(contact);
  try {
    await keep(contact, notes);
  } finally {
    underWay.delete(contact);
  }
}

async function keep(contact: ContactId, notes: Watched<NotesState>): Promise<void> {
  const { text, step, version } = notes.get();
  notes.set({ ...notes.get(), saved: 'saving' });
  try {
    const kept = await call(keepNotes, { params: { id: contact }, body: { text, step, version } });
    const now = notes.get();
    const same = now.text === text && now.step === step;
    notes.set({ ...now, version: kept.version, saved: same ? 'saved' : 'unsaved' });
    if (!same) keepLater(contact, afterTyping);
  } catch (cause) {
    if (cause instanceof Failure && cause.status === 409) return compare(contact, { text, step });
    notes.set({ ...notes.get(), saved: 'failed' });
    keepLater(contact, afterFailure);
  }
}

/** Others were kept meanwhile: shown beside mine, unless they are what I sent and only the answer was lost. */
async function compare(contact: ContactId, sent: Pick<Notes, 'text' | 'step'>): Promise<void> {
  const theirs = await call(readNotes, { params: { id: contact } }).catch(() => null);
  const notes = all.get(contact);
  if (notes === undefined) return;
  const mine = theirs !== null && theirs.text === sent.text && theirs.step === sent.step;
  if (theirs === null) notes.set({ ...notes.get(), saved: 'failed' });
  else if (mine) notes.set({ ...notes.get(), version: theirs.version, saved: 'unsaved' });
  else return notes.set({ ...notes.get(), saved: 'conflict', theirs });
  keepLater(contact, mine ? 0 : afterFailure);
}

/** After a conflict: theirs, or mine on top of theirs. */
export function settleConflict(contact: ContactId, whose: 'mine' | 'theirs'): void {
  const notes = notesOf(contact);
  const { theirs } = notes.get();
  if (theirs === null) return;
  if (whose === 'theirs') return notes.set({ ...theirs, saved: 'saved', theirs: null });
  notes.set({ ...notes.get(), version: theirs.version, saved: 'unsaved', theirs: null });
  void save(contact);
}
