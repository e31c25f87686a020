// The whole way of a conversation on real parts: the site where somebody comes in, and the desk where it is taken, on
// one database. Signing in is played by a header; what each may do is decided for real.
import { z } from 'zod';
import { identityRoutes } from '#identity/index.ts';
import { defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { openConsole } from '../server/console-routes.ts';
import type { Group } from '../server/modules/identity/contract.ts';
import { seeMe } from '../server/modules/sign-in/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { openTestChat, type TestChat } from './chat.ts';
import { clocksThatRun } from './clock-health.ts';
import { type Acting, serveStaff } from './people.ts';
import { meOf, type Seated } from './people-desk.ts';

export type DeskJourney = {
  /** Where people come in. */
  readonly site: string;
  /** Where staff work; who sits there is told by the header `x-person`. */
  readonly console: string;
  readonly chat: TestChat;
  readonly counsellor: Seated;
  readonly supervisor: Seated;
  readonly administrator: Seated;
  /** Another counsellor. */
  readonly colleague: Seated;
  /** Acts as somebody without a screen. */
  readonly as: (who: Seated) => Acting;
  readonly stop: () => Promise<void>;
};

/** Starts all of it on free ports of this machine. `built`: the folder with the console as built. */
export async function startDeskJourney(built?: string): Promise<DeskJourney> {
  const chat = await openTestChat();
  const { people, owner, options, clock, db, bus } = chat;
  const seat = (group: 'counselling' | 'supervision' | 'administration', name: string): Seated => ({
    person: people.university[group],
    name,
    organisation: people.university.organisation,
    called: '河东大学',
    kind: 'university',
    groups: [group satisfies Group],
  });
  const seats = {
    counsellor: seat('counselling', '沈若云'),
    supervisor: seat('supervision', '吴岚'),
    administrator: seat('administration', '陈静'),
    colleague: { ...seat('counselling', '何青'), person: people.guest },
  };
  for (const { person, name } of Object.values(seats))
    await owner.updateTable('identity.person').set({ name }).where('id', '=', person).execute();
  const contacts = chat.openToo({
    gateOf: async () => ({ passed: true, lacking: [], crisisCompetence: true }),
    lineWords: (line) => (line === 'lakeside-1' ? '湖滨心理热线 0571-8802 0000' : undefined),
  });
  const desk = openConsole(built);
  const routes: readonly Route[] = [
    ...contacts.routes,
    ...identityRoutes(async () => true),
    clocksThatRun,
    ...desk.routes,
    defineRoute({
      ...seeMe,
      access: { open: 'a played sign-in' },
      audit: { none: 'nothing is real' },
      input: { headers: z.object({ 'x-person': z.string().optional() }) },
      run: ({ headers }) => {
        const seated = Object.values(seats).find(({ person }) => person === headers['x-person']);
        return seated === undefined ? refuse('not-signed-in') : ok(meOf(seated));
      },
      refusals: { 'not-signed-in': 401 },
    }),
  ];
  const server = await serveStaff(
    routes,
    { db },
    {
      bus,
      clock,
      onDuty: async () => true,
      ledger: options.ledger,
      records: { db, ledger: options.ledger },
      assets: await prepareAssets([...siteAssets, ...desk.assets]),
    },
  );
  const stop = async (): Promise<void> => {
    await server.close(0);
    await chat.close();
  };
  const as = ({ person, organisation }: Seated): Acting => server.as(person, organisation);
  return { site: chat.url, console: server.url, chat, ...seats, as, stop };
}
