// The heartbeat of the clock job, and what it is judged by.
import type { Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { type Health, judgeHealth, PATIENCE } from './health.ts';
import type { PrivacyParts } from './store.ts';

const NAME = 'clocks';

type Db = Pick<PrivacyParts, 'db'>;

/** From now on the job should run; a later start changes nothing. */
export async function watchClocks({ db }: Db, at: Temporal.Instant): Promise<void> {
  await db
    .insertInto('privacy.heartbeat')
    .values({ name: NAME, watched_since: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The job ran; `well` when everything that was due is done. */
export async function beat({ db }: Db, at: Temporal.Instant, well: boolean): Promise<void> {
  await db
    .insertInto('privacy.heartbeat')
    .values({ name: NAME, watched_since: at, last_run_at: at, last_success_at: well ? at : null })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ last_run_at: at, ...(well ? { last_success_at: at } : {}) }),
    )
    .execute();
}

/** What an operator, or an administrator of one organisation, is told. */
export type ClockHealth = Health & { readonly lastSuccess: Temporal.Instant | null; readonly overdue: number };

/** How the clocks of the whole installation are. */
export async function clockHealth({ db }: Db, at: Temporal.Instant): Promise<ClockHealth> {
  return transaction(db, { reach: 'everywhere' }, (tx) => healthWithin(tx, at));
}

/** The same, as far as the transaction sees: for a caller, the clocks of their organisation. */
export async function healthWithin(tx: Transaction<DB>, at: Temporal.Instant): Promise<ClockHealth> {
  const row = await tx
    .selectFrom('privacy.heartbeat')
    .select(['watched_since', 'last_success_at'])
    .where('name', '=', NAME)
    .executeTakeFirst();
  const { count } = await tx
    .selectFrom('privacy.clock')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('done_at', 'is', null)
    .where('held_since', 'is', null)
    .where('due_at', '<', at.subtract(PATIENCE))
    .where((where) => where.or([where('key_kind', '=', 'identity'), where('decided_by', 'is not', null)]))
    .executeTakeFirstOrThrow();
  const lastSuccess = row?.last_success_at ?? null;
  const heartbeat = { watchedSince: row?.watched_since ?? at, lastSuccess };
  return { ...judgeHealth(heartbeat, count, at), lastSuccess, overdue: count };
}
