// The rows of this module: those of the desk, of the wallboard and of the services, each in its own folder.
import type { Route } from '#platform/http/index.ts';
import type { Core } from './core-store.ts';
import { deskRoutes } from './desk/routes.ts';
import { followUpRoutes } from './follow-ups/routes.ts';
import { inboundRoutes } from './inbound/routes.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import type { RowParts } from './ports.ts';
import { queueRoutes } from './queues/routes.ts';
import { wallboardRoutes } from './wallboard/routes.ts';

/** All of them, on the core of this process. */
export function contactRoutes(core: Core, parts: RowParts): readonly Route[] {
  const { privacy, keys, ledger, initialsOf, lineWords, gateOf } = parts;
  return [
    ...deskRoutes({ core, lineWords, gateOf }),
    ...wallboardRoutes(core.parts),
    ...queueRoutes(core),
    ...knowledgeRoutes({ initialsOf }),
    ...followUpRoutes(core),
    ...inboundRoutes({ core, vault: privacy, sealing: keys.purpose, ledger }),
  ];
}
