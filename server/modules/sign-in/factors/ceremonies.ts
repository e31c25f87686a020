// The WebAuthn part of passkeys, by @simplewebauthn/server: what the browser is asked, and whether its answer holds. A
// passkey always verifies its person (PIN, fingerprint, face), so it counts as two factors. The library is loaded when the
// first passkey is used: it weighs 13 MB.
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { KnownPasskey } from './passkey-store.ts';

/** Where passkeys are good: the site's name, and its origin. */
export type Party = { readonly id: string; readonly origin: string };

/** From the site's address. An address of this machine is known to browsers as localhost. */
export function partyOf(publicUrl: string): Party {
  const url = new URL(publicUrl);
  if (/^(?:127\.|\[::1\])/.test(url.hostname)) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin };
}

const transportNames = ['ble', 'hybrid', 'internal', 'nfc', 'usb'] as const;

const transportsOf = (names: readonly string[]): AuthenticatorTransport[] =>
  transportNames.filter((name) => names.includes(name));

type Listed = { readonly credential: string; readonly transports: readonly string[] };

const described = (listed: readonly Listed[]) =>
  listed.map(({ credential, transports }) => ({ id: credential, transports: transportsOf(transports) }));

const webAuthn = () => import('@simplewebauthn/server');

/** Options for making a passkey; those there are already are not made twice. */
export async function optionsForAdding(
  party: Party,
  who: { readonly person: string; readonly name: string; readonly label: string },
  known: readonly Listed[],
) {
  const { generateRegistrationOptions } = await webAuthn();
  return generateRegistrationOptions({
    rpName: '心灯',
    rpID: party.id,
    userID: new TextEncoder().encode(who.person),
    userName: who.label,
    userDisplayName: who.name,
    attestationType: 'none',
    excludeCredentials: described(known),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Options for using a passkey: one of those known, or any that the browser offers. */
export async function optionsForUsing(party: Party, known?: readonly Listed[]) {
  const { generateAuthenticationOptions } = await webAuthn();
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    ...(known === undefined ? {} : { allowCredentials: described(known) }),
  });
}

const text = z.string().max(20_000);
const Common = { id: text, rawId: text, type: z.literal('public-key'), clientExtensionResults: z.looseObject({}) };
const Registration = z.object({
  ...Common,
  response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(text).max(10).optional() }),
});
const Authentication = z.object({
  ...Common,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() }),
});

/** What was made, or undefined when the answer does not hold. */
export async function madeBy(answer: unknown, challenge: string, party: Party) {
  const read = Registration.safeParse(answer);
  if (!read.success) return undefined;
  const { transports = [], ...response } = read.data.response;
  const given: RegistrationResponseJSON = {
    ...read.data,
    response: { ...response, transports: transportsOf(transports) },
  };
  const { verifyRegistrationResponse } = await webAuthn();
  const verified = await holds(() => verifyRegistrationResponse({ response: given, ...expecting(challenge, party) }));
  if (verified?.registrationInfo === undefined) return undefined;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    synced: credentialBackedUp,
  };
}

/** The name of the credential an answer was made with. */
export function credentialIn(answer: unknown): string | undefined {
  return Authentication.safeParse(answer).data?.id;
}

/** The passkey's new count, or undefined when the answer does not hold; also when its count has gone back. */
export async function usedBy(
  answer: unknown,
  challenge: string,
  party: Party,
  { credential }: KnownPasskey,
): Promise<number | undefined> {
  const read = Authentication.safeParse(answer);
  if (!read.success) return undefined;
  const { userHandle, ...response } = read.data.response;
  const given: AuthenticationResponseJSON = {
    ...read.data,
    response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
  };
  const known = { ...credential, publicKey: new Uint8Array(credential.publicKey), transports: [] };
  const { verifyAuthenticationResponse } = await webAuthn();
  const verified = await holds(() =>
    verifyAuthenticationResponse({ response: given, credential: known, ...expecting(challenge, party) }),
  );
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
}

const expecting = (expectedChallenge: string, { id, origin }: Party) => ({
  expectedChallenge,
  expectedOrigin: origin,
  expectedRPID: id,
  requireUserVerification: true,
});

/** The library throws for every answer that does not hold; what it throws may quote the answer and is not kept. */
async function holds<Verified>(verify: () => Promise<Verified>): Promise<Verified | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}
