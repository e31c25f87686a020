// All rows of the module.
import type { Route } from '#platform/http/index.ts';
import { invitationRoutes } from './invitations/routes.ts';
import type { OnDuty } from './member-store.ts';
import { memberRoutes, selfRoutes } from './members/routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { statementRoutes } from './statements/routes.ts';

/** The rows of the module. `onDuty`: the duty gate, which stands to the right. */
export const identityRoutes = (onDuty: OnDuty): readonly Route[] => [
  ...selfRoutes(onDuty),
  ...organisationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...statementRoutes,
];
