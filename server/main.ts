// The composition root: the only file that knows everyone. It opens the parts from left to right, hands each what
// it needs of the others, and closes them in the opposite order.
import { loadCalendar } from '#hours/index.ts';
import { loadRegions } from '#regions/index.ts';
import { type Directory, directoryRoutes, openDirectory } from '#directory/index.ts';
import { openBus } from '#platform/bus.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { systemClock, ZONE } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { type Database, openDatabase, secretNamed } from '#platform/database/index.ts';
import { type Check, createServer, prepareAssets, type Route, type Server } from '#platform/http/index.ts';
import { createLog, type Log } from '#platform/log.ts';
import { createMetrics, type Metrics } from '#platform/metrics.ts';
import { siteAssets } from '../site/asset-files.ts';
import { siteErrorPage } from '../site/error-answers.ts';
import { siteRoutes } from '../site/routes.ts';
import { apiDocumentRoutes } from './api-document.ts';
import { refuseDemoFor, refuseKeptDemo, seedDemo } from './commands/demo.ts';
import { rememberDoors } from './chat-ports.ts';
import { openConsole } from './console-routes.ts';
import { publishedTables, type PublishedTables } from './published-tables.ts';
import { sitePorts } from './site-ports.ts';
import { openStaff, type Staff } from './staff-parts.ts';

/** The running service: where it answers, and how to end it. */
export type Running = {
  readonly url: string;
  readonly port: number;
  /** Lets running requests finish, then closes everything. */
  readonly close: () => Promise<void>;
};

export type StartOptions = {
  readonly log?: Log;
  /** Told in plain words what takes its time: for a person who watches the start. */
  readonly tell?: (zh: string, en: string) => void;
  /** Called when the database is gone for good; the program should then end. */
  readonly onLost?: () => void;
  /** Enters the people of the demonstration; on this machine only. */
  readonly demo?: boolean;
  /** The published tables, where somebody has begun to read them already. */
  readonly tables?: PublishedTables;
  /** Rows served beside our own, for benchmarks that need a floor on the same server. */
  readonly more?: readonly Route[] | ((db: Database['db']) => readonly Route[]);
};

/** Starts everything and serves. Throws CannotStart with one sentence when a person has to act. */
export async function startService(config: Config, options: StartOptions = {}): Promise<Running> {
  if (options.demo === true) refuseDemoFor(config);
  const tables = options.tables ?? publishedTables(config);
  try {
    return await start(config, options, tables);
  } finally {
    tables.close();
  }
}

async function start(config: Config, options: StartOptions, tables: PublishedTables): Promise<Running> {
  const log = options.log ?? createLog({ level: config.logLevel });
  const database = await openDatabase(config, {
    tell: (words) => log.warn(words),
    onLost: (why) => {
      log.error('the database is gone', why);
      options.onLost?.();
    },
  });
  const bus = await openBus({
    app: database.access.app,
    raw: database.raw,
    natsUrl: config.natsUrl,
    tell: (words) => log.warn(words),
  });
  const directory = await openDirectory({
    db: database.db,
    bus,
    calendar: loadCalendar(),
    regions: loadRegions(),
    onFailure: (cause) => log.error('the directory could not be reloaded', cause),
    asOf: config.clock === systemClock ? undefined : dayOf(config.clock.now()),
  });
  const close = async (): Promise<void> => {
    directory.close();
    await bus.close();
    await database.close();
  };
  try {
    const filling = directory.revision() === 0 ? fill(directory, tables, options) : Promise.resolve();
    // It is waited for before the port is opened; what fails meanwhile must not hide why the start fails.
    filling.catch(() => undefined);
    const server = await serve(config, options, { log, database, bus, directory, filling });
    return { ...server, close: () => server.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads the published tables into a directory that is still empty. */
async function fill(directory: Directory, tables: PublishedTables, { tell }: StartOptions): Promise<void> {
  tell?.('正在读入已公布的名单', 'Reading the published tables');
  await tables.save();
  await directory.refresh();
}

type Open = {
  readonly log: Log;
  readonly database: Awaited<ReturnType<typeof openDatabase>>;
  readonly bus: Awaited<ReturnType<typeof openBus>>;
  readonly directory: Directory;
  /** Settles once the directory has its lines. */
  readonly filling: Promise<void>;
};

async function serve(config: Config, options: StartOptions, open: Open): Promise<Running> {
  const { log, database, bus, directory } = open;
  let publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const metrics = metricsOf(open);
  const staff = await openStaff({ config, database, bus, directory, log, metrics, publicUrl: () => publicUrl });
  if (options.demo === true) {
    await seedDemo({ db: database.db, ...staff.settling, host: config.host, now: config.clock.now() });
    await directory.refresh();
  } else await refuseKeptDemo(database.db, config);
  const doors = await doorsOf(open, config, staff);
  const settings = { publicUrl, leaveTo: config.leaveTo, secret: await secretNamed(database.db, 'site-address') };
  const site = { ports: sitePorts(directory), settings, chat: { ...staff.chat, ...doors } };
  const desk = openConsole();
  const api = [...directoryRoutes(directory, publicUrl), ...staff.routes];
  const server = createServer({
    routes: [
      ...api,
      ...apiDocumentRoutes(api, publicUrl),
      ...siteRoutes(site),
      ...desk.routes,
      ...(typeof options.more === 'function' ? options.more(database.db) : (options.more ?? [])),
    ],
    clock: config.clock,
    log,
    metrics,
    bus,
    authorise: staff.authorise,
    records: { db: database.db, ledger: staff.ledger },
    ready: async () => [await databaseReady(database), await staff.ready()],
    errorPage: siteErrorPage(site, () => config.clock.now()),
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
    trustedProxies: config.trustedProxies,
    limits: { body: config.bodyLimit },
  });
  await open.filling;
  const { url, port } = await listen(server, config);
  if (config.publicUrl === undefined) publicUrl = url;
  staff.startJobs().catch((cause: unknown) => log.error('the jobs could not be started', cause));
  return { url, port, close: () => server.close().then(doors.close).then(staff.close) };
}

function doorsOf({ directory, log }: Open, { clock }: Config, { chat }: Staff) {
  return rememberDoors({
    door: chat.door,
    lines: () => directory.snapshot().lines.map(({ line }) => line.id),
    clock,
    onFailure: (cause) => log.error('the doors of chat could not be looked at', cause),
  });
}

function metricsOf({ database, directory }: Open): Metrics {
  const metrics = createMetrics();
  metrics.gauge('database_connections', 'Connections to the database, open now.', () => database.counts().total);
  metrics.gauge('directory_lines', 'Lines in the directory.', () => directory.snapshot().lines.length);
  return metrics;
}

const dayOf = (now: Temporal.Instant): string => now.toZonedDateTimeISO(ZONE).toPlainDate().toString();

async function databaseReady(database: Open['database']): Promise<Check> {
  if (await database.ready()) return { name: 'database', ok: true };
  return { name: 'database', ok: false, why: 'The database does not answer within two seconds.' };
}

async function listen(server: Server, { host, port }: Config): Promise<{ url: string; port: number }> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    throw new CannotStart(
      `端口 ${port} 打不开（${code}）；请换一个端口，例如 --port 8090。`,
      `Port ${port} cannot be opened (${code}); choose another, for example --port 8090.`,
    );
  }
}
