// All rows of the program on one server, put together by the program's own composition, with people of every group: for
// tests that hold for every row there is. Who calls is told by a header, see people.ts.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryRoutes, openDirectory } from '#directory/index.ts';
import { loadCalendar } from '#hours/index.ts';
import type { OnDuty } from '#identity/index.ts';
import { openKeys } from '#keys/index.ts';
import { readConfig } from '#platform/config.ts';
import { transaction } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import type { Ledger, Route } from '#platform/http/index.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { openPrivacy } from '#privacy/index.ts';
import { loadRegions } from '#regions/index.ts';
import { LineId } from '../server/modules/directory/contract.ts';
import { sitePorts } from '../server/site-ports.ts';
import { openStaff } from '../server/staff-parts.ts';
import { siteRoutes } from '../site/routes.ts';
import { testDatabase } from './database.ts';
import { addPerson, join as joinGroup, people, serveStaff } from './people.ts';

const publicUrl = 'http://127.0.0.1';

/**
 * Opens everything; `close` when the file is done. `trying` undoes what a call did when its line would be written: such a
 * call fails with an id that is in `undone`. `server` leaves it done. `gated` alone passes the duty gate.
 */
export async function openEveryRoute() {
  const database = await testDatabase();
  const { owner, access } = database;
  const folder = await mkdtemp(join(tmpdir(), 'xindeng-routes-'));
  const config = readConfig({ DATA_DIR: folder, NOW: '2026-11-22T23:40' });
  const pool = openPool(access.app, { name: 'test routes', connections: 8 });
  const bus = { publish: () => undefined, subscribe: () => () => undefined };
  const directory = await openDirectory({
    db: pool.db,
    bus,
    calendar: loadCalendar(),
    regions: loadRegions(),
    onFailure: () => undefined,
  });
  const staff = await openStaff({
    config,
    database: { ...pool, access, kind: 'server', ready: async () => true },
    bus,
    directory,
    log: createLog({ target: { write: () => undefined } }),
    metrics: createMetrics(),
    publicUrl: () => publicUrl,
  });
  const settings = { publicUrl, leaveTo: publicUrl, secret: Buffer.alloc(32) };
  const chat = { ...staff.chat, doorSeen: () => undefined, doorsRevision: () => 0 };
  const routes: readonly Route[] = [
    ...directoryRoutes(directory, publicUrl),
    ...siteRoutes({ ports: sitePorts(directory), settings, chat }),
    ...staff.routes,
  ];
  const undone = new Set<string>();
  const undoing: Ledger = {
    append: async (tx, line) => {
      await staff.ledger.append(tx, line);
      if (line.request !== null) undone.add(line.request);
      throw new Error('undone at the end of the test’s call');
    },
  };
  const clock = config.clock;
  const made = await people(owner);
  const gated = await addPerson(owner, '上岗');
  await joinGroup(owner, gated, made.university.organisation, 'counselling');
  const onDuty: OnDuty = async (_, { person }) => person === gated;
  const server = await serveStaff(routes, pool, { ledger: staff.ledger, clock, bus, onDuty });
  const trying = await serveStaff(routes, pool, { ledger: undoing, clock, bus, onDuty });

  const keys = await openKeys({ app: access.app, settings: config.keys, clock, onAltered: () => undefined });
  const privacy = await openPrivacy({ db: pool.db, keys, ledger: staff.ledger, clock, knowsLine: () => true });
  /** Enters what no row makes for an organisation: a service file. */
  const seed = (organisation: string): Promise<unknown> =>
    transaction(pool.db, { organisation, reach: 'everywhere' }, (tx) =>
      privacy.openFile(tx, { organisation, line: LineId.parse('text-1'), contact: randomUUID(), at: clock.now() }),
    );

  const close = async (): Promise<void> => {
    await Promise.all([server.close(), trying.close()]);
    directory.close();
    await keys.close();
    await staff.close();
    await pool.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { routes, people: made, gated, owner, server, trying, undone, seed, close };
}
