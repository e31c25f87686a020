// A provider while it is being typed; without any of how.
import type { z } from 'zod';
import type { addProvider, Provider } from '../../../server/modules/sign-in/single-sign-on/contract.ts';

export type Draft = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** One a line. */
  readonly domains: string;
  readonly trustsSecondFactor: boolean;
  readonly enabled: boolean;
};

export const emptyDraft: Draft = {
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  domains: '',
  trustsSecondFactor: false,
  enabled: true,
};

/** A provider to be changed; its secret is known to the server alone. */
export function draftOf({ name, issuer, clientId, emailDomains, trustsSecondFactor, enabled }: Provider): Draft {
  return { name, issuer, clientId, clientSecret: '', domains: emailDomains.join('\n'), trustsSecondFactor, enabled };
}

/** Domains as typed, one a line or parted by commas or spaces; a leading @ is no part of it. */
export function domainsIn(text: string): string[] {
  return text
    .split(/[\s,，、;；]+/)
    .map((one) => one.replace(/^@/, '').toLowerCase())
    .filter((one) => one !== '');
}

export type Faults = {
  readonly [K in 'name' | 'issuer' | 'clientId' | 'clientSecret' | 'domains']?: 'missing' | 'notUrl' | 'badDomain';
};

/** What is wrong with a draft, by the name of its words. `fresh`: the secret is needed. */
export function faultsOf(draft: Draft, fresh: boolean): Faults {
  const domains = domainsIn(draft.domains);
  return {
    ...(draft.name.trim() === '' && { name: 'missing' as const }),
    ...(!isAddress(draft.issuer) && { issuer: 'notUrl' as const }),
    ...(draft.clientId.trim() === '' && { clientId: 'missing' as const }),
    ...(fresh && draft.clientSecret === '' && { clientSecret: 'missing' as const }),
    ...(domains.length === 0 && { domains: 'missing' as const }),
    ...(!domains.every(isDomain) && { domains: 'badDomain' as const }),
  };
}

const isDomain = (text: string): boolean => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text);

const isAddress = (text: string): boolean => /^https:\/\/\S+$/.test(text.trim()) && URL.canParse(text.trim());

type Body = Omit<z.input<typeof addProvider.input.body>, 'clientSecret'>;

/** The body of a draft without its secret. */
export function bodyOf({ name, issuer, clientId, domains, trustsSecondFactor, enabled }: Draft): Body {
  return {
    name: name.trim(),
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    emailDomains: domainsIn(domains),
    trustsSecondFactor,
    enabled,
  };
}
