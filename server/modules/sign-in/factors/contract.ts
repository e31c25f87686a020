// Second factors and passkeys: what is asked and answered when they are set up, used at sign-in, and taken away.
import { z } from 'zod';
import { Done, SignedIn } from '../contract.ts';

/** A passkey, for the list of its owner. */
export const Passkey = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  synced: z.boolean().describe('Kept by an account of the maker, on several devices.'),
});
export type Passkey = z.infer<typeof Passkey>;

/** Options of the browser's WebAuthn call, as @simplewebauthn/browser takes them in `optionsJSON`. */
const CeremonyOptions = z.object({
  ceremony: z.uuid().describe('Comes back with the answer; good once, for five minutes.'),
  options: z.record(z.string(), z.unknown()),
});

/** What the browser's WebAuthn call gave, as @simplewebauthn/browser returns it. */
const Answered = z.looseObject({ id: z.string().max(2000), response: z.record(z.string(), z.unknown()) });

const Code = z.string().trim().max(40);
const PasskeyName = z.string().trim().min(1).max(60);

export const signInWithPasskeyOptions = {
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  input: {},
  output: CeremonyOptions,
} as const;

export const signInWithPasskey = {
  method: 'POST',
  path: '/api/sign-in/passkey',
  input: { body: z.strictObject({ ceremony: z.uuid(), response: Answered }) },
  output: SignedIn,
} as const;

export const secondStepWithCode = {
  method: 'POST',
  path: '/api/sign-in/second-step/code',
  input: { body: z.strictObject({ code: Code }) },
  output: SignedIn,
} as const;

export const secondStepWithRecoveryCode = {
  method: 'POST',
  path: '/api/sign-in/second-step/recovery-code',
  input: { body: z.strictObject({ code: Code }) },
  output: SignedIn,
} as const;

export const secondStepWithPasskeyOptions = {
  method: 'POST',
  path: '/api/sign-in/second-step/passkey/options',
  input: {},
  output: CeremonyOptions,
} as const;

export const secondStepWithPasskey = {
  method: 'POST',
  path: '/api/sign-in/second-step/passkey',
  input: { body: z.strictObject({ ceremony: z.uuid(), response: Answered }) },
  output: SignedIn,
} as const;

export const unlockWithPasskeyOptions = {
  method: 'POST',
  path: '/api/sign-in/unlock/passkey/options',
  input: {},
  output: CeremonyOptions,
} as const;

export const unlockWithPasskey = {
  method: 'POST',
  path: '/api/sign-in/unlock/passkey',
  input: { body: z.strictObject({ ceremony: z.uuid(), response: Answered }) },
  output: Done,
} as const;

/** A new secret; it counts once a code made from it has been given. */
export const beginTotp = {
  method: 'POST',
  path: '/api/sign-in/totp',
  input: {},
  output: z.object({ secret: z.string().describe('Base32, to type.'), uri: z.string().describe('For the QR code.') }),
} as const;

/** Ten codes, shown this once. */
const RecoveryCodes = z.object({ codes: z.array(z.string()).length(10) });

export const confirmTotp = {
  method: 'POST',
  path: '/api/sign-in/totp/confirm',
  input: { body: z.strictObject({ code: Code }) },
  output: z.object({ recoveryCodes: z.array(z.string()).describe('Ten, shown this once; empty when there are some.') }),
} as const;

export const removeTotp = { method: 'DELETE', path: '/api/sign-in/totp', input: {}, output: Done } as const;

/** Earlier codes are void from then on. */
export const renewRecoveryCodes = {
  method: 'POST',
  path: '/api/sign-in/recovery-codes',
  input: {},
  output: RecoveryCodes,
} as const;

export const listPasskeys = {
  method: 'GET',
  path: '/api/sign-in/passkeys',
  input: {},
  output: z.object({ passkeys: z.array(Passkey) }),
} as const;

export const addPasskeyOptions = {
  method: 'POST',
  path: '/api/sign-in/passkeys/options',
  input: {},
  output: CeremonyOptions,
} as const;

export const addPasskey = {
  method: 'POST',
  path: '/api/sign-in/passkeys',
  input: { body: z.strictObject({ ceremony: z.uuid(), name: PasskeyName, response: Answered }) },
  output: Passkey,
} as const;

export const renamePasskey = {
  method: 'PATCH',
  path: '/api/sign-in/passkeys/:id',
  input: { params: z.object({ id: z.uuid() }), body: z.strictObject({ name: PasskeyName }) },
  output: Done,
} as const;

export const removePasskey = {
  method: 'DELETE',
  path: '/api/sign-in/passkeys/:id',
  input: { params: z.object({ id: z.uuid() }) },
  output: Done,
} as const;
