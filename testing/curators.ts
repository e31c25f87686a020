// The published tables in a directory of its own, and a server on which the people of a test curate them.
import { loadCalendar } from '#hours/index.ts';
import { curationRoutes, type Directory, directoryRoutes, openDirectory, saveReading } from '#directory/index.ts';
import { loadRegions } from '#regions/index.ts';
import { loadPublished } from '#sources/index.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { type Acting, people, type People, serveStaff, type StaffServer } from './people.ts';

/** A directory with curators, a server for them, and how to end it. */
export type Curators = {
  readonly database: TestDatabase;
  readonly made: People;
  readonly directory: Directory;
  readonly server: StaffServer;
  /** The authority of `province`, which curates every line. */
  readonly province: Acting;
  /** The administration of `university`. */
  readonly university: Acting;
  readonly close: () => Promise<void>;
};

const calendar = loadCalendar();
const regions = loadRegions();

/** Opens it; everything runs at 2026-11-22T23:40 in Asia/Shanghai. */
export async function openCurators(): Promise<Curators> {
  const database = await testDatabase();
  const made = await people(database.owner);
  await saveReading(database.db, await loadPublished('2026-11-22'));
  const directory = await openDirectory({
    db: database.db,
    bus: { publish: () => undefined, subscribe: () => () => undefined },
    calendar,
    regions,
    onFailure: (cause) => {
      throw cause;
    },
  });
  const routes = [...curationRoutes(directory), ...directoryRoutes(directory, 'http://localhost')];
  const server = await serveStaff(routes, database);
  const province = server.as(made.province.authority, made.province.organisation);
  const university = server.as(made.university.administration, made.university.organisation);
  const close = async (): Promise<void> => {
    await server.close();
    directory.close();
    await database.close();
  };
  return { database, made, directory, server, province, university, close };
}
