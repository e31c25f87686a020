// A desk, live. It keeps what it has sent: of each conversation the last line, of the whole the last state. A word about
// a conversation makes it read that conversation's new lines, which go out at once; the state, which costs more, follows
// at most four times a second; a word about a queue alone costs nothing but a look at the picture that all share.
import { reading, transaction } from '#platform/database/index.ts';
import type { EventFeed, StreamEvent } from '#platform/streams.ts';
import { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { topics } from '../topics.ts';
import type { DeskLineOut, LineReader } from './line-store.ts';
import { touchDesk } from './presence-store.ts';
import { loadState, noteDelivered, type Seat } from './state-store.ts';
import { stateOf, type StateRows, untilChange } from './state.ts';
import { waitingFor } from './waiting-store.ts';

/** Milliseconds between two readings of the state; where something was only said, which the screen has as a line, longer. */
const STATE = 250;
const SAID = 1000;
/** Milliseconds after which the queues are looked at once more: their pictures may be as old. */
const SETTLE = 1000;
/** Milliseconds after which everything is read although nobody spoke: a word may have been lost. */
const WHOLE = 10_000;
/** Milliseconds after which the desk says again that it is open. */
const TOUCH = 15_000;
/** A timer may fire a little before its time. */
const EARLY = 2;

/** What one open desk remembers. Instants are milliseconds of this process. */
type Open = {
  readonly positions: Map<ContactId, number>;
  /** How far each conversation was noted to have come here. */
  readonly delivered: Map<ContactId, number>;
  rows: StateRows | null;
  sent: string;
  count: number;
  stateAt: number;
  /** When it may be read next, if something of it has changed; null: nothing has. */
  dueAt: number | null;
  wholeAt: number;
  settleAt: number | null;
  touchedAt: number;
};

const beginning = (): Open => ({
  positions: new Map(),
  delivered: new Map(),
  rows: null,
  sent: '',
  count: 0,
  stateAt: -Infinity,
  dueAt: -Infinity,
  wholeAt: -Infinity,
  settleAt: null,
  touchedAt: -Infinity,
});

/** The feed of somebody's desk. */
export function followDesk(core: Core, reader: LineReader, seat: Seat): EventFeed {
  const open = beginning();
  const numbered = (event: string, data: unknown): StreamEvent => ({ id: String((open.count += 1)), event, data });
  return {
    topic: () => topicsOf(seat, open),
    again: () => nextLook(core, open),
    readFrom: async (_, limit, rang) => {
      const whole = performance.now() - open.wholeAt > WHOLE;
      if (whole) open.wholeAt = performance.now();
      const lines = await newLines(reader, seat, open, { limit, whole, rang });
      const events = lines.map((line) => numbered('line', line));
      if (events.length >= limit) return events;
      const state = await newState(core, seat, open, { whole, rang, lines });
      return state === undefined ? events : [...events, numbered('desk', state)];
    },
  };
}

function topicsOf({ person }: Seat, { positions, rows }: Open): readonly string[] {
  const queues = rows?.me?.presence === 'off' ? [] : (rows?.me?.queues ?? []);
  return [
    topics.desk(person),
    ...[...positions.keys()].flatMap((contact) => [topics.contact(contact), topics.sign(contact, 'person')]),
    ...queues.map(({ id }) => topics.queue(id)),
  ];
}

/** When it wants to be read although nobody speaks; see the constants. */
function nextLook({ parts: { clock } }: Core, { rows, dueAt, settleAt }: Open): number | null {
  const now = performance.now();
  const looks = [
    dueAt === null ? null : dueAt - now,
    settleAt === null ? null : settleAt - now,
    rows === null ? null : untilChange(rows, clock.now()),
  ].filter((ms) => ms !== null);
  return looks.length === 0 ? null : Math.max(1, Math.min(...looks));
}

type Look = { readonly limit: number; readonly whole: boolean; readonly rang: ReadonlySet<string> };

/** New lines of the conversations that were spoken of, and of all from time to time. */
async function newLines(reader: LineReader, seat: Seat, { positions }: Open, { limit, whole, rang }: Look) {
  const from = [...positions]
    .filter(([contact]) => whole || rang.has(topics.contact(contact)))
    .map(([contact, after]) => ({ contact, after }));
  const lines = (await reader(seat.organisation, from, limit)).slice(0, limit);
  for (const { contact, line } of lines) positions.set(ContactId.parse(contact), line.position);
  return lines;
}

type Why = Omit<Look, 'limit'> & { readonly lines: readonly DeskLineOut[] };

/** When the state is to be read: at once where more than words may have changed; null: only queues were spoken of. */
function dueAfter({ stateAt }: Open, { whole, rang, lines }: Why): number | null {
  if (whole) return -Infinity;
  const [queue, contact] = [topics.queue(''), topics.contact('')];
  const names = [...rang].filter((name) => !name.startsWith(queue));
  if (names.length === 0) return null;
  if (lines.some(({ line }) => line.said === null)) return -Infinity;
  return stateAt + (lines.length > 0 && names.every((name) => name.startsWith(contact)) ? SAID : STATE);
}

/** The whole state, if anything of it differs from what was sent. */
async function newState(core: Core, seat: Seat, open: Open, why: Why) {
  const now = performance.now();
  const due = dueAfter(open, why);
  if (due !== null) open.dueAt = Math.min(due, open.dueAt ?? Infinity);
  const { rows: known, dueAt } = open;
  const mayRead = dueAt !== null && now >= dueAt - EARLY;
  if (known !== null && !mayRead && due !== null) return undefined;
  const rows = known === null || mayRead ? await readState(core, seat, open, now) : known;
  const at = core.parts.clock.now();
  const { now: told, ...rest } = stateOf(rows, {
    person: seat.person,
    now: at,
    lineName: (line) => core.parts.lineAt(line, at)?.name ?? line,
    ...(await waitingFor(core, seat, rows)),
  });
  return changed(open, JSON.stringify(rest), now) ? { now: told, ...rest } : undefined;
}

/** Pictures of queues are up to a second old, so after each change it is looked at once more. */
function changed(open: Open, text: string, now: number): boolean {
  const differs = text !== open.sent;
  if (differs || open.settleAt === null) open.settleAt = now + SETTLE;
  else if (now >= open.settleAt) open.settleAt = null;
  open.sent = text;
  return differs;
}

async function readState(core: Core, seat: Seat, open: Open, now: number): Promise<StateRows> {
  const at = core.parts.clock.now();
  const touch = now - open.touchedAt > TOUCH;
  const { db } = core.parts;
  const arrived = reached(seat, open);
  const back = touch && (await transaction(db, seat, (tx) => touchDesk(tx, seat, at)));
  const delivered = await noteDelivered(db, seat, arrived);
  const rows = await reading(db, seat, (tx) => loadState(tx, seat, at));
  open.rows = rows;
  for (const { contact, position } of arrived) open.delivered.set(contact, position);
  open.stateAt = now;
  open.dueAt = null;
  if (touch) open.touchedAt = now;
  keepPositions(core, open, rows);
  for (const contact of delivered) core.publish(topics.sign(contact, 'staff'));
  if (back) await core.settleDuty(seat.organisation, seat.person);
  return rows;
}

/** Conversations of this counsellor that have come further on this screen than was noted. */
function reached({ person }: Seat, { positions, delivered, rows }: Open) {
  const own = (rows?.contacts ?? []).filter(
    ({ counsellor, status }) => counsellor?.id === person && status === 'active',
  );
  return own
    .map(({ id }) => ContactId.parse(id))
    .map((contact) => ({ contact, position: positions.get(contact) ?? 0 }))
    .filter(({ contact, position }) => position > (delivered.get(contact) ?? 0));
}

/** A conversation that comes to the desk is followed from where it stands; the screen asks for what was before. */
function keepPositions({ words }: Core, { positions, delivered }: Open, { contacts }: StateRows): void {
  const mine = new Map(contacts.map((one) => [ContactId.parse(one.id), one]));
  for (const id of positions.keys()) {
    if (mine.has(id)) continue;
    positions.delete(id);
    delivered.delete(id);
  }
  for (const [id, { lastPosition, status }] of mine) {
    if (!positions.has(id)) positions.set(id, lastPosition);
    // Once the service has ended, its clock is asked before anything is opened.
    if (status !== 'active') words.ended(id);
  }
}
