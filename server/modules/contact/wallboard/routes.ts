// The rows of the wallboard and of the list that chases missing outcomes.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import type { ContactParts } from '../ports.ts';
import { topics } from '../topics.ts';
import { loadUnfinished, saveReminder } from './chase-store.ts';
import { followBoard, listUnfinished, remindOfOutcome } from './contract.ts';
import { type BoardParts, openBoards } from './following-store.ts';

const atWork = { none: 'Colleagues and figures; nothing about anybody who is helped.' } as const;

/** The rows. */
export function wallboardRoutes(parts: BoardParts & Pick<ContactParts, 'bus'>): readonly Route[] {
  const boards = openBoards(parts);
  return [
    defineRoute({
      ...followBoard,
      about: 'The wallboard, live.',
      access: { may: 'contact.see-wallboard' },
      audit: atWork,
      run: (_, { caller }) => ok(boards.follow(caller.organisation)),
      refusals: {},
    }),
    defineRoute({
      ...listUnfinished,
      about: 'Conversations that ended longer than half an hour ago and have no outcome yet.',
      access: { may: 'contact.chase' },
      audit: atWork,
      run: (_, { transact, caller: { organisation }, now }) =>
        transact(async (tx) => {
          const { rows, count } = await loadUnfinished(tx, { organisation, now });
          const minutes = (endedAt: string): number =>
            Math.floor(Temporal.Instant.from(endedAt).until(now).total('minutes'));
          return ok({
            contacts: rows.map((row) => ({
              ...row,
              line: parts.lineAt(row.line, now)?.name ?? row.line,
              minutes: minutes(row.endedAt),
            })),
            count,
          });
        }),
      refusals: {},
    }),
    reminderRoute(parts.bus),
  ];
}

function reminderRoute(bus: ContactParts['bus']): Route {
  return defineRoute({
    ...remindOfOutcome,
    about: 'Reminds the counsellor of a conversation whose outcome is missing.',
    access: { may: 'contact.chase' },
    audit: 'contact.remind',
    run: async ({ params }, { transact, caller: { organisation }, now }) => {
      const reminded = await transact(async (tx, note) => {
        const person = await saveReminder(tx, { organisation, contact: params.id, now });
        if (person === undefined) return refuse('no-such-contact');
        note({ subject: `contact:${params.id}`, detail: { counsellor: person } });
        return ok(person);
      });
      if (!reminded.ok) return reminded;
      bus.publish(topics.desk(reminded.value), 0);
      return ok({ remindedAt: now.toString() });
    },
    refusals: {
      'no-such-contact': {
        status: 404,
        zh: '没有这条缺结果的服务，或者它已经填好了。',
        en: 'There is no such contact without an outcome.',
      },
    },
  });
}
