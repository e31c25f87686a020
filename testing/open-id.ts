// A real OpenID provider on the loopback (oidc-provider), whose users sign in by being named, and whose key the test
// holds, so that it can also answer what no honest provider would.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { z } from 'zod';
import { openTestBrowser, type TestBrowser } from './sign-in.ts';

/** Somebody the provider knows. */
export type OpenIdUser = { readonly email: string; readonly email_verified: boolean };

export type OpenIdProvider = {
  readonly issuer: string;
  /** Lets clients in; all with the same secret. `callbacks`: where they may be sent back to. */
  readonly admit: (clients: readonly string[], callbacks: readonly string[]) => void;
  /** Says as whom browsers that come are signed in from now on. */
  readonly sit: (user: string) => void;
  /** Goes where a browser is sent and signs in as `user`; gives the address it is sent back to. */
  readonly visit: (location: string, user: string) => Promise<URL>;
  /** Answers at the token endpoint in place of the provider; null: the provider itself. */
  readonly forge: (answer: ForgedAnswer | null) => void;
  /** An identity token with these claims, signed with the provider's key or another. */
  readonly mint: (claims: object, own?: boolean) => string;
  readonly close: () => void;
};

/** The identity token for what was sent to the token endpoint. */
type ForgedAnswer = (sent: URLSearchParams) => string;

export const clientSecret = 'the-secret-of-a-client-in-tests-only';

/** Starts one. */
export async function openIdProvider(users: Readonly<Record<string, OpenIdUser>>): Promise<OpenIdProvider> {
  const keys = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  let provider: Provider | undefined;
  let user = '';
  let forged: ForgedAnswer | null = null;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (provider === undefined) return void response.writeHead(503).end();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/interaction/')) return enter(provider, user, request, response);
    if (pathname !== '/token' || forged === null) return provider.callback()(request, response);
    const sent = new URLSearchParams(await text(request));
    const body = { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: forged(sent) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const issuer = `http://127.0.0.1:${port}`;
  const admit = (clients: readonly string[], callbacks: readonly string[]): void => {
    const jwk = { ...keys[0]?.privateKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig', kty: 'RSA' };
    provider = new Provider(issuer, {
      clients: clients.map((id) => ({ client_id: id, client_secret: clientSecret, redirect_uris: [...callbacks] })),
      jwks: { keys: [jwk] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...users[accountId] }) }),
      claims: { email: ['email', 'email_verified'] },
      cookies: { keys: ['a key of the test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    });
  };
  const visit = async (location: string, as: string): Promise<URL> => {
    user = as;
    const browser = openTestBrowser('');
    for (let at = location, step = 0; step < 10; step += 1) {
      const next = (await browser.get(at)).headers.get('location');
      if (next === null) throw new Error('The provider did not send the browser on.');
      at = new URL(next, issuer).href;
      if (!at.startsWith(issuer)) return new URL(at);
    }
    throw new Error('The provider sent the browser in circles.');
  };
  const mint = (claims: object, own = true): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const said = `${part({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${part(claims)}`;
    const key = keys[own ? 0 : 1]?.privateKey;
    if (key === undefined) throw new Error('There is no key.');
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`;
  };
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return {
    issuer,
    admit,
    sit: (as) => void (user = as),
    visit,
    forge: (answer) => void (forged = answer),
    mint,
    close,
  };
}

/** The person is there and agrees. */
async function enter(
  provider: Provider,
  user: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: user, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid email');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId: user }, consent: { grantId } });
}

const Started = z.object({ location: z.string() });

/** Asks for the single sign-on of an organisation by name; gives the address of the provider that a browser is sent to. */
export async function startSingleSignOn(browser: TestBrowser, who = '河东大学'): Promise<URL> {
  const started = await browser.post('/api/sign-in/single-sign-on/start', { who });
  if (started.status !== 200) throw new Error(`single sign-on was not begun: ${await started.text()}`);
  return new URL(Started.parse(await started.json()).location);
}
