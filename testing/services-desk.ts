// The desk with queues, texts, follow-ups and inbound bodies on a database of their own: for journeys in a browser. Who
// sits at it is chosen by the test; signing in is played, what they may do is decided for real.
import { curationRoutes, openDirectory } from '#directory/index.ts';
import { loadCalendar } from '#hours/index.ts';
import { loadStanding } from '#identity/index.ts';
import { type Authorise, defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { loadRegions } from '#regions/index.ts';
import { openConsole } from '../server/console-routes.ts';
import { seeMe } from '../server/modules/sign-in/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { clocksThatRun } from './clock-health.ts';
import { openTestContacts, type TestContacts } from './contacts.ts';
import { quietNight } from './desk-frame.ts';
import { serveStaff } from './people.ts';
import { meOf, type Seated } from './people-desk.ts';

export type ServicesDesk = {
  readonly url: string;
  readonly all: TestContacts;
  /** Sits somebody of 河东大学 at the desk. */
  readonly sit: (group: 'administration' | 'counselling' | 'supervision') => void;
  readonly stop: () => Promise<void>;
};

const names = { administration: '陈静', counselling: '林晓', supervision: '吴岚' } as const;

/** Starts it on a free port of this machine. `built`: the folder with the console as built. */
export async function startServicesDesk(built?: string): Promise<ServicesDesk> {
  const all = await openTestContacts();
  const { owner, people, db, bus, clock, desk: line } = all;
  const { university } = people;
  for (const group of ['administration', 'counselling', 'supervision'] as const)
    await owner
      .updateTable('identity.person')
      .set({ name: names[group] })
      .where('id', '=', university[group])
      .execute();
  const claim = { line_id: line.line, organisation_id: university.organisation, state: 'confirmed', why: '本校热线' };
  const decided = { decided_by: people.province.authority, decided_why: '属实', decided_at: '2026-01-01T00:00:00Z' };
  await owner
    .insertInto('directory.stewardship')
    .values({ ...claim, asked_by: university.administration, ...decided })
    .execute();
  const audience = { raw: '', everyone: true, groups: [], family: false, region: null, national: false };
  await owner
    .updateTable('directory.line')
    .set({
      audience: JSON.stringify({ ...audience, eventOnly: false, everyoneDuringEvent: false }),
      validity: JSON.stringify({ raw: '', kind: 'long-term' }),
    })
    .execute();
  const directory = await openDirectory({
    db,
    bus,
    calendar: loadCalendar(),
    regions: loadRegions(),
    onFailure: (cause) => {
      throw cause;
    },
  });
  let seated: Seated | undefined;
  const authorise: Authorise = async ({ may }) => {
    if (seated === undefined) return { denied: 'not-signed-in' };
    const { person, organisation } = seated;
    const standing = await loadStanding(db, { may, person, organisation }, async () => true);
    if (standing === undefined || standing.reach === null) return { denied: 'not-allowed' };
    return { caller: { person, organisation, reach: standing.reach, session: '00000000-0000-4000-8000-000000000009' } };
  };
  const desk = openConsole(built);
  const routes: readonly Route[] = [
    ...withoutQuiet(all.contacts.routes),
    clocksThatRun,
    ...quietNight,
    ...curationRoutes(directory),
    ...desk.routes,
    defineRoute({
      ...seeMe,
      access: { open: 'a played sign-in' },
      audit: { none: 'nothing is real' },
      run: () => ok(meOf(seated)),
      refusals: {},
    }),
  ];
  const server = await serveStaff(routes, all, {
    bus,
    authorise,
    clock,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const sit: ServicesDesk['sit'] = (group) => {
    const { organisation } = university;
    seated = {
      person: university[group],
      name: names[group],
      organisation,
      called: '河东大学',
      kind: 'university',
      groups: [group],
    };
  };
  const stop = async (): Promise<void> => {
    await server.close(0);
    directory.close();
    await all.close();
  };
  return { url: server.url, all, sit, stop };
}

/** The rows of contacts but those that the frame of the desk plays. */
function withoutQuiet(routes: readonly Route[]): readonly Route[] {
  const played = new Set(quietNight.map(({ method, path }) => `${method} ${path}`));
  return routes.filter(({ method, path }) => !played.has(`${method} ${path}`));
}
