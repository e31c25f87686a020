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

/** Base64 of 32 bytes each, with commas between. */
const masterKeys = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((texts) => texts.every((one) => /^[A-Za-z0-9+/]{43}=$/.test(one)))
  .transform((texts) => texts.map((one) => Buffer.from(one, 'base64')));

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
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((ones) =>
      ones.every((one) => /^(?:loopback|linklocal|uniquelocal|[0-9a-fA-F:.]+(?:\/\d{1,3})?)$/.test(one)),
    )
    .describe('Proxies whose word is taken for where a call comes from, for limits only: addresses, nets, loopback.')
    .register(expected, {
      zh: '代理的地址或网段，用逗号隔开，如 10.0.0.2,loopback',
      en: 'addresses or nets of proxies with commas between, such as 10.0.0.2,loopback',
    }),
  LOG_LEVEL: z
    .enum(['info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The least important lines that are logged.')
    .register(expected, { zh: 'info、warn、error 或 silent', en: 'info, warn, error or silent' }),
  MASTER_KEY: masterKeys
    .optional()
    .describe('Master keys as base64 of 32 bytes, the newest first. Unset: MASTER_KEY_FILE. Not to be had as a flag.')
    .register(expected, {
      zh: '32 字节的 Base64，多个之间用逗号隔开',
      en: 'base64 of 32 bytes, with commas between several',
    }),
  MASTER_KEY_FILE: z
    .string()
    .transform((file) => resolve(file))
    .optional()
    .describe('File of the master keys. Unset: keys/master.key in DATA_DIR, made at the first start.')
    .register(expected, { zh: '一个文件', en: 'a file' }),
  KMS_MODULE: z
    .string()
    .transform((file) => resolve(file))
    .optional()
    .describe('PKCS#11 module of an HSM that keeps the master key. Needs KMS_TOKEN, KMS_KEY and KMS_PIN.')
    .register(expected, { zh: '加密机的 PKCS#11 模块（.so 文件）', en: 'the PKCS#11 module of the HSM, a .so file' }),
  KMS_TOKEN: z
    .string()
    .max(200)
    .optional()
    .describe('Label of the token on the HSM.')
    .register(expected, { zh: '令牌的名称', en: 'the label of a token' }),
  KMS_KEY: z
    .string()
    .regex(/^(?:[0-9a-fA-F]{2}){1,64}$/)
    .optional()
    .describe('Id of the AES-256 key on the token, in hex.')
    .register(expected, { zh: '密钥的编号（十六进制），如 01', en: 'the id of a key in hex, such as 01' }),
  KMS_PIN: z
    .string()
    .optional()
    .describe('PIN of the token. Not to be had as a flag.')
    .register(expected, { zh: '令牌的 PIN', en: 'the PIN of the token' }),
  KEYS_DATABASE_URL: postgres
    .describe('A PostgreSQL of its own for identity keys, never the main one. Unset: files in DATA_DIR.')
    .register(expected, POSTGRES),
  NOW: z
    .string()
    .transform((text, context) => instantOr(text, () => context.addIssue('not a time')))
    .optional()
    .describe('Shows the service as it would be from this instant on; Asia/Shanghai unless it has an offset.')
    .register(expected, { zh: '一个时刻，如 2020-04-08T09:00', en: 'a time such as 2020-04-08T09:00' }),
});

type Name = keyof typeof Settings.shape;

/** Everybody on the machine can read the flags of a program, so these are never one. */
const SECRET: readonly string[] = ['MASTER_KEY', 'KMS_PIN'] satisfies readonly Name[];

/** Where keys are kept. */
export type KeySettings = {
  /** Absolute. Holds the master key file and identity keys, where nothing else is said. */
  readonly dataDir: string;
  /** From the environment, the newest first; empty when there are none. */
  readonly masterKeys: readonly Buffer[];
  /** Absolute. */
  readonly masterKeyFile?: string | undefined;
  readonly hsm?:
    { readonly module: string; readonly token: string; readonly key: string; readonly pin: string } | undefined;
  readonly keysDatabaseUrl?: string | undefined;
};

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
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent';
  readonly keys: KeySettings;
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

/**
 * The same for a command that also takes words of its own, such as the name of a file. `own`: the flags that the
 * command takes besides and has read already, as they are told to a person who mistyped one.
 */
export function readCommand(
  env: Environment,
  args: readonly string[],
  own: readonly string[] = [],
): { config: Config; words: readonly string[] } {
  const { flags, words } = readFlags(args, own);
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
    trustedProxies: data.TRUSTED_PROXIES,
    logLevel: data.LOG_LEVEL,
    keys: keySettings(data),
    clock: data.NOW === undefined ? systemClock : clockFrom(data.NOW),
  };
}

function keySettings(data: z.infer<typeof Settings>): KeySettings {
  const { KMS_MODULE: module, KMS_TOKEN: token, KMS_KEY: key, KMS_PIN: pin } = data;
  const given = [module, token, key, pin].filter((setting) => setting !== undefined).length;
  if (given > 0 && given < 4) throw incompleteHsm();
  const complete = module !== undefined && token !== undefined && key !== undefined && pin !== undefined;
  return {
    dataDir: data.DATA_DIR,
    masterKeys: data.MASTER_KEY ?? [],
    masterKeyFile: data.MASTER_KEY_FILE,
    hsm: complete ? { module, token, key, pin } : undefined,
    keysDatabaseUrl: data.KEYS_DATABASE_URL,
  };
}

const isName = (name: string): name is Name => Object.hasOwn(Settings.shape, name);

const flagNames = (): string[] => Object.keys(Settings.shape).filter((name) => !SECRET.includes(name));

const flagOf = (name: string): string => `--${name.toLowerCase().replaceAll('_', '-')}`;

function readFlags(
  args: readonly string[],
  own: readonly string[] = [],
): { flags: Record<string, string>; words: string[] } {
  const names = new Map(flagNames().map((name) => [flagOf(name), name]));
  const flags: Record<string, string> = {};
  const words: string[] = [];
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place] ?? '';
    const [flag = '', ...rest] = word.split('=');
    const name = names.get(flag);
    if (name === undefined && flag.startsWith('-')) throw unknown(own);
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
  const flag = SECRET.includes(name) ? { zh: '', en: '' } : { zh: `（${flagOf(name)}）`, en: ` (${flagOf(name)})` };
  return new CannotStart(
    `设置 ${name}${flag.zh}不正确：应为${zh}。`,
    `The setting ${name}${flag.en} is wrong: it should be ${en}.`,
  );
}

function unknown(own: readonly string[] = []): CannotStart {
  const flags = [...own, ...flagNames().map(flagOf)];
  return new CannotStart(
    `没有这样的参数；可用的参数是 ${flags.join('、')}。`,
    `There is no such flag; the flags are ${flags.join(', ')}.`,
  );
}

const incompleteHsm = (): CannotStart =>
  new CannotStart(
    '使用加密机需要同时设置 KMS_MODULE、KMS_TOKEN、KMS_KEY 与 KMS_PIN。',
    'An HSM needs KMS_MODULE, KMS_TOKEN, KMS_KEY and KMS_PIN, all four.',
  );
