// Single sign-on of institutions: how it is set up, and how a browser is sent there and comes back.
import { z } from 'zod';
import { Done } from '../contract.ts';

/** Where the browser goes to sign in at its institution; `who` is an e-mail address or an organisation's name or id. */
export const startSingleSignOn = {
  method: 'POST',
  path: '/api/sign-in/single-sign-on/start',
  input: { body: z.strictObject({ who: z.string().trim().min(1).max(254) }) },
  output: z.object({ location: z.url() }),
} as const;

/** The institution sends the browser here; answers a page that goes on to the console. */
export const singleSignOnCallback = {
  method: 'GET',
  path: '/api/sign-in/single-sign-on/:provider/callback',
  input: { params: z.object({ provider: z.uuid() }) },
  output: 'page',
} as const;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);

/** What single sign-on of an institution is set up with. */
const ProviderFields = {
  name: z.string().trim().min(1).max(60).describe('As on the button.'),
  issuer: z.url().max(500).describe('Address of the OpenID provider, as in its metadata.'),
  clientId: z.string().trim().min(1).max(200),
  emailDomains: z.array(domain).min(1).max(20).describe('Addresses under these may be linked.'),
  trustsSecondFactor: z.boolean().describe('Take its word (amr: mfa) for the second factor.'),
  enabled: z.boolean(),
};

/** Single sign-on of one organisation. The client secret is never shown. */
export const Provider = z.object({
  id: z.uuid(),
  ...ProviderFields,
  callback: z.url().describe('To enter at the provider.'),
});
export type Provider = z.infer<typeof Provider>;

export const listProviders = {
  method: 'GET',
  path: '/api/sign-in/providers',
  input: {},
  output: z.object({ providers: z.array(Provider) }),
} as const;

const ClientSecret = z.string().min(1).max(500);

export const addProvider = {
  method: 'POST',
  path: '/api/sign-in/providers',
  input: { body: z.strictObject({ ...ProviderFields, clientSecret: ClientSecret }) },
  output: Provider,
} as const;

export const changeProvider = {
  method: 'PUT',
  path: '/api/sign-in/providers/:id',
  input: {
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ ...ProviderFields, clientSecret: ClientSecret.optional().describe('Left out: as before.') }),
  },
  output: Provider,
} as const;

export const removeProvider = {
  method: 'DELETE',
  path: '/api/sign-in/providers/:id',
  input: { params: z.object({ id: z.uuid() }) },
  output: Done,
} as const;
