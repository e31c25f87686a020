// The words of a conversation from top to bottom. It never jumps: whoever reads above stays there, and a button says how
// much is new below; whoever stands at the end stays at the end.
import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ContactId } from '../../server/modules/contact/contract.ts';
import type { TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { gate } from '../kit/gate.ts';
import { useLang } from '../kit/preferences.ts';
import { dayWords, timeWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { lastPosition, ofPersonAfter, type Talk } from './talk.ts';
import { dropSending, keepDraft, sayAgain } from './talks.ts';
import { toldWords } from './told.ts';
import { type Item, itemsOf, type Message } from './view.ts';
import { chatWords } from './words.ts';

type MessagesProps = {
  readonly contact: ContactId;
  readonly label: string;
  readonly talk: Talk;
  readonly me: string;
  readonly seen: { readonly delivered: number; readonly read: number };
  readonly typing: boolean;
  /** The person's words up to here stand in sight. */
  readonly onRead: (position: number) => void;
};

/** Pixels from the end that still count as standing at the end. */
const near = 48;

/** Fills the place it is given and scrolls by itself. */
export function Messages({ contact, label, talk, me, seen, typing, onRead }: MessagesProps): ReactNode {
  const words = useWords(chatWords);
  const place = useRef<HTMLDivElement>(null);
  const { delivered, read } = seen;
  const items = useMemo(() => itemsOf(talk, { me, seen: { delivered, read } }), [talk, me, delivered, read]);
  const { newer, toEnd, away } = useStanding(place, talk, onRead);
  return (
    <div className="messages">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard has to reach it */}
      <div ref={place} className="messages-scroll" role="log" aria-live="off" aria-label={label} tabIndex={0}>
        {items.length === 0 ? <p className="quiet messages-empty">{words.empty}</p> : null}
        {items.map((item) => (
          <Shown key={item.key} item={item} contact={contact} />
        ))}
        <p className="typing-hint" data-on={typing} aria-hidden={!typing}>
          <i />
          <i />
          <i />
          <span>{words.typing}</span>
        </p>
      </div>
      {away ? (
        <button type="button" className="to-end" onClick={toEnd}>
          {newer === 0 ? words.toEnd : words.newer(newer)}
          <svg viewBox="0 0 20 20" width="16" height="16" className="mark" aria-hidden="true">
            <path d="M10 4v11M5.5 10.5L10 15l4.5-4.5" />
          </svg>
        </button>
      ) : null}
    </div>
  );
}

type Standing = { readonly newer: number; readonly away: boolean; readonly toEnd: () => void };

/** Keeps the end in sight where it was in sight, and nothing else. */
function useStanding(
  place: RefObject<HTMLDivElement | null>,
  talk: Talk,
  onRead: (position: number) => void,
): Standing {
  const [away, setAway] = useState(false);
  const [readTo, setReadTo] = useState(0);
  const atEnd = useRef(true);
  const last = lastPosition(talk);
  const tell = useRef(onRead);
  tell.current = onRead;
  const toEnd = (): void => {
    const box = place.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const look = (): void => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < near;
      setAway(!atEnd.current);
    };
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
      look();
    });
    resized.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [place]);
  useEffect(() => {
    const seen = (): void => {
      const hidden = document.visibilityState !== 'visible' || !document.hasFocus() || gate.get() !== 'open';
      if (away || hidden) return;
      setReadTo(last);
      tell.current(last);
    };
    seen();
    const unwatch = gate.watch(seen);
    addEventListener('focus', seen);
    return () => {
      unwatch();
      removeEventListener('focus', seen);
    };
  }, [away, last]);
  return { newer: away ? ofPersonAfter(talk, readTo) : 0, away, toEnd };
}

type ShownProps = { readonly item: Item; readonly contact: ContactId };

/** Drawn anew only when it changed: a conversation may be long, and the state of the desk comes often. */
const Shown = memo(function Shown({ item, contact }: ShownProps): ReactNode {
  const lang = useLang();
  if (item.kind === 'day') return <p className="talk-day">{dayWords(lang, new Date(item.at))}</p>;
  if (item.kind === 'told') return <Told line={item.line} />;
  return <Words item={item} contact={contact} />;
});

function Told({ line }: { readonly line: TalkLine }): ReactNode {
  const words = useWords(chatWords);
  const lang = useLang();
  const told = toldWords(line, lang);
  const quoted = line.kind === 'introduced' ? (line.introduction?.words ?? null) : line.note;
  if (told === null || (line.kind === 'introduced' && quoted === null)) return null;
  return (
    <div className="told" data-kind={line.kind}>
      <p>
        {told} <time dateTime={line.at}>{timeWords(lang, line.at)}</time>
      </p>
      {quoted === null ? null : (
        <blockquote>
          {line.kind === 'transferred' ? <small>{words.told.note}</small> : null}
          <span className="as-written">{quoted}</span>
        </blockquote>
      )}
    </div>
  );
}

type WordsProps = { readonly item: Extract<Item, { kind: 'words' }>; readonly contact: ContactId };

function Words({ item, contact }: WordsProps): ReactNode {
  const words = useWords(chatWords);
  const lang = useLang();
  const who = item.side === 'mine' ? words.me : item.side === 'person' ? words.person : words[item.author];
  const last = item.messages.length - 1;
  return (
    <div className="said" data-side={item.side}>
      {item.side === 'colleague' ? (
        <p className="said-by">
          {words[item.author]} {item.name}
        </p>
      ) : (
        <span className="unseen">{who}</span>
      )}
      {item.messages.map((message, at) => (
        <div key={message.key} className="bubble-row">
          <p className="bubble" data-waits={message.position === null}>
            {message.recommended ? <small className="bubble-label">{words.recommended}</small> : null}
            {message.text === null ? <em>{words.forgotten}</em> : message.text}
          </p>
          {at === last || message.mark !== null ? (
            <p className="bubble-foot">
              {at === last ? (
                <time dateTime={new Date(message.at).toISOString()}>{timeWords(lang, new Date(message.at))}</time>
              ) : null}
              {message.mark === null ? null : <span data-mark={message.mark}>{words.marks[message.mark]}</span>}
            </p>
          ) : null}
          {message.mark === 'refused' ? <Refused message={message} contact={contact} /> : null}
        </div>
      ))}
    </div>
  );
}

function Refused({ message, contact }: { readonly message: Message; readonly contact: ContactId }): ReactNode {
  const words = useWords(chatWords);
  const back = (): void => {
    keepDraft(contact, message.text ?? '');
    dropSending(contact, message.key);
  };
  return (
    <div className="refused">
      <FailureNote failure={message.failure} typed />
      <button type="button" className="bare" onClick={() => sayAgain(contact, message.key)}>
        {words.again}
      </button>
      <button type="button" className="bare" onClick={back}>
        {words.takeBack}
      </button>
    </div>
  );
}
