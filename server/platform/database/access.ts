// Two ways in. The owner changes the shape of the tables and makes backups; the app reads and writes rows.
// On a private database both are known by the folder only its account may enter. On a server, DATABASE_URL is
// the owner's address, and the app's login is derived from it, so that one setting is enough and any number of
// processes agree on it without talking to each other.
import { createHmac, pbkdf2Sync, createHash, randomBytes } from 'node:crypto';
import { Client, type ClientBase, type ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import { withClient } from './client.ts';
import { DatabaseFailure } from './errors.ts';
import type { Cluster } from './postgres.ts';

/** How the owner and the app connect. */
export type Access = { readonly owner: ClientConfig; readonly app: ClientConfig };

/** The owner's role, where we make it ourselves. */
export const OWNER = 'xindeng_owner';
const APP = 'xindeng_app';

/** Ways into one database of a private PostgreSQL. */
export function accessWithin(cluster: Pick<Cluster, 'admin'>, database = 'xindeng'): Access {
  const base = { ...cluster.admin, database };
  return { owner: { ...base, user: OWNER }, app: { ...base, user: APP } };
}

/** Makes the owner and its database in a private PostgreSQL, if they are missing. */
export async function prepareCluster(cluster: Pick<Cluster, 'admin'>): Promise<void> {
  await withClient(cluster.admin, 'launcher', async (client) => {
    await makeOwner(client);
    const { rowCount } = await client.query(`select from pg_database where datname = 'xindeng'`);
    if (rowCount === 0) await client.query(`create database xindeng owner ${OWNER}`);
  });
}

/**
 * Makes the owner's role, if it is missing: it may make the app's role, and reads every row for a backup. It is
 * never the one that serves people.
 */
export async function makeOwner(admin: ClientBase): Promise<void> {
  await admin.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${OWNER}') then
        create role ${OWNER} login createrole bypassrls;
      end if;
    exception when duplicate_object or unique_violation then null; -- another starter was faster
    end $$`);
}

/** Ways into the database of a server: `owner` is DATABASE_URL, `app` is APP_DATABASE_URL or derived. */
export function accessByUrl(owner: string, app?: string): Access {
  const asWritten = (url: string): ClientConfig => ({ connectionString: new URL(url).href });
  return { owner: asWritten(owner), app: asWritten(app ?? appUrl(owner)) };
}

/** The same address with the app's name and, where the owner has a password, the app's derived one. */
function appUrl(owner: string): string {
  const url = new URL(owner);
  const password = url.searchParams.get('password') ?? decodeURIComponent(url.password);
  url.searchParams.set('user', APP);
  if (password !== '') url.searchParams.set('password', derivedPassword(password));
  return url.href;
}

function derivedPassword(ownerPassword: string): string {
  return createHmac('sha256', ownerPassword).update(APP).digest('base64url');
}

const OLDEST = 15;

/** Throws CannotStart when the server cannot be reached as the owner, or is older than PostgreSQL 15. */
export async function refuseUnfitServer(owner: ClientConfig): Promise<void> {
  const version = await withClient(owner, 'server', async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    return Number(rows[0]?.version) / 10_000;
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (version < OLDEST) throw tooOld(Math.floor(version));
}

/**
 * Lets the app log in on a server: tries, and if it is turned away, gives its role the derived password.
 * Throws CannotStart if that does not help either.
 */
export async function ensureAppLogin({ owner, app }: Access): Promise<void> {
  if ((await turnedAway(app)) === null) return;
  const password = new Client(app).password;
  if (typeof password === 'string' && password !== '') await setPassword(owner, password);
  const code = await turnedAway(app);
  if (code !== null)
    throw new CannotStart(
      `数据库不接受角色 ${APP} 的登录（${code}）；请为它设置密码，并把它的地址写入 APP_DATABASE_URL。`,
      `The database does not let the role ${APP} in (${code}); give it a password and put its address into APP_DATABASE_URL.`,
    );
}

/** SQLSTATE class 28 (invalid authorization) when the login is refused, null when it works. Other errors are thrown. */
async function turnedAway(connection: ClientConfig): Promise<string | null> {
  try {
    return await withClient(connection, 'server', async () => null);
  } catch (error) {
    if (error instanceof DatabaseFailure && error.code.startsWith('28')) return error.code;
    throw error;
  }
}

async function setPassword(owner: ClientConfig, password: string): Promise<void> {
  const words = `alter role ${APP} login password '${scramVerifier(password)}'`;
  await withClient(owner, 'server', (client) => client.query(words));
}

/** What PostgreSQL stores instead of a password (RFC 5802); so the password itself is never in a statement or a log. */
export function scramVerifier(password: string, salt = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}

/**
 * Refuses a way in that could step around row-level security: a superuser, a role with BYPASSRLS, an owner of
 * tables, or a member of any role that is one. Run once on every start, before the first person is served.
 */
export async function refuseMightyRole(app: ClientConfig): Promise<void> {
  const mighty = await withClient(app, 'server', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select r.rolname as name from pg_roles r
        where pg_has_role(session_user, r.oid, 'member')
          and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid))`,
    );
    return rows[0]?.name;
  });
  if (mighty !== undefined) throw tooMighty(mighty);
}

function unreachable(error: unknown): CannotStart {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return new CannotStart(
    `连不上 DATABASE_URL 所指的数据库（${code}）。`,
    `The database named by DATABASE_URL cannot be reached (${code}).`,
  );
}

const tooOld = (version: number): CannotStart =>
  new CannotStart(
    `DATABASE_URL 所指的 PostgreSQL 是 ${version} 版，太旧；请使用 ${OLDEST} 或更新的版本。`,
    `The PostgreSQL named by DATABASE_URL is version ${version}, which is too old; use ${OLDEST} or newer.`,
  );

const tooMighty = (name: string): CannotStart =>
  new CannotStart(
    `服务所用的数据库角色拥有 ${name} 的权限，可以绕过行级安全；请使用既非超级用户、也不拥有数据表的角色。`,
    `The role the server uses has the power of ${name} and could step around row-level security; use one that is no superuser and owns no table.`,
  );
