// An invitation while it is being written, and the order of those that were sent; without any of how.
import type { z } from 'zod';
import { Email, type Group } from '../../../server/modules/identity/contract.ts';
import type { Invitation, invite } from '../../../server/modules/identity/invitations/contract.ts';
import { isStaffNumber } from '../people/view.ts';

/** An invitation as it is being typed. */
export type Draft = {
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly groups: readonly Group[];
};

export const emptyDraft: Draft = { name: '', email: '', staffNumber: '', groups: [] };

/** The same person once more; after a link went astray or was not used in time. */
export function draftAgain({ name, email, staffNumber, groups }: Invitation): Draft {
  return { name, email: email ?? '', staffNumber: staffNumber ?? '', groups };
}

export type Faults = {
  readonly name?: 'nameMissing';
  readonly signIn?: 'signInMissing';
  readonly email?: 'emailWrong';
  readonly staffNumber?: 'badNumber';
  readonly groups?: 'groupsMissing';
};

/** What is wrong with it, by the name of its words; nothing: it can be sent. */
export function faultsOf({ name, email, staffNumber, groups }: Draft): Faults {
  return {
    ...(name.trim() === '' && { name: 'nameMissing' as const }),
    ...(email.trim() === '' && staffNumber.trim() === '' && { signIn: 'signInMissing' as const }),
    ...(email.trim() !== '' && !Email.safeParse(email).success && { email: 'emailWrong' as const }),
    ...(!isStaffNumber(staffNumber) && { staffNumber: 'badNumber' as const }),
    ...(groups.length === 0 && { groups: 'groupsMissing' as const }),
  };
}

/** The body of a draft. */
export function bodyOf({ name, email, staffNumber, groups }: Draft): z.input<typeof invite.input.body> {
  return {
    name: name.trim(),
    ...(email.trim() !== '' && { email: email.trim() }),
    ...(staffNumber.trim() !== '' && { staffNumber: staffNumber.trim() }),
    groups: [...groups],
  };
}

/** Those waiting first, each part as the server sorts it: the newest first. */
export function waitingFirst(all: readonly Invitation[]): readonly Invitation[] {
  return [...all.filter(({ state }) => state === 'open'), ...all.filter(({ state }) => state !== 'open')];
}
