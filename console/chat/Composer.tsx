// The box one writes in. Enter sends, unless the input method is still composing; what is typed stays when one looks at
// another conversation. A slash at the beginning looks for a phrase.
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ContactId } from '../../server/modules/contact/contract.ts';
import { longestMessage } from '../../server/modules/contact/desk/state/contract.ts';
import { type DeskText, searchTexts } from '../../server/modules/contact/knowledge/contract.ts';
import { useAnswer } from '../kit/answers.ts';
import { useWatched } from '../kit/store.ts';
import { useWords } from '../kit/words.ts';
import { Snippets } from './Snippets.tsx';
import { drafts, keepDraft, sayIn, tellTyping } from './talks.ts';
import { snippetSought } from './view.ts';
import { chatWords } from './words.ts';

type ComposerProps = {
  readonly contact: ContactId;
  /** In which language the person sees the page; phrases are put in so. */
  readonly lang: 'zh' | 'en';
  /** Takes the focus when it appears. */
  readonly first?: boolean;
};

/** Told from so many characters before the end. */
const nearEnd = 200;

/** One per conversation. */
export function Composer({ contact, lang, first = false }: ComposerProps): ReactNode {
  const words = useWords(chatWords);
  const text = useWatched(drafts).get(contact) ?? '';
  const place = useRef<HTMLTextAreaElement>(null);
  const sought = snippetSought(text);
  const phrases = useAnswer(
    searchTexts,
    { query: { q: sought ?? '', kind: 'snippet' } },
    { when: sought !== null, keepLast: true },
  );
  const found = sought === null ? null : (phrases.data?.texts ?? null);
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (first && mayTakeFocus()) place.current?.focus({ preventScroll: true });
  }, [first, contact]);
  const write = (next: string): void => {
    keepDraft(contact, next);
    setAt(0);
    tellTyping(contact, next.trim() !== '' && snippetSought(next) === null);
  };
  const insert = (phrase: DeskText | undefined): void => {
    if (phrase === undefined) return;
    write((lang === 'en' ? phrase.en : null) ?? phrase.zh);
    place.current?.focus();
  };
  const tooLong = text.trim().length - longestMessage;
  const send = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() === '' || tooLong > 0) return;
    sayIn(contact, text.trim());
    write('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Safari ends the composition before the key that ended it; 229 tells.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (found !== null && pickBy(event, { found, at, setAt, insert, leave: () => write('') })) return;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    send();
  };
  return (
    <form className="composer" onSubmit={send}>
      {found === null ? null : <Snippets found={found} at={at} lang={lang} onPick={insert} />}
      <textarea
        ref={place}
        className="composer-box"
        data-composer={contact}
        aria-label={words.write}
        placeholder={words.write}
        rows={2}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => tellTyping(contact, false)}
        {...(found === null ? {} : { 'aria-controls': 'snippets', 'aria-activedescendant': `snippet-${at}` })}
      />
      <div className="composer-foot">
        <span className="quiet composer-hint">
          {tooLong > 0 ? <strong>{words.tooLong(tooLong)}</strong> : null}
          {tooLong <= 0 && tooLong > -nearEnd ? words.left(-tooLong) : null}
          {tooLong <= -nearEnd ? words.hint : null}
        </span>
        <button type="submit" className="send" disabled={text.trim() === '' || tooLong > 0}>
          {words.send}
        </button>
      </div>
    </form>
  );
}

/** Only from where a conversation is chosen or taken, or from nowhere: whoever does something else keeps the focus. */
function mayTakeFocus(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.id === 'main' || at.closest('.contact-row, .offer') !== null;
}

type Picking = {
  readonly found: readonly DeskText[];
  readonly at: number;
  readonly setAt: (at: number) => void;
  readonly insert: (phrase: DeskText | undefined) => void;
  readonly leave: () => void;
};

/** Moves in the list of phrases; true when the key was for it. */
function pickBy(event: KeyboardEvent, { found, at, setAt, insert, leave }: Picking): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) setAt((at + step + found.length) % Math.max(found.length, 1));
  else if (event.key === 'Enter' && !event.shiftKey) insert(found[at]);
  else if (event.key === 'Escape') leave();
  else return false;
  event.preventDefault();
  return true;
}
