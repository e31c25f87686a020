// The public face: the rows of sign-in, who calls, and what commands need to set somebody up.
import { transaction } from '#platform/database/index.ts';
import type { Authorise, Route } from '#platform/http/index.ts';
import { createTurns } from '#platform/turns.ts';
import { createAuthorise } from './authorising-store.ts';
import { factorRoutes } from './factors/routes.ts';
import { ownPasskeyRoutes } from './factors/own-passkey-routes.ts';
import { passkeyRoutes } from './factors/passkey-routes.ts';
import { secondStepRoutes } from './factors/second-step-routes.ts';
import { loadCommonPasswords } from './files.ts';
import { forgetOld } from './guessing-store.ts';
import { invitationRoutes } from './invitation-routes.ts';
import type { SignInOptions, SignInParts } from './ports.ts';
import { removeEnded } from './session-store.ts';
import { sessionRoutes } from './session-routes.ts';
import { signingInRoutes } from './signing-in-routes.ts';
import { providerRoutes } from './single-sign-on/provider-routes.ts';
import { singleSignOnRoutes } from './single-sign-on/routes.ts';
import { usualTerms } from './standing.ts';
import { wayBackRoutes } from './way-back/routes.ts';
import { removeOldWaysBack } from './way-back/way-back-store.ts';

export { codeAt } from './factors/totp.ts';
export { neighbourhood } from './lock-out.ts';
export type { Sealing, SignInOptions } from './ports.ts';
export { settleAccount } from './settling-store.ts';
export { makeOperatorsWayBack } from './way-back/way-back-store.ts';

/** Sign-in, open. */
export type SignIn = {
  readonly routes: readonly Route[];
  readonly authorise: Authorise;
  /** Forgets counts of guesses an hour old and whatever has ended. To be called every few minutes. */
  readonly tidy: (now: Temporal.Instant) => Promise<void>;
};

/** Opens sign-in. */
export async function openSignIn(options: SignInOptions): Promise<SignIn> {
  const { slowHash, db } = options;
  const parts: SignInParts = {
    ...options,
    terms: { ...usualTerms, ...options.terms },
    common: loadCommonPasswords(),
    nobodysHash: slowHash.nobodys(),
    turns: createTurns(2, 1500),
  };
  const routes = [
    ...signingInRoutes(parts),
    ...invitationRoutes(parts),
    ...wayBackRoutes(parts),
    ...secondStepRoutes(parts),
    ...sessionRoutes(parts),
    ...factorRoutes(parts),
    ...passkeyRoutes(parts),
    ...ownPasskeyRoutes(parts),
    ...singleSignOnRoutes(parts),
    ...providerRoutes(parts),
  ];
  const tidy = (now: Temporal.Instant): Promise<void> =>
    transaction(db, { reach: 'everywhere' }, async (tx) => {
      await forgetOld(tx, now);
      await removeEnded(tx, now);
      await removeOldWaysBack(tx, now);
    });
  return { routes, authorise: createAuthorise(parts), tidy };
}
