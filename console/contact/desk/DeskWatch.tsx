// Follows the desk from every screen while somebody is on duty, so that nobody waits because a list was being read. What
// it lets be heard and seen outside reveals nothing: that somebody is there, never who or what.
import { type ReactNode, useEffect, useState } from 'react';
import { getDuty } from '../../../server/modules/contact/desk/contract.ts';
import { lastPosition } from '../../chat/talk.ts';
import { talkOf } from '../../chat/talks.ts';
import { chatWords } from '../../chat/words.ts';
import { useAnswer } from '../../kit/answers.ts';
import { behindLock } from '../../kit/behind-lock.ts';
import { gate } from '../../kit/gate.ts';
import { language } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { useWatched, watched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { play, readySounds } from '../live/sounds.ts';
import { desk, followDeskHere, hearNews, type News, opened } from './desk-store.ts';
import { forgetNotesBut } from './notes-store.ts';
import { waitingForMe } from './view.ts';
import { deskWords } from './words.ts';

const looking = watched(0);

/** The desk is on the screen; it is followed whether somebody is on duty or not. */
export function keepDeskOpen(): () => void {
  looking.set(looking.get() + 1);
  return () => looking.set(looking.get() - 1);
}

/** In the shell, for whoever may talk with people. */
export default function DeskWatch(): ReactNode {
  const { organisation, may } = useSession();
  const onScreen = useWatched(looking) > 0;
  const state = useWatched(desk);
  const duty = useAnswer(getDuty, {}, { when: may('contact.talk') && !onScreen && state === null });
  const onDuty = state === null ? (duty.data?.presence ?? 'off') !== 'off' : state.me.presence !== 'off';
  const holds = (state?.contacts.length ?? 0) > 0;
  const follow = onScreen || onDuty || holds;
  useEffect(() => (follow ? followDeskHere() : undefined), [follow, organisation.id]);
  useEffect(readySounds, []);
  useEffect(() => desk.watch(() => forgetNotesBut(desk.get()?.contacts.map(({ id }) => id) ?? [])), []);
  return (
    <>
      <Announcer />
      <TitleAndLock />
    </>
  );
}

/** Says new words and offers to those who listen, without taking the focus; plays the soft sounds. */
function Announcer(): ReactNode {
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      hearNews((news) => {
        if (news.kind === 'offer') tellOffer();
        else if (!isLookedAt(news.contact)) play('said');
        setSaid(gate.get() === 'open' ? wordsOf(news) : '');
      }),
    [],
  );
  return (
    <p className="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}

function tellOffer(): void {
  play('offer');
  if (document.hasFocus() || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  const words = deskWords[language.get()];
  const note = new Notification('心灯', { body: words.newOffer, tag: 'xindeng-offer', silent: true });
  note.addEventListener('click', () => {
    window.focus();
    note.close();
  });
}

const isLookedAt = (contact: string): boolean =>
  document.hasFocus() &&
  gate.get() === 'open' &&
  [opened.get().first, opened.get().second].some((id) => id === contact);

function wordsOf(news: News): string {
  const lang = language.get();
  if (news.kind === 'offer') return deskWords[lang].newOffer;
  const number = desk.get()?.contacts.find(({ id }) => id === news.contact)?.number ?? 0;
  if (isLookedAt(news.contact)) return chatWords[lang].announced(number, news.text);
  const last = lastPosition(talkOf(news.contact).get());
  // The place makes two announcements in a row differ, or the second would not be said.
  return `${chatWords[lang].announcedCount(number, 1)}${last % 2 === 0 ? '' : ' '}`;
}

/** The window's title and the lock say that somebody is there; nothing else. */
function TitleAndLock(): ReactNode {
  const words = useWords(deskWords);
  const state = useWatched(desk);
  const focused = useFocused();
  const standing = useWatched(gate);
  const waiting = state === null ? null : waitingForMe(state);
  const seen = focused && standing === 'open';
  const waits = waiting === 'words' && seen ? null : waiting;
  useEffect(() => {
    behindLock.set(waits);
    return waits === null ? undefined : overTitle(waits === 'offer' ? words.newOffer : words.newWords);
  }, [waits, words]);
  return null;
}

/** Puts these words over the window's title, whichever screen sets its own meanwhile, until it is over. */
function overTitle(words: string): () => void {
  const told = `心灯 · ${words}`;
  let beneath = document.title;
  const put = (): void => {
    if (document.title === told) return;
    beneath = document.title;
    document.title = told;
  };
  put();
  const watching = new MutationObserver(put);
  watching.observe(document.head, { subtree: true, childList: true, characterData: true });
  return () => {
    watching.disconnect();
    document.title = beneath;
  };
}

function useFocused(): boolean {
  const [focused, setFocused] = useState(document.hasFocus());
  useEffect(() => {
    const look = (): void => setFocused(document.hasFocus());
    for (const change of ['focus', 'blur']) addEventListener(change, look);
    return () => {
      for (const change of ['focus', 'blur']) removeEventListener(change, look);
    };
  }, []);
  return focused;
}
