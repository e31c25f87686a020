// Every request ends with an outcome (S4-15): those that ended a while ago without one, and reminding whoever talked.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import type { ContactId } from '../contract.ts';
import { chasedAfterMinutes, type Unfinished } from './contract.ts';

type Row = Omit<z.input<typeof Unfinished>, 'minutes'>;

/** Those that ended longer than half an hour ago, the oldest first, at most `most`; and how many there are. */
export async function loadUnfinished(
  tx: Transaction<DB>,
  { organisation, now, most = 200 }: { organisation: string; now: Temporal.Instant; most?: number },
): Promise<{ readonly rows: readonly Row[]; readonly count: number }> {
  const { rows } = await sql<Row & { count: number }>`
    select c.id as contact, c.number, c.channel, c.line_id as line,
           json_build_object('id', c.counsellor_id, 'name', coalesce(p.name, '')) as counsellor,
           to_json(c.ended_at) as "endedAt", to_json(c.reminded_at) as "remindedAt", count(*) over ()::int as count
      from contact.contact c left join identity.person p on p.id = c.counsellor_id
     where c.organisation_id = ${organisation} and c.status = 'wrapping' and c.outcome is null
       and c.ended_at < ${now.subtract({ minutes: chasedAfterMinutes })}
     order by c.ended_at, c.number limit ${most}`.execute(tx);
  return { rows: rows.map(({ count: _count, ...row }) => row), count: rows[0]?.count ?? 0 };
}

/** Notes that the counsellor was reminded, and tells who it is; undefined: there is no such contact without an outcome. */
export async function saveReminder(
  tx: Transaction<DB>,
  { organisation, contact, now }: { organisation: string; contact: ContactId; now: Temporal.Instant },
): Promise<string | undefined> {
  const row = await tx
    .updateTable('contact.contact')
    .set({ reminded_at: now })
    .where('id', '=', contact)
    .where('organisation_id', '=', organisation)
    .where('status', '=', 'wrapping')
    .where('outcome', 'is', null)
    .returning('counsellor_id')
    .executeTakeFirst();
  return row?.counsellor_id ?? undefined;
}
