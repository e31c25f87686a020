// Every setting of the program, in one place: its name, its meaning, what it may be. Each is read from the
// environment (`PORT=8080`) or from a flag (`--port 8080`), which wins. A wrong one stops the start with one
// sentence that says what it should be, and never repeats what it was: an address may hold a password.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CannotStart } from './cannot-start.ts';
import { clockFrom, readInstant, systemClock, type Clock } from './clock.ts';
import type { DatabaseSettings } from './database/open.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a setting should be, for the person who mistyped it; not the value, not the reason of the machine. */
type Expected = { readonly zh: string; readonly en: string; readonly [more: string]: unknown };

const expected = z.registry<Expected>();

const address = (...protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const postgres = address('postgres:', 'postgresql:').optional();
const POSTGRES: Expected = { zh: '以 postgres:// 开头的地址', en: 'an address that begins with postgres://' };

const WEB: Expected = {
  zh: '以 https:// 或 http:// 开头的地址',
  en: 'an address that begins with https:// or http://',
};

/** The settings as they are written. */
const Settings = z.object({
  DATABASE_URL: postgres
    .describe('PostgreSQL 15 or newer, as the owner of the database. Unset: a private one in DATA_DIR.')
    .register(expected, POSTGRES),
  APP_DATABASE_URL: postgres
    .describe('The same database as the role that serves people. Unset: derived from DATABASE_URL.')
    .register(expected, POSTGRES),
  DATABASE_CONNECTIONS: wholeNumber(1, 1000)
    .default(10)
    .describe('Connections to the database, at most, for each process.')
    .register(expected, { zh: '1 到 1000 的整数', en: 'a whole number from 1 to 1000' }),
  NATS_URL: address('nats:', 'tls:', 'ws:', 'wss:')
    .optional()
    .describe('Carries words between processes. Unset: the database does.')
    .register(expected, { zh: '以 nats:// 开头的地址', en: 'an address that begins with nats://' }),
  DATA_DIR: z
    .string()
    .default(resolve(ROOT, 'var'))
    .transform((folder) => resolve(folder))
    .describe('Folder of everything that is kept outside DATABASE_URL.')
    .register(expected, { zh: '一个文件夹', en: 'a folder' }),
  HOST: z
    .union([z.ipv4(), z.ipv6(), z.hostname()])
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 for all.')
    .register(expected, { zh: '本机的一个地址，如 127.0.0.1', en: 'an address of this machine, such as 127.0.0.1' }),
  PORT: wholeNumber(0, 65_535)
    .default(8080)
    .describe('Port to listen on; 0 takes a free one.')
    .register(expected, { zh: '0 到 65535 的整数', en: 'a whole number from 0 to 65535' }),
  PUBLIC_URL: address('http:', 'https:')
    .optional()
    .describe('Address under which people reach the site; in posters, feeds and exports.')
    .register(expected, WEB),
  LEAVE_TO: address('http:', 'https:')
    .default('https://www.weather.com.cn/')
    .describe('The neutral page that quick exit opens.')
    .register(expected, WEB),
  BODY_LIMIT: wholeNumber(1000, 1_000_000_000)
    .default(1_000_000)
    .describe('Bytes that a request may carry, at most.')
    .register(expected, {
      zh: '1000 到 1000000000 的整数（字节）',
      en: 'a whole number of bytes from 1000 to 1000000000',
    }),
  LOG_LEVEL: z
    .enum(['info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The least important lines that are logged.')
    .register(expected, { zh: 'info、warn、error 或 silent', en: 'info, warn, error or silent' }),
  NOW: z
    .string()
    .transform((text, context) => instantOr(text, () => context.addIssue('not a time')))
    .optional()
    .describe('Shows the service as it would be from this instant on; Asia/Shanghai unless it has an offset.')
    .register(expected, { zh: '一个时刻，如 2020-04-08T09:00', en: 'a time such as 2020-04-08T09:00' }),
});

type Name = keyof typeof Settings.shape;

/** The settings as the program uses them. */
export type Config = DatabaseSettings & {
  readonly databaseConnections: number;
  readonly natsUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** The neutral page that quick exit opens. */
  readonly leaveTo: string;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent';
  readonly clock: Clock;
};

/** The environment, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings; flags (`--port 8080`, `--port=8080`) win over the environment, empty means unset.
 * Throws CannotStart for the first that is wrong or unknown.
 */
export function readConfig(env: Environment, args: readonly string[] = []): Config {
  const { flags, words } = readFlags(args);
  if (words.length > 0) throw unknown();
  return configOf({ ...env, ...flags });
}

/** The same for a command that also takes words of its own, such as the name of a file. */
export function readCommand(env: Environment, args: readonly string[]): { config: Config; words: readonly string[] } {
  const { flags, words } = readFlags(args);
  return { config: configOf({ ...env, ...flags }), words };
}

function configOf(texts: Environment): Config {
  const given = Object.entries(texts).filter(([name, text]) => isName(name) && text !== '');
  const read = Settings.safeParse(Object.fromEntries(given));
  if (!read.success) throw wrong(String(read.error.issues[0]?.path[0]));
  const { data } = read;
  return {
    databaseUrl: data.DATABASE_URL,
    appDatabaseUrl: data.APP_DATABASE_URL,
    databaseConnections: data.DATABASE_CONNECTIONS,
    natsUrl: data.NATS_URL,
    dataDir: data.DATA_DIR,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    leaveTo: data.LEAVE_TO,
    bodyLimit: data.BODY_LIMIT,
    logLevel: data.LOG_LEVEL,
    clock: data.NOW === undefined ? systemClock : clockFrom(data.NOW),
  };
}

const isName = (name: string): name is Name => Object.hasOwn(Settings.shape, name);

const flagOf = (name: string): string => `--${name.toLowerCase().replaceAll('_', '-')}`;

function readFlags(args: readonly string[]): { flags: Record<string, string>; words: string[] } {
  const names = new Map(Object.keys(Settings.shape).map((name) => [flagOf(name), name]));
  const flags: Record<string, string> = {};
  const words: string[] = [];
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place] ?? '';
    const [flag = '', ...rest] = word.split('=');
    const name = names.get(flag);
    if (name === undefined && flag.startsWith('-')) throw unknown();
    if (name === undefined) words.push(word);
    else flags[name] = rest.length > 0 ? rest.join('=') : (args[(place += 1)] ?? '--');
    if (name !== undefined && flags[name] === '--') throw wrong(name);
  }
  return { flags, words };
}

function instantOr(text: string, complain: () => void): Temporal.Instant | undefined {
  try {
    return readInstant(text);
  } catch {
    complain();
    return undefined;
  }
}

function wrong(name: string): CannotStart {
  const { zh, en } = (isName(name) ? expected.get(Settings.shape[name]) : undefined) ?? { zh: '', en: '' };
  return new CannotStart(
    `设置 ${name}（${flagOf(name)}）不正确：应为${zh}。`,
    `The setting ${name} (${flagOf(name)}) is wrong: it should be ${en}.`,
  );
}

function unknown(): CannotStart {
  const flags = Object.keys(Settings.shape).map(flagOf);
  return new CannotStart(
    `没有这样的参数；可用的参数是 ${flags.join('、')}。`,
    `There is no such flag; the flags are ${flags.join(', ')}.`,
  );
}
