// All rows of the desk. Every one that names a contact asks the database whose it is; see own-store.ts.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { followAlarms as alarmsOf } from './alarms-following-store.ts';
import { followAlarms } from './contract.ts';
import { followDesk } from './state/contract.ts';
import { dutyRoutes } from './duty-routes.ts';
import { followDesk as deskOf } from './following-store.ts';
import { helpingRoutes } from './helping-routes.ts';
import { namesIn, openLineReader } from './line-store.ts';
import { messageRoutes } from './message-routes.ts';
import type { DeskParts } from './ports.ts';
import { supportRoutes } from './support-routes.ts';
import { talkRoutes } from './talk-routes.ts';
import { wrappingRoutes } from './wrapping-routes.ts';

/** The rows. */
export function deskRoutes(parts: DeskParts): readonly Route[] {
  const { core } = parts;
  const reader = openLineReader(core, namesIn(core.parts.db));
  return [
    defineRoute({
      ...followDesk,
      about: 'The caller’s desk, live: its state, and new lines of its conversations.',
      access: { may: 'contact.talk' },
      audit: { none: 'Conversations under way; records are opened elsewhere, with a purpose.' },
      run: (_, { caller: { organisation, person } }) => ok(deskOf(core, reader, { organisation, person })),
      refusals: {},
    }),
    defineRoute({
      ...followAlarms,
      about: 'Alarms, live.',
      access: { may: 'contact.answer-alarm' },
      audit: { none: 'That there is an alarm, not what was said.' },
      run: (_, { caller }) => ok(alarmsOf(core, caller.organisation)),
      refusals: {},
    }),
    ...dutyRoutes(parts),
    ...talkRoutes(core),
    ...messageRoutes(core, reader),
    ...wrappingRoutes(core),
    ...helpingRoutes(parts),
    ...supportRoutes(core),
  ];
}
