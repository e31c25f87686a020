// What a wallboard shows, read in one statement for a whole organisation: the day from its index of arrivals, what goes
// on now from the partial indexes of what waits, talks and wraps up.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { answerGoal, dayOf } from './service-level.ts';
import type { BoardRows } from './board.ts';

/** Reads it. Works in the organisation's scope. */
export async function loadBoard(tx: Transaction<DB>, organisation: string, now: Temporal.Instant): Promise<BoardRows> {
  const { rows } = await sql<BoardRows>`
    with today as materialized (${today(organisation, dayOf(now).began)}),
         going as materialized (${going(organisation)})
    select coalesce((select json_agg(g) from (${dayFigures}) g), '[]') as days,
           coalesce((select json_agg(g) from (${nowFigures}) g), '[]') as "nows",
           ${queues(organisation)} as queues,
           ${staff(organisation)} as staff,
           ${wishes(organisation)} as wishes,
           (select count(*)::int from going where status = 'wrapping' and outcome is null) as unfinished`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('A row of lists is always there.');
  return row;
}

/** How long somebody waited for the first answer, or until they gave up, in seconds; null: still waiting, or diverted. */
const waited = sql`extract(epoch from case
  when c.accepted_at is not null then c.accepted_at
  when c.status = 'abandoned' then
    (select h.at from contact.happening h where h.contact_id = c.id order by h.position desc limit 1)
  end - c.arrived_at)`;

const today = (organisation: string, began: Temporal.Instant) => sql`
  select c.queue_id, c.channel, c.status, c.accepted_at is not null as answered, ${waited} as waited,
         case when c.channel = 'chat' then ${sql.lit(answerGoal.chat)} else ${sql.lit(answerGoal.voice)} end as goal
    from contact.contact c
   where c.organisation_id = ${organisation} and c.arrived_at >= ${began}`;

/** One row for each queue, and one (queue null, total true) for all. */
const dayFigures = sql`
  select queue_id as queue, grouping(queue_id) = 1 as total,
         count(*)::int as arrived,
         count(*) filter (where answered)::int as answered,
         count(*) filter (where status = 'abandoned')::int as abandoned,
         count(*) filter (where status = 'diverted')::int as diverted,
         count(*) filter (where answered and waited <= goal and channel <> 'mail')::int as "withinGoal",
         count(*) filter (where channel <> 'mail' and (answered or (status = 'abandoned' and waited > goal)))::int as counted,
         round(percentile_cont(0.5) within group (order by waited) filter (where answered))::int as "medianWait",
         round(max(waited))::int as "longestWait"
    from today group by rollup (queue_id)`;

const going = (organisation: string) => sql`
  select id, queue_id, status, risk, waiting_since, outcome from contact.contact
   where organisation_id = ${organisation} and status in ('waiting', 'offered', 'active', 'wrapping')`;

const nowFigures = sql`
  select queue_id as queue, grouping(queue_id) = 1 as total,
         count(*) filter (where status in ('waiting', 'offered'))::int as waiting,
         min(waiting_since) filter (where status in ('waiting', 'offered')) as "waitingSince",
         count(*) filter (where status in ('waiting', 'offered') and risk = 'danger')::int as danger,
         count(*) filter (where status = 'active')::int as active,
         count(*) filter (where status = 'wrapping')::int as wrapping
    from going group by rollup (queue_id)`;

/** Open queues, and closed ones in which somebody still is. */
const queues = (organisation: string) => sql`coalesce((
  select json_agg(json_build_object('id', q.id, 'name', q.name, 'line', q.line_id, 'kind', q.kind))
    from contact.queue q
   where q.organisation_id = ${organisation}
     and (q.closed_at is null or exists (select from going where going.queue_id = q.id))), '[]')`;

const heldSupporters = sql`coalesce((
  select json_agg(json_build_object('id', s.person_id, 'name', coalesce(w.name, ''), 'mode', s.mode) order by s.since)
    from contact.supporter s left join identity.person w on w.id = s.person_id
   where s.contact_id = c.id and s.until is null and s.mode <> 'asked'), '[]')`;

/** When the last talk was taken: after a transfer that is later than the first. */
const takenAt = sql`(
  select h.at from contact.happening h
   where h.contact_id = c.id and h.kind = 'accepted' order by h.position desc limit 1)`;

const held = sql`coalesce((
  select json_agg(json_build_object(
           'contact', c.id, 'number', c.number, 'channel', c.channel, 'line', c.line_id, 'status', c.status,
           'risk', c.risk, 'supporters', ${heldSupporters}, 'since', case c.status
             when 'offered' then c.offered_until - make_interval(secs => coalesce(q.offer_seconds, 0))
             when 'wrapping' then c.ended_at else ${takenAt} end) order by c.number)
    from (select id from contact.contact where offered_to = d.person_id and status = 'offered'
          union all
          select id from contact.contact where counsellor_id = d.person_id and status in ('active', 'wrapping')) h
    join contact.contact c on c.id = h.id and c.organisation_id = d.organisation_id
    left join contact.queue q on q.id = c.queue_id), '[]')`;

const staff = (organisation: string) => sql`coalesce((
  select json_agg(json_build_object(
           'id', d.person_id, 'name', coalesce(p.name, ''), 'presence', d.presence, 'chats', d.chats, 'voice', d.voice,
           'heldChats', d.held_chats, 'heldVoice', d.held_voice, 'crisisCompetence', d.crisis_competence,
           'queues', d.queues, 'taken', d.taken, 'restUntil', d.rest_until, 'gone', d.before_absence is not null,
           'holds', ${held}))
    from contact.duty d left join identity.person p on p.id = d.person_id
   where d.organisation_id = ${organisation} and d.presence <> 'off'), '[]')`;

const wishes = (organisation: string) => sql`coalesce((
  select json_agg(json_build_object(
           'contact', c.id, 'number', c.number, 'line', c.line_id, 'risk', c.risk,
           'by', json_build_object('id', s.person_id, 'name', coalesce(p.name, '')), 'at', s.since) order by s.since)
    from contact.supporter s
    join contact.contact c on c.id = s.contact_id and c.status = 'active'
    left join identity.person p on p.id = s.person_id
   where s.organisation_id = ${organisation} and s.until is null and s.mode = 'asked'), '[]')`;
