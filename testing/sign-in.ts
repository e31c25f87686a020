// Sign-in on a real server with a real database, browsers that keep their cookies, and a passkey made in software, for
// tests and benchmarks. Sealing is real AES-256-GCM; only where its key comes from is the test's own.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { systemClock, type Clock } from '#platform/clock.ts';
import { transaction } from '#platform/database/index.ts';
import type { AuditLine, Ledger, Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { openSlowHash, type SlowHash } from '#platform/slow-hash.ts';
import { openSignIn, type Sealing, settleAccount, type SignIn, type SignInOptions } from '#sign-in/index.ts';
import type { TestDatabase } from './database.ts';
import { serve, type Served } from './serve.ts';

/** Hashes as quickly as argon2id goes; only the timing test and the benchmark take the real cost. */
const quickCost = { memory: 64, passes: 1, parallelism: 1 };

/** Seals with a key of the test's own. */
export function testSealing(key: Buffer = randomBytes(32)): Sealing {
  const bound = (place: object): Buffer => Buffer.from(JSON.stringify(place));
  return {
    seal: async (place, plain) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(place));
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: async (place, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(bound(place));
      decipher.setAuthTag(sealed.subarray(-16));
      try {
        return ok(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]));
      } catch {
        return refuse('altered');
      }
    },
  };
}

/** A clock that a test moves. */
export type MovingClock = Clock & { readonly pass: (time: Temporal.DurationLike) => void };

/** Starts now, in whole milliseconds: the database keeps fewer digits than the clock has. */
export function movingClock(): MovingClock {
  let now = Temporal.Instant.fromEpochMilliseconds(systemClock.now().epochMilliseconds);
  return { now: () => now, pass: (time) => void (now = now.add(time)) };
}

export type SignInServer = Served & {
  readonly clock: MovingClock;
  readonly signIn: SignIn;
  readonly lines: AuditLine[];
  /** Sets somebody's password, and the secret of their codes. */
  readonly settle: (person: string, password: string, totp?: string) => Promise<void>;
  readonly browser: (headers?: Readonly<Record<string, string>>) => TestBrowser;
  /** As `http://localhost:…`, the origin of passkeys. */
  readonly origin: string;
};

export type SignInServerOptions = Partial<SignInOptions> & {
  readonly more?: readonly Route[];
  readonly hash?: SlowHash;
  readonly assets?: NonNullable<Parameters<typeof serve>[1]>['assets'];
};

/** Serves sign-in; `more` rows are served beside. Close it when the file is done. */
export async function serveSignIn(
  { db }: Pick<TestDatabase, 'db'>,
  { more = [], hash, assets, ...options }: SignInServerOptions = {},
): Promise<SignInServer> {
  const slowHash = hash ?? openSlowHash({ cost: quickCost, threads: 2 });
  const sealing = options.sealing ?? testSealing();
  const clock = movingClock();
  const lines: AuditLine[] = [];
  const ledger: Ledger = { append: async (_, line) => void lines.push(line) };
  let origin = 'http://localhost';
  const signIn = await openSignIn({
    db,
    sealing,
    slowHash,
    ledger,
    markKey: randomBytes(32),
    onDuty: async () => true,
    publicUrl: () => origin,
    console: '/console/',
    ...options,
  });
  const served = await serve([...signIn.routes, ...more], {
    clock,
    authorise: signIn.authorise,
    records: { db, ledger },
    ...(assets === undefined ? {} : { assets }),
  });
  origin = `http://localhost:${served.port}`;
  const settle = (person: string, password: string, totp?: string): Promise<void> =>
    transaction(db, { reach: 'everywhere' }, (tx) => {
      const account = { person, password, mustChange: false, ...(totp === undefined ? {} : { totp }) };
      return settleAccount({ slowHash, sealing }, tx, account, clock.now());
    });
  const close = async (): Promise<void> => {
    await served.close();
    await slowHash.close();
  };
  const browser = (headers = {}): TestBrowser => openTestBrowser(served.url, headers);
  return { ...served, close, clock, signIn, lines, settle, browser, origin };
}

/** A browser as far as cookies and headers go. */
export type TestBrowser = {
  readonly cookies: Map<string, string>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly post: (path: string, body?: unknown) => Promise<Response>;
  readonly send: (method: string, path: string, body?: unknown) => Promise<Response>;
};

/** Keeps the cookies it is given and sends them back. */
export function openTestBrowser(url: string, headers: Readonly<Record<string, string>> = {}): TestBrowser {
  const cookies = new Map<string, string>();
  const ask = async (method: string, path: string, given: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...headers, cookie, ...Object.fromEntries(new Headers(given.headers)) };
    const response = await fetch(url + path, { redirect: 'manual', ...given, method, headers: all });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    ask(
      method,
      path,
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    );
  return {
    cookies,
    get: (path, more = {}) => ask('GET', path, { headers: more }),
    post: (path, body) => send('POST', path, body),
    send,
  };
}

/** A passkey of the test's own: makes and uses one credential, as an authenticator would. */
export type SoftPasskey = {
  readonly make: (options: { readonly challenge: string }, origin?: string) => object;
  readonly use: (options: { readonly challenge: string }, about?: Partial<PasskeyUse>) => object;
};

/** What a test may forge. */
export type PasskeyUse = {
  readonly origin: string;
  readonly counter: number;
  readonly verified: boolean;
  readonly key: KeyObject;
};

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** An authenticator with one credential for `localhost`. */
export function softPasskey(home: string): SoftPasskey {
  const id = randomBytes(32);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  let count = 0;
  const authenticatorData = (flags: number, counter: number, attested = Buffer.alloc(0)): Buffer => {
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256('localhost'), tail, attested]);
  };
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const common = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };
  return {
    make: ({ challenge }, origin = home) => {
      const cose = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const data = authenticatorData(0x45, count, attested);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(data.length);
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
        size,
        data,
      ]);
      const client = clientData('webauthn.create', challenge, origin);
      return {
        ...common,
        response: {
          clientDataJSON: base64url(client),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
      };
    },
    use: ({ challenge }, { origin = home, counter, verified = true, key = privateKey } = {}) => {
      count += 1;
      const data = authenticatorData(verified ? 0x05 : 0x01, counter ?? count);
      const client = clientData('webauthn.get', challenge, origin);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), key);
      return {
        ...common,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
        },
      };
    },
  };
}
