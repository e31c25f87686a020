// The conversations of this window, outside React: they go on while another screen is open. Lines come by the stream;
// where one is missing, everything after the last one is read again. Words that are not sent stay in memory only.
import type { ContactId } from '../../server/modules/contact/contract.ts';
import { readLines, say, sign } from '../../server/modules/contact/desk/contract.ts';
import { type TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import { call } from '../kit/call.ts';
import { type Watched, watched } from '../kit/store.ts';
import { createOutbox } from './outbox.ts';
import { emptyTalk, lastPosition, type Talk, withFate, withLines, withoutSending, withSending } from './talk.ts';

const talks = new Map<string, Watched<Talk>>();

/** What was typed and not sent, by contact. Kept in memory only. */
export const drafts = watched<ReadonlyMap<string, string>>(new Map());

const reading = new Map<string, 'reading' | 'again'>();

/** A conversation, to be watched. */
export function talkOf(contact: string): Watched<Talk> {
  const known = talks.get(contact) ?? watched(emptyTalk);
  talks.set(contact, known);
  return known;
}

/** Keeps what was typed. */
export function keepDraft(contact: string, text: string): void {
  drafts.set(new Map(drafts.get()).set(contact, text));
}

/** Forgets everything of conversations that are none of mine any more. */
export function forgetAllBut(contacts: readonly string[]): void {
  const kept = new Set(contacts);
  for (const id of talks.keys()) if (!kept.has(id)) talks.delete(id);
  const left = [...drafts.get()].filter(([id]) => kept.has(id));
  if (left.length !== drafts.get().size) drafts.set(new Map(left));
}

/** A line that came by the stream. */
export function takeLine(contact: ContactId, line: TalkLine): void {
  const talk = talkOf(contact);
  const { talk: next, missing } = withLines(talk.get(), [line]);
  talk.set(next);
  if (missing) void catchUp(contact);
}

/** Reads what is after the last line; asked while it reads, it reads once more. */
export async function catchUp(contact: ContactId): Promise<void> {
  if (reading.has(contact)) return void reading.set(contact, 'again');
  try {
    do {
      reading.set(contact, 'reading');
      await readOn(contact);
    } while (reading.get(contact) === 'again');
  } catch {
    // The next state of the desk shows again that something is missing.
  } finally {
    reading.delete(contact);
  }
}

async function readOn(contact: ContactId): Promise<void> {
  const talk = talkOf(contact);
  for (;;) {
    const after = lastPosition(talk.get());
    const { lines, last } = await call(readLines, { params: { id: contact }, query: { after } });
    if (!talks.has(contact)) return;
    talk.set(withLines(talk.get(), lines).talk);
    const now = lastPosition(talk.get());
    if (now >= last || now === after) return;
  }
}

const sendAll = createOutbox({
  post: (contact, body) => call(say, { params: { id: contact }, body }),
  talkOf,
  pause: (ms) =>
    new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        removeEventListener('online', settle);
        resolve();
      };
      const timer = setTimeout(settle, ms);
      addEventListener('online', settle);
    }),
});

/** Says something: it stands on the screen at once, and goes out until it is taken. */
export function sayIn(contact: ContactId, text: string): void {
  const talk = talkOf(contact);
  talk.set(withSending(talk.get(), { id: crypto.randomUUID(), text, at: Date.now() }));
  void sendAll(contact);
}

/** Tries a refused message again. */
export function sayAgain(contact: ContactId, id: string): void {
  const talk = talkOf(contact);
  talk.set(withFate(talk.get(), id, 'sending'));
  void sendAll(contact);
}

/** Takes a refused message back. */
export function dropSending(contact: ContactId, id: string): void {
  const talk = talkOf(contact);
  talk.set(withoutSending(talk.get(), id));
  void sendAll(contact);
}

/** How far I have read, and until when I am shown as typing, by contact. */
const signs = new Map<string, { read: number; typingSince: number | null; stops?: ReturnType<typeof setTimeout> }>();

/** While somebody types, that is said again after so many milliseconds; after so much stillness it is over. */
const sayTypingEvery = 3000;
const stillFor = 5000;

const signsOf = (
  contact: string,
): { read: number; typingSince: number | null; stops?: ReturnType<typeof setTimeout> } => {
  const known = signs.get(contact) ?? { read: 0, typingSince: null };
  signs.set(contact, known);
  return known;
};

/** A sign that is lost is no loss. */
function tell(contact: ContactId): void {
  const { read, typingSince } = signsOf(contact);
  void call(sign, { params: { id: contact }, body: { read, typing: typingSince !== null } }).catch(() => undefined);
}

/** The person's words up to here were read. */
export function tellRead(contact: ContactId, position: number): void {
  const own = signsOf(contact);
  if (position <= own.read) return;
  own.read = position;
  tell(contact);
}

/** I am typing, or I am not any more. */
export function tellTyping(contact: ContactId, typing: boolean): void {
  const own = signsOf(contact);
  clearTimeout(own.stops);
  if (typing) own.stops = setTimeout(() => tellTyping(contact, false), stillFor);
  if (typing ? own.typingSince !== null && Date.now() - own.typingSince < sayTypingEvery : own.typingSince === null)
    return;
  own.typingSince = typing ? Date.now() : null;
  tell(contact);
}
