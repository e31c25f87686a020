// The OpenID Connect part of single sign-on, by openid-client: authorization code with PKCE, state and nonce. Issuer,
// audience, expiry, nonce and the signature of the identity token are checked by the library; what it throws may quote
// what came from outside and is not kept. The library is loaded when somebody first signs in so.
import type { ClientAuth, Configuration } from 'openid-client';
import { z } from 'zod';
import type { Journey, KnownProvider, OutsidePerson } from './provider-store.ts';

/** How a provider is reached. */
export type Reach = {
  readonly provider: KnownProvider;
  readonly clientSecret: string;
  /** Our address that the provider sends browsers back to. */
  readonly callback: string;
  /** Allows providers that are not encrypted; for tests on the loopback only. */
  readonly plain: boolean;
};

const SECONDS = 10;
const library = () => import('openid-client');

/** Reads the provider's metadata. Undefined: it cannot be reached, or is not the issuer it should be. */
async function configure({ provider, clientSecret, plain }: Reach): Promise<Configuration | undefined> {
  const openId = await library();
  const issuer = new URL(provider.issuer);
  if (issuer.protocol !== 'https:' && !plain) return undefined;
  const [basic, post] = [openId.ClientSecretBasic(clientSecret), openId.ClientSecretPost(clientSecret)];
  const authenticate: ClientAuth = (server, client, body, headers) => {
    const takesBasic = server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true;
    (takesBasic ? basic : post)(server, client, body, headers);
  };
  const execute = [openId.enableNonRepudiationChecks, ...(plain ? [openId.allowInsecureRequests] : [])];
  try {
    return await openId.discovery(issuer, provider.clientId, undefined, authenticate, { execute, timeout: SECONDS });
  } catch {
    return undefined;
  }
}

/** Where the browser goes, and what has to come back. Undefined: the provider cannot be reached. */
export async function departure(
  reach: Reach,
): Promise<
  { readonly location: string; readonly state: string; readonly nonce: string; readonly verifier: string } | undefined
> {
  const config = await configure(reach);
  if (config === undefined) return undefined;
  const openId = await library();
  const [state, nonce, verifier] = [openId.randomState(), openId.randomNonce(), openId.randomPKCECodeVerifier()];
  const location = openId.buildAuthorizationUrl(config, {
    redirect_uri: reach.callback,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await openId.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { location: location.href, state, nonce, verifier };
}

const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  amr: z.array(z.string()).optional().catch(undefined),
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
});

/** Whom the provider names. Undefined: the answer does not hold. `query` begins with `?`. */
export async function arrival(
  reach: Reach,
  journey: Journey,
  { query, state }: { readonly query: string; readonly state: string },
): Promise<(OutsidePerson & { readonly twoFactors: boolean }) | undefined> {
  const config = await configure(reach);
  if (config === undefined) return undefined;
  const openId = await library();
  try {
    const tokens = await openId.authorizationCodeGrant(config, new URL(query, reach.callback), {
      pkceCodeVerifier: journey.verifier,
      expectedState: state,
      expectedNonce: journey.nonce,
      idTokenExpected: true,
    });
    const claims = Claims.parse(tokens.claims());
    const more = claims.email === undefined ? await openId.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
    const {
      iss: issuer,
      sub: subject,
      email,
      email_verified: verified,
      amr = [],
    } = { ...Claims.partial().parse(more), ...given(claims) };
    const address = verified === true && email !== undefined ? email.trim().toLowerCase() : null;
    return { issuer, subject, email: address, twoFactors: amr.includes('mfa') };
  } catch {
    return undefined;
  }
}

/** Only what was said, so that silence in the token does not hide what the provider tells besides. */
function given(claims: z.infer<typeof Claims>): z.infer<typeof Claims> {
  const { email, email_verified: verified, ...rest } = claims;
  return {
    ...rest,
    ...(email === undefined ? {} : { email }),
    ...(verified === undefined ? {} : { email_verified: verified }),
  };
}
