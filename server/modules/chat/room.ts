// What a person sees of their contact: how it stands, and the lines that are for them. What staff do among themselves
// (offers, notes, a supervisor who only listens) is not.
import type { OpenedLine, RoomView, Standing } from '#contact/index.ts';
import { z } from 'zod';
import type { Status } from '../contact/contract.ts';
import type { RoomLine, RoomState } from './contract.ts';

const statuses = {
  arrived: 'waiting',
  waiting: 'waiting',
  offered: 'waiting',
  active: 'talking',
  wrapping: 'ended',
  closed: 'ended',
  abandoned: 'gave-up',
  diverted: 'diverted',
} as const satisfies Record<Status, RoomState['status']>;

/** Nothing is waited for. */
export const noStanding: Standing = {
  place: null,
  wait: null,
  keptMinutes: 0,
  nobodyOnDuty: false,
  mayChoose: false,
};

/** Whether somebody in it still waits or talks. */
export function isOpen(status: Status): boolean {
  return statuses[status] === 'waiting' || statuses[status] === 'talking';
}

/** How it stands, whole. */
export function stateOf(view: RoomView, standing: Standing, now: Temporal.Instant): RoomState {
  const { contact, staff } = view;
  return {
    now: now.toString({ smallestUnit: 'second' }),
    status: statuses[contact.status],
    line: view.line,
    place: standing.place,
    wait: standing.wait,
    keptMinutes: standing.keptMinutes,
    nobodyOnDuty: standing.nobodyOnDuty,
    asked: contact.status === 'offered',
    counsellor: view.counsellor === null ? null : { name: view.counsellor },
    supervisorHere: view.supervisorHere,
    typing: contact.status === 'active' && staff.typing,
    theirs: { delivered: staff.delivered, read: staff.read },
    talkMinutes: view.talkMinutes,
    acceptedAt: view.acceptedAt?.toString() ?? null,
    lastPosition: view.lastPosition,
  };
}

const Ended = z.object({ by: z.enum(['person', 'counsellor', 'lost']) });
const Support = z.object({ mode: z.string() });

const endedBy = {
  person: 'ended-by-me',
  counsellor: 'ended-by-counsellor',
  lost: 'ended-lost',
} as const;

/** A line as the person sees it; null: it is not for them. */
export function lineOf(line: OpenedLine): RoomLine | null {
  const said = messageOf(line);
  const word = said === null ? wordOf(line) : null;
  if (said === null && word === null) return null;
  const author = said?.author ?? 'program';
  return {
    position: line.position,
    at: line.at.toString(),
    author,
    id: said?.id ?? null,
    text: said?.text ?? null,
    word,
  };
}

function messageOf({ message }: OpenedLine): Pick<RoomLine, 'author' | 'id' | 'text'> | null {
  if (message === null) return null;
  const { id, text, author } = message;
  if (author === 'person') return { author: 'me', id, text };
  return { author: author === 'supervisor' ? 'supervisor' : 'counsellor', id, text };
}

function wordOf({ kind, detail }: OpenedLine): RoomLine['word'] {
  if (kind === 'accepted' || kind === 'transferred' || kind === 'follow-up-agreed') return kind;
  if (kind === 'supervisor-came' || kind === 'supervisor-left')
    return Support.safeParse(detail).data?.mode === 'open' ? kind : null;
  const by = kind === 'ended' ? Ended.safeParse(detail).data?.by : undefined;
  return by === undefined ? null : endedBy[by];
}
