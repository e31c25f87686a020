// What stands at the doors, in memory: asked for with every page view, so read for all lines at once, at most every other
// second while anybody asks. Who comes on duty or leaves is heard of at once.
import { type Kysely, type Selectable, sql } from 'kysely';
import { compileHours, readHours, stateAt, type CompiledHours, type WorkingDayCalendar } from '#hours/index.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { z } from 'zod';
import { type Burden, hasRoom } from '../assignment.ts';
import { ContactChannel } from '../contract.ts';
import type { ContactParts } from '../ports.ts';
import { topics } from '../topics.ts';
import type { Lately } from '../waiting-time.ts';
import type { QueueNow } from './doors.ts';

/** Milliseconds: after which a picture is renewed while it still answers, and after which it is waited for. */
const FRESH = 2000;
const STALE = 15_000;
/** Whoever comes in is let in by a picture no older than this. */
const EXACT = 200;
/** How far back the expected wait looks, in minutes: further while little happened. */
const near = 60;
const far = 120;
const enough = 10;

/** The doors of one process. */
export type Doors = {
  /** All queues of a line; those of the whole installation without one. */
  readonly queues: (line?: string) => Promise<readonly QueueNow[]>;
  readonly queue: (id: string) => Promise<QueueNow | undefined>;
  /** As `queues`, from the database just now. */
  readonly exactly: (line: string) => Promise<readonly QueueNow[]>;
  /** Something at the doors has changed: the next question is answered anew. */
  readonly changed: () => void;
  readonly close: () => void;
};

type Picture = { readonly at: number; readonly rows: readonly QueueRow[] };

/** Opens them; nothing is read before the first question. */
export function openDoors({ db, bus, clock, calendar }: ContactParts): Doors {
  let held: Picture | null = null;
  let loading: { readonly seen: number; readonly picture: Promise<Picture> } | null = null;
  let changes = 0;
  /** Whoever asks after a change does not get what was being read before it. */
  const load = async (): Promise<Picture> => {
    while (loading !== null && loading.seen !== changes) await loading.picture.catch(() => undefined);
    if (loading !== null) return loading.picture;
    const [at, seen] = [performance.now(), changes];
    const picture = loadQueues(db, clock.now())
      .then((rows) => (held = { at: seen === changes ? at : -STALE, rows }))
      .finally(() => (loading = null));
    loading = { seen, picture };
    return picture;
  };
  const within = async (age: number): Promise<Picture> => {
    const old = held === null ? Infinity : performance.now() - held.at;
    if (held === null || old > Math.max(age, STALE)) return load();
    if (old > age) {
      if (age < FRESH) return load();
      load().catch(() => undefined);
    }
    return held;
  };
  const changed = (): void => {
    changes += 1;
    if (held !== null) held = { ...held, at: -STALE };
  };
  const hoursOf = compiledHours(calendar);
  const now = (rows: readonly QueueRow[]): readonly QueueNow[] =>
    rows.map((row) => queueNow(row, hoursOf, clock.now()));
  const ofLine = (rows: readonly QueueRow[], line?: string) =>
    now(line === undefined ? rows : rows.filter(({ line_id: id }) => id === line));
  return {
    queues: async (line) => ofLine((await within(FRESH)).rows, line),
    queue: async (id) => now((await within(FRESH)).rows.filter((row) => row.id === id))[0],
    exactly: async (line) => ofLine((await within(EXACT)).rows, line),
    changed,
    close: bus.subscribe(topics.doors, changed),
  };
}

type HoursOf = (text: string) => CompiledHours | null;

/** Texts of hours, each read once. One that is not understood says nothing: then the line's own hours hold. */
function compiledHours(calendar: WorkingDayCalendar): HoursOf {
  const compiled = new Map<string, CompiledHours | null>();
  return (text) => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const { schedule } = readHours(text);
    const hours = schedule === null ? null : compileHours(schedule, calendar);
    compiled.set(text, hours);
    return hours;
  };
}

function queueNow(row: QueueRow, hoursOf: HoursOf, now: Temporal.Instant): QueueNow {
  const hours = row.hours === null ? null : hoursOf(row.hours);
  return {
    id: row.id,
    organisation: row.organisation_id,
    line: row.line_id,
    name: row.name,
    kind: z.enum(['usual', 'dedicated']).parse(row.kind),
    priority: row.priority,
    channels: row.channels,
    keptMinutes: row.kept_minutes,
    talkMinutes: row.talk_minutes,
    oneTime: row.one_time,
    contactsInPrinciple: row.contacts_in_principle,
    closedAt: row.closed_at,
    desertedSince: row.deserted_since,
    hours: hours === null ? null : stateAt(hours, now),
    onDuty: row.on_duty,
    takesCalls: row.takes_calls,
    roomFor: row.room_for,
    waiting: row.waiting,
    lately: latelyOf(row),
  };
}

function latelyOf({ taken_near: nearby, taken_far: all }: QueueRow): Lately {
  return nearby >= enough ? { taken: nearby, minutes: near } : { taken: all, minutes: far };
}

type QueueRow = CountedRow & { readonly room_for: readonly ContactChannel[]; readonly takes_calls: boolean };

type CountedRow = Selectable<DB['contact.queue']> & {
  readonly on_duty: number;
  readonly waiting: number;
  readonly taken_near: number;
  readonly taken_far: number;
};

/** The channels for which one of these counsellors could take one more, by the same rule that assigns. */
function roomFor(burdens: readonly Burden[]): readonly ContactChannel[] {
  return ContactChannel.options.filter((channel) => burdens.some((burden) => hasRoom(burden, channel)));
}

/** All queues with who is there, who waits, and how many were taken lately. */
async function loadQueues(db: Kysely<DB>, now: Temporal.Instant): Promise<readonly QueueRow[]> {
  const since = (minutes: number): Temporal.Instant => now.subtract({ minutes });
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const { rows } = await sql<CountedRow & { readonly burdens: readonly Burden[] | null }>`
      select q.*, coalesce(d.count, 0)::int as on_duty, d.burdens,
             coalesce(w.count, 0)::int + coalesce(o.count, 0)::int as waiting,
             coalesce(t.near, 0)::int as taken_near, coalesce(t.far, 0)::int as taken_far
        from contact.queue q
        left join (select unnest(queues) as id, count(*),
                          jsonb_agg(distinct jsonb_build_object(
                            'presence', presence,
                            'capacity', jsonb_build_object('chats', chats, 'voice', voice),
                            'holds', jsonb_build_object('chats', held_chats, 'voice', held_voice))) as burdens
                     from contact.duty where presence in ('available', 'busy') group by 1) d on d.id = q.id
        left join (select queue_id as id, count(*) from contact.contact where status = 'waiting' group by 1) w
          on w.id = q.id
        left join (select queue_id as id, count(*) from contact.contact where status = 'offered' group by 1) o
          on o.id = q.id
        left join (select queue_id as id, count(*) as far,
                          count(*) filter (where accepted_at > ${since(near)}) as near
                     from contact.contact where accepted_at > ${since(far)} group by 1) t on t.id = q.id`.execute(tx);
    return rows.map(({ burdens, ...row }) => ({
      ...row,
      room_for: roomFor(burdens ?? []),
      takes_calls: (burdens ?? []).some(({ capacity }) => capacity.voice > 0),
    }));
  });
}
