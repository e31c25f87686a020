// Everything a desk shows of contacts, read in one statement: it is asked for whenever something changes, for every
// desk that is open, so it must cost one way to the database and touch only rows of this person.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { StateRows } from './state.ts';

/** Whose desk, and when. */
export type Seat = { readonly organisation: string; readonly person: string };

/** Reads what the desk of somebody shows now. Works in their organisation's scope. */
export async function loadState(
  tx: Transaction<DB>,
  { organisation, person }: Seat,
  now: Temporal.Instant,
): Promise<StateRows> {
  const { rows } = await sql<StateRows>`
    select ${me(organisation, person)} as me,
           coalesce(${offers(person)}, '[]') as offers,
           coalesce(${contacts(organisation, person, now)}, '[]') as contacts,
           coalesce(${followUps(person, now)}, '[]') as "followUps"`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('A row of lists is always there.');
  return row;
}

const me = (organisation: string, person: string) => sql`(
  select json_build_object(
           'presence', d.presence, 'chats', d.chats, 'voice', d.voice, 'taken', d.taken, 'missed', d.missed,
           'restUntil', d.rest_until, 'queues',
           coalesce((select json_agg(json_build_object('id', q.id, 'name', q.name, 'line', q.line_id) order by q.name)
                       from contact.queue q where q.id = any(d.queues)), '[]'))
    from contact.duty d where d.organisation_id = ${organisation} and d.person_id = ${person})`;

const offers = (person: string) => sql`(
  select json_agg(json_build_object(
           'contact', c.id, 'number', c.number, 'channel', c.channel, 'line', c.line_id, 'queue', q.name,
           'risk', c.risk, 'waitingSince', c.waiting_since, 'until', c.offered_until,
           'transferredBy', ${handedOverBy}) order by c.offered_until)
    from contact.contact c join contact.queue q on q.id = c.queue_id
   where c.offered_to = ${person} and c.status = 'offered' and ${belongs(person)})`;

/** A desk stays open for a night; whoever has left the group meanwhile sees nothing more. */
const belongs = (person: string) => sql`exists (
  select from identity.membership m
   where m.person_id = ${person} and m.organisation_id = c.organisation_id and m.ended_at is null
     and m.group_name in ('counselling', 'supervision'))`;

/** Who handed it over last, if anybody did. */
const handedOverBy = sql`(
  select json_build_object('id', h.detail ->> 'by', 'name', coalesce(p.name, ''))
    from contact.happening h left join identity.person p on p.id = (h.detail ->> 'by')::uuid
   where h.contact_id = c.id and h.kind = 'transferred' order by h.position desc limit 1)`;

const unread = sql`(
  select count(*) from contact.happening h
   where h.contact_id = c.id and h.position > coalesce(s.read, 0) and h.kind = 'said' and h.author = 'person')`;

const supporters = sql`(
  select json_agg(json_build_object('id', u.person_id, 'name', coalesce(w.name, ''), 'mode', u.mode) order by u.since)
    from contact.supporter u left join identity.person w on w.id = u.person_id
   where u.contact_id = c.id and u.until is null)`;

const alarm = sql`(
  select json_build_object('at', a.raised_at, 'by', json_build_object('id', a.raised_by, 'name', coalesce(w.name, '')),
           'administration', a.administration_at, 'supervision', a.supervision_at)
    from contact.alarm a left join identity.person w on w.id = a.raised_by
   where a.contact_id = c.id)`;

const contacts = (organisation: string, person: string, now: Temporal.Instant) => sql`(
  select json_agg(json_build_object(
           'id', c.id, 'number', c.number, 'channel', c.channel, 'line', c.line_id, 'status', c.status, 'risk', c.risk,
           'queue', case when q.id is not null then json_build_object('id', q.id, 'name', q.name) end,
           'talkMinutes', coalesce(q.talk_minutes, 30),
           'counsellor', json_build_object('id', c.counsellor_id, 'name', coalesce(w.name, '')),
           'arrivedAt', c.arrived_at, 'acceptedAt', c.accepted_at, 'endedAt', c.ended_at, 'endedBy', c.ended_by,
           'outcome', c.outcome, 'remindedAt', c.reminded_at, 'unread', ${unread},
           'lastPosition', (select max(h.position) from contact.happening h where h.contact_id = c.id),
           'here', coalesce(r.here_until > ${now}, false), 'typingUntil', r.typing_until,
           'delivered', coalesce(r.delivered, 0), 'read', coalesce(r.read, 0),
           'before', (select count(*) from contact.contact b
                       where b.returner_id = c.returner_id and b.number < c.number),
           'again', c.again,
           'supporters', coalesce(${supporters}, '[]'), 'alarm', ${alarm}) order by c.number)
    from (select id from contact.contact where counsellor_id = ${person} and status in ('active', 'wrapping')
          union
          select contact_id from contact.supporter
           where person_id = ${person} and until is null and mode in ('open', 'silent')) mine
    join contact.contact c on c.id = mine.id and c.organisation_id = ${organisation}
                          and c.status in ('active', 'wrapping') and ${belongs(person)}
    left join contact.queue q on q.id = c.queue_id
    left join contact.sign s on s.contact_id = c.id and s.side = 'staff'
    left join contact.sign r on r.contact_id = c.id and r.side = 'person'
    left join identity.person w on w.id = c.counsellor_id)`;

/** Meetings of the next day; one that should have begun stays for an hour. */
const followUps = (person: string, now: Temporal.Instant) => sql`(
  select json_agg(json_build_object('contact', f.contact_id, 'number', c.number, 'at', f.at) order by f.at)
    from contact.follow_up f join contact.contact c on c.id = f.contact_id
   where f.counsellor_id = ${person} and f.state = 'agreed'
     and f.at between ${now.subtract({ hours: 1 })} and ${now.add({ hours: 24 })})`;

/** Notes how far conversations have come on the counsellor's screen; tells of which that is new. */
export async function noteDelivered(
  db: Kysely<DB>,
  { organisation }: Seat,
  reached: readonly { readonly contact: string; readonly position: number }[],
): Promise<readonly string[]> {
  if (reached.length === 0) return [];
  const [ids, positions] = [reached.map(({ contact }) => contact), reached.map(({ position }) => position)];
  const { rows } = await sql<{ contact: string }>`
    select contact from contact.note_delivered(${organisation}, ${ids}::uuid[], ${positions}::integer[]) as contact`.execute(
    db,
  );
  return rows.map(({ contact }) => contact);
}
