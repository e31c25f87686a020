// The composition root: the only file that knows everyone. It opens the parts from left to right, hands each what
// it needs of the others, and closes them in the opposite order.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { loadCalendar } from '#hours/index.ts';
import { loadRegions } from '#regions/index.ts';
import { type Directory, directoryRoutes, openDirectory } from '#directory/index.ts';
import { openBus } from '#platform/bus.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase, secretNamed } from '#platform/database/index.ts';
import { createServer, prepareAssets, type Route, type Server } from '#platform/http/index.ts';
import { createLog, type Log } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { siteAssets } from '../site/asset-files.ts';
import { siteErrorPage } from '../site/error-answers.ts';
import { siteRoutes } from '../site/routes.ts';
import { apiDocumentRoute } from './api-document.ts';
import { sitePorts } from './site-ports.ts';

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
  /** Rows served beside our own, for benchmarks that need a floor on the same server. */
  readonly more?: readonly Route[];
};

const root = path.resolve(import.meta.dirname, '..');

/** Starts everything and serves. Throws CannotStart with one sentence when a person has to act. */
export async function startService(config: Config, options: StartOptions = {}): Promise<Running> {
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
  });
  const close = async (): Promise<void> => {
    directory.close();
    await bus.close();
    await database.close();
  };
  try {
    if (directory.revision() === 0) {
      await importPublished(config, options);
      await directory.refresh();
    }
    const server = await serve(config, options, { log, database, bus, directory });
    return { ...server, close: () => server.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

type Open = {
  readonly log: Log;
  readonly database: Awaited<ReturnType<typeof openDatabase>>;
  readonly bus: Awaited<ReturnType<typeof openBus>>;
  readonly directory: Directory;
};

async function serve(config: Config, options: StartOptions, open: Open): Promise<Running> {
  const { log, database, bus, directory } = open;
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const secret = await secretNamed(database.db, 'site-address');
  const site = { ports: sitePorts(directory), settings: { publicUrl, leaveTo: config.leaveTo, secret } };
  const api = directoryRoutes(directory, publicUrl);
  const metrics = createMetrics();
  metrics.gauge('database_connections', 'Connections to the database, open now.', () => database.counts().total);
  metrics.gauge('directory_lines', 'Lines in the directory.', () => directory.snapshot().lines.length);
  const server = createServer({
    routes: [...api, apiDocumentRoute(api), ...siteRoutes(site), ...(options.more ?? [])],
    clock: config.clock,
    log,
    metrics,
    bus,
    ready: async () => [
      (await database.ready())
        ? { name: 'database', ok: true }
        : { name: 'database', ok: false, why: 'The database does not answer within two seconds.' },
    ],
    errorPage: siteErrorPage(site, () => config.clock.now()),
    assets: await prepareAssets(siteAssets),
    limits: { body: config.bodyLimit },
  });
  const { url, port } = await listen(server, config);
  return { url, port, close: () => server.close() };
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

/**
 * Reads the published tables into an empty directory. It runs as the import command in a process of its own:
 * the pinyin dictionary that only an import needs then never weighs on the server.
 */
async function importPublished(config: Config, options: StartOptions): Promise<void> {
  options.tell?.('正在读入已公布的名单', 'Reading the published tables');
  const command = path.join(root, 'server', 'commands', 'import.ts');
  const args = [command, '--quiet', ...globSync(path.join(root, 'data', 'published', '*.csv'))];
  const env = {
    ...process.env,
    DATA_DIR: config.dataDir,
    ...(config.databaseUrl && { DATABASE_URL: config.databaseUrl }),
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) {
    throw new CannotStart(
      '自带的名单没有读进来。',
      'The published tables that come with the program could not be read.',
    );
  }
}
