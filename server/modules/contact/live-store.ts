// Opens contacts for one process: the reception for channels, the core for what stands inside this module, the rows.
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import type { Route } from '#platform/http/index.ts';
import type { Metrics } from '#platform/metrics.ts';
import { type Core, openCore } from './core-store.ts';
import { addFollowUpJobs } from './follow-ups/jobs.ts';
import type { ContactParts, RowParts } from './ports.ts';
import { openReception } from './reception-store.ts';
import type { Reception } from './reception.ts';
import { contactRoutes } from './routes.ts';
import { openSweep } from './sweeping-store.ts';

/** Contacts in one process. */
export type Contacts = {
  readonly reception: Reception;
  readonly core: Core;
  readonly routes: readonly Route[];
  /** Does now what time does by itself. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens the module; before `jobs.start`, when there are jobs. */
export function openContacts(parts: RowParts): Contacts {
  const core = openCore(parts);
  addFollowUpJobs(core);
  const sweep = openSweep(core);
  return {
    reception: openReception(core),
    core,
    routes: contactRoutes(core, parts),
    sweep: sweep.sweep,
    close: async () => {
      await sweep.close();
      await core.close();
    },
  };
}

/** Figures of the service: how many wait and talk. */
export function addContactFigures(metrics: Pick<Metrics, 'gauge'>, { db }: Pick<ContactParts, 'db'>): void {
  const count = async (status: string): Promise<number> => {
    const { rows } = await transaction(db, { reach: 'everywhere' }, (tx) =>
      sql<{ count: number }>`
        select count(*)::int as count from contact.contact where status = ${sql.lit(status)}`.execute(tx),
    );
    return rows[0]?.count ?? 0;
  };
  metrics.gauge('contacts_waiting', 'People who wait for a counsellor now.', () => count('waiting'));
  metrics.gauge('contacts_active', 'Conversations under way.', () => count('active'));
}
