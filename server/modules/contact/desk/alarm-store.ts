// Alarms as they are shown: who raised them, and when each of the two groups acknowledged (S3-31, S3-32). Raising and
// acknowledging are done with the contact itself; see performing-store.ts.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import type { AlarmGroup } from '../timeline.ts';
import type { Alarm } from './contract.ts';

/** The groups that are told and that somebody belongs to now, in the organisation of the transaction. */
export async function groupsOf(tx: Transaction<DB>, person: string): Promise<readonly AlarmGroup[]> {
  const { rows } = await sql<{ group: AlarmGroup }>`
    select distinct group_name as "group" from identity.membership
     where person_id = ${person} and organisation_id = platform.organisation() and ended_at is null
       and group_name in ('administration', 'supervision')
     order by group_name`.execute(tx);
  return rows.map(({ group }) => group);
}

type Row = Omit<z.input<typeof Alarm>, 'line'> & { readonly line: string };

const acknowledged = (group: AlarmGroup) => {
  const [at, by] = [sql.ref(`a.${group}_at`), sql.ref(`a.${group}_by`)];
  return sql`case when ${at} is not null then json_build_object('at', ${at}, 'by', json_build_object('id', ${by},
    'name', coalesce((select p.name from identity.person p where p.id = ${by}), ''))) end`;
};

/** Alarms not acknowledged by both groups, or younger than an hour; the newest first. `line` is its id. */
export async function loadAlarms(tx: Transaction<DB>, organisation: string, now: Temporal.Instant): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.contact_id as contact, c.number, c.line_id as line, to_json(a.raised_at) as at,
           json_build_object('id', a.raised_by, 'name', coalesce(w.name, '')) as by,
           ${acknowledged('administration')} as administration, ${acknowledged('supervision')} as supervision
      from contact.alarm a
      join contact.contact c on c.id = a.contact_id
      left join identity.person w on w.id = a.raised_by
     where a.organisation_id = ${organisation}
       and (a.administration_at is null or a.supervision_at is null or a.raised_at > ${now.subtract({ hours: 1 })})
     order by a.raised_at desc, a.contact_id`.execute(tx);
  return rows;
}
