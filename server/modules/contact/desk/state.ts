// What a desk shows, put together from what the tables hold and from who waits. Nothing here reads anything.
import type { z } from 'zod';
import { talkState, usualLimits } from '../limits.ts';
import type { DeskContact, DeskOffer, DeskState, DeskWaiting } from './state/contract.ts';

type Name = { readonly id: string; readonly name: string };

/** What the tables tell of one contact; instants as ISO text. */
export type ContactRow = Omit<
  z.input<typeof DeskContact>,
  'line' | 'talk' | 'person' | 'role' | 'mode' | 'supporters' | 'supportWished'
> & {
  readonly line: string;
  readonly talkMinutes: number;
  readonly here: boolean;
  readonly typingUntil: string | null;
  readonly delivered: number;
  readonly read: number;
  readonly before: number;
  readonly again: DeskContact['person']['again'];
  readonly supporters: readonly (Name & { readonly mode: 'open' | 'silent' | 'asked' })[];
};

/** What the tables tell of one desk. `me` is null for somebody who has never been on duty. */
export type StateRows = {
  readonly me: {
    readonly presence: z.input<typeof DeskState>['me']['presence'];
    readonly chats: number;
    readonly voice: number;
    readonly taken: number;
    readonly missed: number;
    readonly restUntil: string | null;
    readonly queues: readonly (Name & { readonly line: string })[];
  } | null;
  readonly offers: readonly (Omit<z.input<typeof DeskOffer>, 'line'> & { readonly line: string })[];
  readonly contacts: readonly ContactRow[];
  readonly followUps: z.input<typeof DeskState>['followUps'];
};

/** What else is needed. */
export type Around = {
  readonly person: string;
  readonly now: Temporal.Instant;
  readonly lineName: (line: string) => string;
  readonly waiting: readonly z.input<typeof DeskWaiting>[];
  readonly waitingCount: number;
};

/** Offers in a row that pass before somebody is set to away; see duty-store.ts. */
const missedTooOften = 2;

/** The whole desk. */
export function stateOf({ me, offers, contacts, followUps }: StateRows, around: Around): z.input<typeof DeskState> {
  const { now, lineName, waiting, waitingCount } = around;
  return {
    now: now.toString(),
    me: {
      presence: me?.presence ?? 'off',
      capacity: { chats: me?.chats ?? 0, voice: me?.voice ?? 0 },
      queues: (me?.queues ?? []).map((queue) => ({ ...queue, line: lineName(queue.line) })),
      taken: me?.taken ?? 0,
      missed: me !== null && me.presence === 'away' && me.missed >= missedTooOften,
      restUntil: me?.restUntil ?? null,
    },
    offers: offers.map((offer) => ({ ...offer, line: { id: offer.line, name: lineName(offer.line) } })),
    contacts: contacts.map((row) => contactOf(row, around)),
    waiting: [...waiting],
    waitingCount,
    followUps,
  };
}

function contactOf(row: ContactRow, { person, now, lineName }: Around): z.input<typeof DeskContact> {
  const { line, talkMinutes, here, typingUntil, delivered, read, before, again, supporters, ...rest } = row;
  const mine = row.counsellor?.id === person;
  const own = supporters.find(({ id, mode }) => id === person && mode !== 'asked');
  return {
    ...rest,
    line: { id: line, name: lineName(line) },
    role: mine ? 'counsellor' : 'supporter',
    mode: mine || own === undefined || own.mode === 'asked' ? null : own.mode,
    unread: mine ? row.unread : 0,
    talk: { minutes: talkMinutes, state: talkState(minutesOf(row, now), { ...usualLimits, talkMinutes }) },
    person: { here, typing: isAfter(typingUntil, now), seen: { delivered, read }, before, again },
    supporters: supporters.flatMap(({ id, name, mode }) => (mode === 'asked' ? [] : [{ id, name, mode }])),
    supportWished: supporters.some(({ mode }) => mode === 'asked'),
  };
}

/** How long it has lasted; a talk that has ended does not get longer. */
function minutesOf({ acceptedAt, endedAt }: ContactRow, now: Temporal.Instant): number {
  if (acceptedAt === null) return 0;
  const end = endedAt === null ? now : Temporal.Instant.from(endedAt);
  return Temporal.Instant.from(acceptedAt).until(end).total('minutes');
}

const isAfter = (instant: string | null, now: Temporal.Instant): boolean =>
  instant !== null && Temporal.Instant.compare(Temporal.Instant.from(instant), now) > 0;

/** Milliseconds until something of these rows changes by the clock alone; null: nothing does soon. */
export function untilChange({ contacts }: StateRows, now: Temporal.Instant): number | null {
  const ends = contacts.flatMap(({ typingUntil }) =>
    typingUntil === null ? [] : [Temporal.Instant.from(typingUntil)],
  );
  const ahead = ends.map((end) => now.until(end).total('milliseconds')).filter((ms) => ms > 0);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
