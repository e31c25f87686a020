// Whether somebody can come in now, and into which queue. A line that says it is open while nobody is on duty would let
// people wait for nobody, so both are asked: what the line has promised, and who is there.
import type { ContactChannel } from '../contract.ts';
import type { HoursState } from '../../hours/contract.ts';
import type { LineNow } from '../ports.ts';
import type { Door } from '../reception.ts';
import { expectedWait, type Lately } from '../waiting-time.ts';

/** A queue as it stands at its door. */
export type QueueNow = {
  readonly id: string;
  readonly organisation: string;
  readonly line: string;
  readonly name: string;
  readonly kind: 'usual' | 'dedicated';
  /** Groups served first; of dedicated seats, the groups and concerns they are for. */
  readonly priority: readonly string[];
  readonly channels: readonly string[];
  readonly keptMinutes: number;
  readonly talkMinutes: number;
  readonly oneTime: boolean;
  readonly contactsInPrinciple: number;
  /** From then on it takes nobody. */
  readonly closedAt: Temporal.Instant | null;
  /** People wait and nobody is on duty, since then. */
  readonly desertedSince: Temporal.Instant | null;
  /** Its own hours at this instant; null: as the line says. */
  readonly hours: { readonly state: HoursState; readonly nextChange: Temporal.Instant | null } | null;
  /** Counsellors who answer it and are available or busy. */
  readonly onDuty: number;
  /** One of them takes calls, now or after the one they are in. */
  readonly takesCalls: boolean;
  /** Channels for which one of them could take somebody more at once. */
  readonly roomFor: readonly ContactChannel[];
  /** People who wait in it, those being offered included. */
  readonly waiting: number;
  readonly lately: Lately;
};

/** What stands at the door of one line for one channel. */
export function doorOf(
  queues: readonly QueueNow[],
  line: LineNow | undefined,
  channel: ContactChannel,
  now: Temporal.Instant,
): Door {
  const here = queues.filter(({ channels }) => channels.includes(channel));
  if (line === undefined || here.length === 0) return { state: 'no-such-door' };
  if (line.service === 'ended') return { state: 'line-ended' };
  if (line.service === 'not-yet-open' && line.opensOn !== null) return { state: 'not-yet', opensOn: line.opensOn };
  const taking = here.filter((queue) => takes(queue, now));
  const open = taking.filter((queue) => stateOf(queue, line) !== 'closed');
  if (open.length === 0 || line.service === 'not-yet-open')
    return { state: 'closed', opensAt: soonest(taking.map((queue) => nextOf(queue, line))) };
  const staffed = open.filter((queue) => isStaffed(queue, channel));
  const [first] = staffed.toSorted(usualFirst);
  if (first === undefined) return { state: 'nobody-on-duty' };
  const wait = expectedWait(first.waiting + 1, first.lately);
  return { state: 'open', waiting: first.waiting, hasRoom: first.roomFor.includes(channel), wait };
}

/** Whether anybody on duty answers a channel: whoever wants to be called waits for somebody who calls. */
const isStaffed = ({ onDuty, takesCalls }: QueueNow, channel: ContactChannel): boolean =>
  onDuty > 0 && (takesCalls || (channel !== 'phone' && channel !== 'voice'));

/** Whether a queue takes people at all, apart from its hours. */
const takes = ({ closedAt }: QueueNow, now: Temporal.Instant): boolean =>
  closedAt === null || Temporal.Instant.compare(now, closedAt) < 0;

/** Hours that cannot be told do not shut a door behind which somebody is on duty. */
function stateOf(queue: QueueNow, line: LineNow): HoursState {
  return queue.hours?.state ?? line.hours;
}

const nextOf = (queue: QueueNow, line: LineNow): Temporal.Instant | null =>
  queue.hours === null ? line.nextChange : queue.hours.nextChange;

function soonest(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return instants.filter((one) => one !== null).toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
}

/** Whether a queue is open at an instant: it takes people, its line serves, and its hours do not say otherwise. */
export function isOpen(queue: QueueNow, line: LineNow | undefined, now: Temporal.Instant): boolean {
  return line?.service === 'in-service' && takes(queue, now) && stateOf(queue, line) !== 'closed';
}

/** What the choice of a queue looks at. */
export type ComesIn = {
  readonly channel: ContactChannel;
  /** The group they count themselves to, and what brings them. */
  readonly belongs: readonly (string | null)[];
};

/**
 * The queue somebody is put into: dedicated seats that are for them, while somebody sits there (S3-14); else the usual
 * one with somebody on duty. Undefined: nobody is there for them.
 */
export function queueFor(
  { channel, belongs }: ComesIn,
  queues: readonly QueueNow[],
  line: LineNow | undefined,
  now: Temporal.Instant,
): QueueNow | undefined {
  const staffed = queues.filter(
    (queue) => queue.channels.includes(channel) && isStaffed(queue, channel) && isOpen(queue, line, now),
  );
  const isFor = ({ priority }: QueueNow): boolean => belongs.some((one) => one !== null && priority.includes(one));
  const dedicated = staffed.find((queue) => queue.kind === 'dedicated' && isFor(queue));
  return dedicated ?? staffed.find(({ kind }) => kind === 'usual') ?? staffed.toSorted(usualFirst)[0];
}

/** The place of somebody's class in the list of a queue; null: none of them (S4-05). */
export function priorityIn({ priority }: Pick<QueueNow, 'priority'>, group: string | null): number | null {
  const place = group === null ? -1 : priority.indexOf(group);
  return place < 0 ? null : place;
}

/** The queue that speaks for a line: the usual one before dedicated seats, then by name. */
export function usualFirst(a: QueueNow, b: QueueNow): number {
  return Number(a.kind === 'dedicated') - Number(b.kind === 'dedicated') || (a.name < b.name ? -1 : 1);
}
