// One connection for one errand: opened, used, and closed whatever happens.
import { Client, type ClientConfig } from 'pg';
import { columnTypes, SESSION_OPTIONS } from './column-types.ts';
import { withoutValues } from './errors.ts';

/** Runs `errand` on a connection of its own. Errors of the database come without values. */
export async function withClient<Value>(
  connection: ClientConfig,
  purpose: string,
  errand: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client({
    ...connection,
    types: columnTypes,
    options: SESSION_OPTIONS,
    application_name: `xindeng ${purpose}`,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await errand(client);
  } catch (error) {
    throw withoutValues(error);
  } finally {
    await client.end();
  }
}

/** Runs `work` between begin and commit; undoes everything if it throws. */
export async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
