// Removing old lines: a chain is cut from its beginning only, behind a checkpoint that a line of the chain tells of, on
// a connection of the owner and in one transaction. The database refuses everything else.
import type { Client } from 'pg';
import { inTransaction } from '#platform/database/client.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Mark } from './chain.ts';
import { endOfTerm, type Fate, mayLeave } from './retention.ts';
import { checkpointSubject } from './walking.ts';

/** Tells what became of things that lines speak of, by their subjects; asked for a thousand at most at once. */
export type Fates = (client: Client, subjects: readonly string[]) => Promise<ReadonlyMap<string, Fate>>;

export type RemovalOptions = {
  readonly before: Temporal.Instant;
  readonly now: Temporal.Instant;
  readonly fates: Fates;
};

/** What left one chain: lines up to and including `number`. */
export type Removed = { readonly chain: string; readonly number: number; readonly lines: number };

/** Sets a checkpoint in each chain that has lines to leave, and removes them; each chain in a transaction of its own. */
export async function removeBefore(client: Client, options: RemovalOptions): Promise<Result<Removed[], 'within-term'>> {
  if (Temporal.Instant.compare(options.before, endOfTerm(options.now)) > 0) return refuse('within-term');
  const { rows } = await client.query<{ chain: string }>(
    'select chain from audit.head where number > 0 order by chain',
  );
  const removed: Removed[] = [];
  for (const { chain } of rows) {
    const last = await lastToLeave(client, chain, options);
    if (last === undefined) continue;
    let lines = 0;
    await inTransaction(client, async () => {
      lines = await removeUpTo(client, last, options.now);
    });
    removed.push({ chain, number: last.number, lines });
  }
  return ok(removed);
}

/** The last line of the unbroken run from the beginning that may leave. The chain's last line always stays. */
async function lastToLeave(client: Client, chain: string, options: RemovalOptions): Promise<Mark | undefined> {
  const { rows } = await client.query<{ until: number | null }>(
    `select least(h.number, (select min(e.number) from audit.entry e where e.chain = h.chain and e.at >= $2)) as until
       from audit.head h where h.chain = $1`,
    [chain, options.before.toString()],
  );
  const until = await firstThatStays(client, { chain, until: rows[0]?.until ?? 0 }, options);
  const found = await client.query<Mark>(
    'select chain, number, hash from audit.entry where chain = $1 and number < $2 order by number desc limit 1',
    [chain, until],
  );
  return found.rows[0];
}

const AT_ONCE = 1000;

/** The first line that speaks of something that is still kept; `until` when there is none before it. */
async function firstThatStays(
  client: Client,
  { chain, until }: { readonly chain: string; readonly until: number },
  { fates, now }: RemovalOptions,
): Promise<number> {
  for (let after = 0; ;) {
    const { rows } = await client.query<{ subject: string; number: number; last: number }>(
      `select subject, min(number) as number, max(number) as last from (
         select subject, number from audit.entry
          where chain = $1 and number > $2 and number < $3 and subject is not null order by number limit ${AT_ONCE}) batch
        group by subject order by 2`,
      [chain, after, until],
    );
    if (rows.length === 0) return until;
    const subjects = rows.map(({ subject }) => subject);
    const fate = await fates(client, subjects);
    const stays = rows.find(({ subject }) => !mayLeave(fate.get(subject), now));
    if (stays !== undefined) return stays.number;
    after = Math.max(...rows.map(({ last }) => last));
  }
}

async function removeUpTo(client: Client, last: Mark, now: Temporal.Instant): Promise<number> {
  await client.query(`select set_config('app.reach', 'everywhere', true)`);
  await client.query('insert into audit.checkpoint (chain, number, hash) values ($1, $2, $3)', [
    last.chain,
    last.number,
    last.hash,
  ]);
  const { rowCount } = await client.query('delete from audit.entry where chain = $1 and number <= $2', [
    last.chain,
    last.number,
  ]);
  await client.query(
    `select from audit.append($1, gen_random_uuid(), $2, 'audit.set-checkpoint', null, $3, null, null, false, null)`,
    [last.chain, now.toString(), checkpointSubject(last)],
  );
  return rowCount ?? 0;
}
