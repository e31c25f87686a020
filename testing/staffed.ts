// The people of a test and a server for them on a database of their own: what tests of staff's routes begin with.
import type { Route } from '#platform/http/index.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { people, type People, serveStaff, type StaffOptions, type StaffServer } from './people.ts';

export type Staffed = {
  readonly database: TestDatabase;
  readonly made: People;
  readonly server: StaffServer;
  /** Serves the same routes once more, for example at another hour. */
  readonly serveToo: (options: StaffOptions) => Promise<StaffServer>;
  readonly close: () => Promise<void>;
};

/** Opens it; close it when the file is done. */
export async function openStaffed(
  routesFor: (made: People) => readonly Route[],
  options?: StaffOptions,
): Promise<Staffed> {
  const database = await testDatabase();
  const made = await people(database.owner);
  const routes = routesFor(made);
  const servers: StaffServer[] = [];
  const serveToo = async (more?: StaffOptions): Promise<StaffServer> => {
    const server = await serveStaff(routes, database, more);
    servers.push(server);
    return server;
  };
  const server = await serveToo(options);
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((one) => one.close()));
    await database.close();
  };
  return { database, made, server, serveToo, close };
}
