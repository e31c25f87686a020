// What the desk decides for itself: how a talk stands against its length, what is new and worth a sound, why somebody
// waits where they wait, and which conversation is open.
import type {
  DeskContact,
  DeskOffer,
  DeskState,
  DeskWaiting,
} from '../../../server/modules/contact/desk/state/contract.ts';

/** How a talk stands. Minutes are whole ones; `left` is below 0 when it has gone on longer than it was meant to. */
export type TalkTime = {
  readonly minutes: number;
  readonly of: number;
  readonly left: number;
  readonly state: 'within' | 'soon' | 'over';
  /** 0 to 1, for a bar. */
  readonly share: number;
};

const soonMinutes = 5;

/** The time of a talk at an instant in epoch milliseconds; null before it was taken. */
export function talkTime({ acceptedAt, endedAt, talk }: DeskContact, now: number): TalkTime | null {
  if (acceptedAt === null) return null;
  const until = endedAt === null ? now : Date.parse(endedAt);
  const minutes = Math.max(0, Math.floor((until - Date.parse(acceptedAt)) / 60_000));
  const left = talk.minutes - minutes;
  const state = left <= 0 ? 'over' : left <= soonMinutes ? 'soon' : 'within';
  return { minutes, of: talk.minutes, left, state, share: Math.min(1, minutes / Math.max(1, talk.minutes)) };
}

/** How much time an offer leaves, coarse enough that nobody counts along. */
export type OfferTime = 'over-a-minute' | 'under-a-minute' | 'under-half' | 'ending';

/** At an instant in epoch milliseconds. */
export function offerTime({ until }: DeskOffer, now: number): OfferTime {
  const seconds = (Date.parse(until) - now) / 1000;
  if (seconds > 60) return 'over-a-minute';
  if (seconds > 30) return 'under-a-minute';
  return seconds > 8 ? 'under-half' : 'ending';
}

/** On what grounds how many are before somebody, without those of which there are none. */
export type Ahead = readonly { readonly ground: 'risk' | 'priority' | 'arrival'; readonly count: number }[];

export function aheadOf({ ahead }: DeskWaiting): Ahead {
  const grounds = ['risk', 'priority', 'arrival'] as const;
  return grounds.flatMap((ground) => (ahead[ground] === 0 ? [] : [{ ground, count: ahead[ground] }]));
}

/** Those who wait, by queue, each queue in its order; the queue whose first one is the most urgent comes first. */
export function byQueue(waiting: readonly DeskWaiting[]): readonly (readonly DeskWaiting[])[] {
  const queues = new Map<string, DeskWaiting[]>();
  for (const one of waiting) queues.set(one.queue.id, [...(queues.get(one.queue.id) ?? []), one]);
  return [...queues.values()].map((queue) => queue.toSorted((one, other) => one.position - other.position));
}

/** Offers that were not there before. */
export function newOffers(before: DeskState | null, after: DeskState): readonly DeskOffer[] {
  const known = new Set(before?.offers.map(({ contact }) => contact) ?? []);
  return after.offers.filter(({ contact }) => !known.has(contact));
}

/** Conversations whose last line is not here yet. */
export function behind({ contacts }: DeskState, lastHere: (contact: string) => number): readonly DeskContact['id'][] {
  return contacts.filter(({ id, lastPosition }) => lastPosition > lastHere(id)).map(({ id }) => id);
}

/** Which conversations stand open: one, or two beside each other. */
export type Opened = { readonly first: DeskContact['id'] | null; readonly second: DeskContact['id'] | null };

export const nothingOpened: Opened = { first: null, second: null };

/** What stays open of it while contacts come and go: whoever is gone gives way; nothing open opens the first that talks. */
export function stillOpened({ first, second }: Opened, contacts: readonly DeskContact[]): Opened {
  const there = [first, second].filter((wanted) => contacts.some(({ id }) => id === wanted));
  const talking = contacts.find(({ status }) => status === 'active') ?? contacts[0];
  const [one = talking?.id ?? null, other = null] = there;
  return one === first && other === second ? { first, second } : { first: one, second: other === one ? null : other };
}

/** The contact so many steps further down the list, going round. */
export function stepTo(contacts: readonly DeskContact[], from: string | null, step: number): DeskContact | undefined {
  const at = contacts.findIndex(({ id }) => id === from);
  const next = at === -1 ? 0 : (at + step + contacts.length) % Math.max(1, contacts.length);
  return contacts[next];
}

/** How many conversations may still be taken: those being wrapped up count no longer. */
export function freePlaces({ me, contacts }: DeskState): number {
  const held = contacts.filter(({ role, status }) => role === 'counsellor' && status === 'active').length;
  return Math.max(0, me.capacity.chats - held);
}

/** The number on the window while nobody looks: offers first, then words not read. */
export function waitingForMe(state: DeskState): 'offer' | 'words' | null {
  if (state.offers.length > 0) return 'offer';
  return state.contacts.some(({ unread, status }) => unread > 0 && status === 'active') ? 'words' : null;
}
