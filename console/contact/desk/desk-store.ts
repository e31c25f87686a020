// What the desk shows, outside React: it goes on while another screen is open, because somebody may be offered at any
// moment. One stream for each window.
import type { ContactId } from '../../../server/modules/contact/contract.ts';
import { DeskLine, DeskState, followDesk } from '../../../server/modules/contact/desk/state/contract.ts';
import { lastPosition } from '../../chat/talk.ts';
import { catchUp, forgetAllBut, takeLine, talkOf } from '../../chat/talks.ts';
import { watched } from '../../kit/store.ts';
import type { StreamEvent } from '../live/event-parser.ts';
import { followStream, type StreamState } from '../live/event-stream.ts';
import { heardAt } from '../live/server-clock.ts';
import { behind, newOffers, nothingOpened, type Opened, stillOpened } from './view.ts';

/** What the server last said; null before it said anything. */
export const desk = watched<DeskState | null>(null);
export const deskLink = watched<StreamState>('opening');
export const opened = watched<Opened>(nothingOpened);

/** Asked for before the desk knows of it: an offer just taken, a conversation just entered. */
let wanted: ContactId | null = null;

/** Something came that the counsellor should hear of. */
export type News =
  { readonly kind: 'offer' } | { readonly kind: 'said'; readonly contact: ContactId; readonly text: string };

const hearers = new Set<(news: News) => void>();

/** Hears the news until the returned function is called. */
export function hearNews(heard: (news: News) => void): () => void {
  hearers.add(heard);
  return () => void hearers.delete(heard);
}

const tellNews = (news: News): void => hearers.forEach((heard) => heard(news));

/** Lines come before the state that counts them; what is not here so many milliseconds later is missed. */
const missedAfter = 400;

/** Follows the desk until the returned function is called; everything is forgotten then. */
export function followDeskHere(): () => void {
  const stop = followStream({
    path: followDesk.path,
    onState: (state) => deskLink.set(state),
    onEvent: (event) => {
      if (event.event === 'desk') takeState(DeskState.parse(JSON.parse(event.data)));
      if (event.event === 'line') takeSaid(event);
    },
  });
  return () => {
    stop();
    desk.set(null);
    opened.set(nothingOpened);
    wanted = null;
    deskLink.set('opening');
    forgetAllBut([]);
  };
}

function takeState(state: DeskState): void {
  const before = desk.get();
  heardAt(state.now);
  forgetAllBut(state.contacts.map(({ id }) => id));
  desk.set(state);
  opened.set(stillOpened(opened.get(), state.contacts));
  if (wanted !== null && state.contacts.some(({ id }) => id === wanted)) openContact(wanted);
  if (newOffers(before, state).length > 0) tellNews({ kind: 'offer' });
  setTimeout(readMissing, before === null ? 0 : missedAfter);
}

function readMissing(): void {
  const state = desk.get();
  if (state === null) return;
  for (const contact of behind(state, (id) => lastPosition(talkOf(id).get()))) void catchUp(contact);
}

function takeSaid(event: StreamEvent): void {
  const { contact, line } = DeskLine.parse(JSON.parse(event.data));
  const known = lastPosition(talkOf(contact).get()) >= line.position;
  takeLine(contact, line);
  if (!known && line.said?.author === 'person') tellNews({ kind: 'said', contact, text: line.said.text ?? '' });
}

/** Opens a conversation in the first place; one that is not here yet as soon as it comes. */
export function openContact(contact: ContactId): void {
  const here = desk.get()?.contacts.some(({ id }) => id === contact) === true;
  wanted = here ? null : contact;
  if (!here) return;
  const { first, second } = opened.get();
  opened.set(second === contact ? { first: contact, second: first } : { first: contact, second });
}

/** Puts a second conversation beside the first, or takes it away. */
export function openBeside(contact: ContactId | null): void {
  const { first } = opened.get();
  if (contact !== first) opened.set({ first, second: contact });
}
