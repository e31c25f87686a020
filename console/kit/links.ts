// Addresses that are given to people, complete. Their secret stands behind the #, which browsers send nowhere.
import { wayBackMark } from '../../server/modules/sign-in/way-back/contract.ts';

/** The link of an invitation. */
export function invitationLink(token: string): string {
  return `${location.origin}/console/invitation#${token}`;
}

/** The link by which a member renews how they sign in. */
export function wayBackLink(token: string): string {
  return invitationLink(`${wayBackMark}${token}`);
}
