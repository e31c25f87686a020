// The import's way into the database: saves beside a running server, then tells every process to look.
import { loadRevision, saveReading } from '#directory/index.ts';
import { openBus } from '#platform/bus.ts';
import type { Config } from '#platform/config.ts';
import { migrate } from '#platform/database/migrate.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openPool } from '#platform/database/pool.ts';
import type { Reading } from '../modules/sources/contract.ts';
import type { Saved } from './import-files.ts';

/** Saves a reading, all of it or nothing, and says what it changed. Throws CannotStart when a person has to act. */
export async function saveInto(config: Config, reading: Reading): Promise<Saved> {
  const visit = await visitDatabase(config, 'beside', 'import');
  try {
    await migrate(visit.access.owner);
    const pool = openPool(visit.access.app, { name: 'xindeng import', connections: 5, statementTimeout: 120_000 });
    const saved = await saveReading(pool.db, reading);
    const bus = await openBus({ app: visit.access.app, raw: pool.raw, natsUrl: config.natsUrl });
    bus.publish('directory', await loadRevision(pool.db));
    await bus.close();
    await pool.close();
    return saved;
  } finally {
    await visit.leave();
  }
}
