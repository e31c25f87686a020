// The browser's own passkey dialog between two calls to the server: options from it, the answer back to it.
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { z } from 'zod';
import { addPasskey, addPasskeyOptions } from '../../server/modules/sign-in/factors/contract.ts';
import { call } from '../kit/call.ts';
import { Failure } from '../kit/failure.ts';
import { signInWords } from './words.ts';

type Options = { readonly ceremony: string; readonly options: Readonly<Record<string, unknown>> };
type Answered = {
  readonly ceremony: string;
  readonly response: z.input<(typeof addPasskey)['input']['body']>['response'];
};

/** Whether this browser can use passkeys at all. */
export const knowsPasskeys = (): boolean => typeof PublicKeyCredential !== 'undefined';

/** Uses a passkey for what the options were made for. Throws Failure `passkey` when the person or the device declines. */
export async function usePasskey({ ceremony, options }: Options): Promise<Answered> {
  return {
    ceremony,
    response: await declinable(() => startAuthentication(given<typeof startAuthentication>(options))),
  };
}

/** Makes a passkey on this device or another one and registers it under the name. */
export async function makePasskey(name: string): Promise<void> {
  const { ceremony, options } = await call(addPasskeyOptions);
  const response = await declinable(() => startRegistration(given<typeof startRegistration>(options)));
  await call(addPasskey, { body: { ceremony, name, response } });
}

type Start = typeof startAuthentication | typeof startRegistration;

/** The server made the options with the library's other half; their shape is that library's affair. */
function given<S extends Start>(options: Readonly<Record<string, unknown>>): Parameters<S>[0] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as said above
  return { optionsJSON: options } as unknown as Parameters<S>[0];
}

async function declinable<T extends object>(ceremony: () => Promise<T>): Promise<Answered['response']> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the library gives goes to its other half
    return (await ceremony()) as unknown as Answered['response'];
  } catch {
    const { zh, en } = signInWords;
    throw new Failure({ status: 400, code: 'passkey', words: { zh: zh.passkeyFailed, en: en.passkeyFailed } });
  }
}
