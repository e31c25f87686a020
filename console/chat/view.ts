// How a conversation is laid out: days, words of one author close together, what happened in between, and how far each
// of my messages has come.
import type { TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import type { Failure } from '../kit/failure.ts';
import type { Sending, Talk } from './talk.ts';

/** How far one of my messages has come. */
export type Mark = 'sending' | 'waiting' | 'refused' | 'sent' | 'delivered' | 'read';

/** One message on the screen. */
export type Message = {
  readonly key: string;
  /** Null: not taken by the server yet. */
  readonly position: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Null: forgotten, or it cannot be opened. */
  readonly text: string | null;
  /** Shown under it; null: nothing is. */
  readonly mark: Mark | null;
  readonly failure: Failure | null;
  /** A text or a line of the directory, sent with one tap; the person reads it as a message. */
  readonly recommended: boolean;
};

/** Whose words: the person's, mine, or those of somebody else of the staff. */
export type Side = 'person' | 'mine' | 'colleague';

/** What stands below one another. */
export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'told'; readonly key: string; readonly line: TalkLine }
  | {
      readonly kind: 'words';
      readonly key: string;
      readonly side: Side;
      readonly author: 'person' | 'counsellor' | 'supervisor';
      readonly name: string | null;
      readonly messages: readonly Message[];
    };

type Asked = {
  /** Whose screen it is. */
  readonly me: string;
  /** How far the person's page has come. */
  readonly seen: { readonly delivered: number; readonly read: number };
};

/** Words of one author belong together when no more than so many milliseconds lie between them. */
const together = 5 * 60_000;

/** Kinds that are not told between the words: they say nothing to whoever talks. */
const untold: ReadonlySet<TalkLine['kind']> = new Set(['said', 'queued', 'offered', 'declined', 'offer-expired']);

/** The conversation from top to bottom. */
export function itemsOf(talk: Talk, { me, seen }: Asked): readonly Item[] {
  const items: Item[] = [];
  let day = '';
  const begin = (at: number): void => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    items.push({ kind: 'day', key: `day ${day}`, at });
  };
  for (const line of talk.lines) {
    const at = Date.parse(line.at);
    if (line.said !== null) {
      begin(at);
      addWords(items, authorOf(line, line.said.author, me), { ...messageOf(line, line.said), at });
    } else if (line.kind === 'recommended') {
      begin(at);
      addWords(items, authorOf(line, 'counsellor', me), { ...recommendedIn(line), at });
    } else if (!untold.has(line.kind)) {
      begin(at);
      items.push({ kind: 'told', key: `told ${line.position}`, line });
    }
  }
  for (const one of talk.outbox) {
    begin(one.at);
    addWords(items, { side: 'mine', author: 'counsellor', name: null }, sendingOf(one));
  }
  return withMarks(items, seen);
}

type Author = Pick<Extract<Item, { kind: 'words' }>, 'side' | 'author' | 'name'>;
type Said = NonNullable<TalkLine['said']>;

function authorOf({ by }: TalkLine, author: Author['author'], me: string): Author {
  if (author === 'person') return { side: 'person', author, name: null };
  return by?.id === me ? { side: 'mine', author, name: null } : { side: 'colleague', author, name: by?.name ?? null };
}

const messageOf = ({ position }: TalkLine, { id, text }: Said): Omit<Message, 'at'> => ({
  key: id,
  position,
  text,
  mark: null,
  failure: null,
  recommended: false,
});

const recommendedIn = ({ position, note }: TalkLine): Omit<Message, 'at'> => ({
  key: `recommended ${position}`,
  position,
  text: note,
  mark: null,
  failure: null,
  recommended: true,
});

const sendingOf = ({ id, text, at, state, failure }: Sending): Message => ({
  key: id,
  position: null,
  at,
  text,
  mark: state === 'taken' ? 'sent' : state,
  failure,
  recommended: false,
});

function addWords(items: Item[], by: Author, message: Message): void {
  const last = items.at(-1);
  const before = last?.kind === 'words' ? last.messages.at(-1) : undefined;
  if (
    last?.kind === 'words' &&
    last.side === by.side &&
    last.name === by.name &&
    before !== undefined &&
    Math.abs(message.at - before.at) <= together
  )
    items[items.length - 1] = { ...last, messages: [...last.messages, message] };
  else items.push({ kind: 'words', key: message.key, ...by, messages: [message] });
}

/** Each of sent, delivered and read stands under the last of my messages that has come so far, and nowhere else. */
function withMarks(items: readonly Item[], { delivered, read }: Asked['seen']): readonly Item[] {
  const taken = new Set<Mark>();
  const marked = (message: Message): Message => {
    if (message.mark !== null && message.mark !== 'sent') return message;
    const position = message.position ?? Number.POSITIVE_INFINITY;
    const mark: Mark = position <= read ? 'read' : position <= delivered ? 'delivered' : 'sent';
    // Further is never said again above: what was read below was read above as well.
    if (taken.has(mark)) return { ...message, mark: null };
    taken.add(mark);
    return { ...message, mark };
  };
  return items
    .toReversed()
    .map((item) =>
      item.kind === 'words' && item.side === 'mine'
        ? { ...item, messages: item.messages.toReversed().map(marked).toReversed() }
        : item,
    )
    .toReversed();
}

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const dayOf = (at: number): string => shanghaiDay.format(at);

/** What follows a `/` at the beginning of what is typed: the snippet that is looked for. Null: none is. */
export function snippetSought(text: string): string | null {
  const found = /^\/([^\n]{0,30})$/.exec(text);
  return found?.[1] ?? null;
}
