// The servers that a test run talks to: the embedded PostgreSQL, Debian's PostgreSQL 15 (the oldest supported)
// and NATS, each private to the run, on sockets and loopback ports of its own, stopped when the run ends.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestCluster } from '#testing/database.ts';
import { chooseAccount } from '#platform/database/account.ts';

/** What the tests are told through the environment, and what cannot be tested on this machine. */
export type TestServers = {
  readonly embedded: NodeJS.ProcessEnv;
  readonly oldest: NodeJS.ProcessEnv | null;
  readonly browser: boolean;
  readonly skipped: readonly string[];
};

const OLDEST = '/usr/lib/postgresql/15/bin';

/** Starts what this machine has, runs `work`, and stops it all, whatever happens. */
export async function withTestServers<Value>(work: (servers: TestServers) => Promise<Value>): Promise<Value> {
  const leaving: (() => Promise<void>)[] = [];
  try {
    const embedded = await startTestCluster('');
    leaving.push(embedded.leave);
    const oldest = startOldest();
    if (oldest !== null) leaving.push(oldest.stop);
    const nats = await startNats();
    if (nats !== null) leaving.push(nats.stop);
    const browser = existsSync(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium');
    const shared = nats === null ? {} : { TEST_NATS_URL: nats.url };
    const skipped = [
      ...(oldest === null ? ['PostgreSQL 15'] : []),
      ...(nats === null ? ['NATS'] : []),
      ...(browser ? [] : ['Chromium: journeys, accessibility, layout']),
    ];
    return await work({
      embedded: { ...shared, TEST_DATABASE_URL: '' },
      oldest: oldest === null ? null : { ...shared, TEST_DATABASE_URL: oldest.url },
      browser,
      skipped,
    });
  } finally {
    for (const leave of leaving.toReversed()) await leave();
  }
}

type Started = { readonly url: string; readonly stop: () => Promise<void> };

/** A fresh cluster of Debian's PostgreSQL 15 in a temporary folder, or null where it is not installed. */
function startOldest(): Started | null {
  if (!existsSync(OLDEST)) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-pg15-'));
  const account = chooseAccount(path.join(folder, 'data'));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const run = (command: string, args: readonly string[]) => {
    const done = spawnSync(path.join(OLDEST, command), args, { ...account, cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command} of PostgreSQL 15 failed: ${done.stderr}`);
  };
  const data = path.join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync']);
  const settings = `-c listen_addresses= -c fsync=off -c max_connections=200 -k ${folder}`;
  run('pg_ctl', ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start']);
  const stop = async (): Promise<void> => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true });
  };
  return { url: `postgresql:///postgres?host=${encodeURIComponent(folder)}&user=postgres`, stop };
}

/** A NATS server on a free loopback port, or null where it is not installed. */
async function startNats(): Promise<Started | null> {
  const binary = ['/usr/sbin/nats-server', '/usr/bin/nats-server'].find((file) => existsSync(file));
  if (binary === undefined) return null;
  const port = await freePort();
  const child = spawn(binary, ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  await reachable(port, child);
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  };
  return { url: `nats://127.0.0.1:${port}`, stop };
}

async function reachable(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    if (await greets(port)) return;
    await wait(50);
  }
  throw new Error('the NATS server did not start');
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
