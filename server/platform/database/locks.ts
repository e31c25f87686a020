// Who may use a database is kept in the database itself, as locks that end with the connection: a process that
// is killed leaves nothing behind to clean up, and no clock has to be trusted.
import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { withoutValues } from './errors.ts';
import { isAlive } from './processes.ts';

/** Keys of the advisory locks, one number a purpose. */
export const LOCK = { using: 78_001, migrating: 78_002, template: 78_003 } as const;

/** A lock that lasts until `release`, or until the connection ends. */
export type Hold = {
  /** Settles when the hold is gone without having been released: the database went away. */
  readonly lost: Promise<void>;
  readonly release: () => Promise<void>;
};

/** A process that was just killed may still be seen for a moment; only one that stays is a holder. Milliseconds. */
const GRACE = 1500;

/**
 * Takes the database for use: `alone` (a server on its private database, a restore) or `together` (several
 * servers on one database). Returns null if another holds it in a way that does not go with this one.
 * A holder on this machine whose process is dead is waited for: its connection is about to end; one that may be
 * dying is given `grace` milliseconds, 0 when it does no harm to take it for alive.
 */
export async function hold(
  database: ClientConfig,
  how: 'alone' | 'together',
  purpose: string,
  grace = GRACE,
): Promise<Hold | null> {
  const client = new Client({ ...database, application_name: `xindeng ${purpose} ${process.pid}`, keepAlive: true });
  const gone = Promise.withResolvers<void>();
  client.on('error', () => undefined);
  client.on('end', () => gone.resolve());
  const release = (): Promise<void> => client.end();
  try {
    await client.connect();
    if (await take(client, how, grace)) return { lost: gone.promise, release };
    await release();
    return null;
  } catch (error) {
    await release();
    throw withoutValues(error);
  }
}

async function take(client: Client, how: 'alone' | 'together', grace: number): Promise<boolean> {
  const patience = performance.now() + grace;
  const attempt = how === 'alone' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared';
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>(`select ${attempt}($1) as got`, [LOCK.using]);
    if (rows[0]?.got === true) return true;
    if (performance.now() >= patience && (await anyAlive(client))) return false;
    await wait(20);
  }
}

/** Whether a holder is still at work; a holder on another machine cannot be asked and counts as alive. */
async function anyAlive(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string; local: boolean }>(
    `select a.application_name as name, a.client_addr is null or a.client_addr <<= '127.0.0.0/8' as local
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = 0 and l.objid = $1
        and l.database = (select oid from pg_database where datname = current_database())`,
    [LOCK.using],
  );
  return rows.some(({ name, local }) => !local || isAlive(Number(/\d+$/.exec(name)?.[0] ?? process.pid)));
}
