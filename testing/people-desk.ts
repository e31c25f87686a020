// The desk with people, organisations and terms on a real database: for journeys of administrations in a browser. Who
// sits at it is chosen by the test; signing in is played, what they may do is decided for real.
import { loadCalendar } from '#hours/index.ts';
import { loadStanding } from '#identity/index.ts';
import { identityRoutes } from '#identity/routes.ts';
import { curationRoutes } from '#directory/curation/routes.ts';
import { directoryRoutes, openDirectory } from '#directory/index.ts';
import { systemClock } from '#platform/clock.ts';
import { type Authorise, defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { openSlowHash } from '#platform/slow-hash.ts';
import { policyRoutes } from '#privacy/policies/routes.ts';
import { loadRegions } from '#regions/index.ts';
import { openSignIn } from '#sign-in/index.ts';
import { createOnDuty, workforceRoutes } from '#workforce/index.ts';
import { openConsole } from '../server/console-routes.ts';
import type { Group, OrganisationId, OrganisationKind, PersonId } from '../server/modules/identity/contract.ts';
import { type Me, seeMe } from '../server/modules/sign-in/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { quietBus, quietFrame } from './desk-frame.ts';
import { people, type People, serveStaff } from './people.ts';
import { testSealing } from './sign-in.ts';

/** Who sits at the desk, and for whom. */
export type Seated = {
  readonly person: PersonId;
  readonly name: string;
  readonly organisation: OrganisationId;
  readonly called: string;
  readonly kind: OrganisationKind;
  readonly groups: readonly Group[];
};

export type PeopleDesk = {
  readonly url: string;
  readonly database: TestDatabase;
  readonly made: People;
  /** Sits somebody at the desk. */
  readonly sit: (who: Seated) => void;
  readonly stop: () => Promise<void>;
};

/** Starts it on a free port of this machine. `built`: the folder with the console as built. */
export async function startPeopleDesk(built?: string): Promise<PeopleDesk> {
  const database = await testDatabase();
  const made = await people(database.owner);
  const slowHash = openSlowHash({ cost: { memory: 64, passes: 1, parallelism: 1 }, threads: 1 });
  const onDuty = createOnDuty(systemClock);
  const directory = await openDirectory({
    db: database.db,
    bus: { publish: () => undefined, subscribe: () => () => undefined },
    calendar: loadCalendar(),
    regions: loadRegions(),
    onFailure: (cause) => {
      throw cause;
    },
  });
  const signIn = await openSignIn({
    db: database.db,
    sealing: testSealing(),
    slowHash,
    ledger: { append: async () => undefined },
    markKey: Buffer.alloc(32, 7),
    onDuty,
    publicUrl: () => 'https://desk.hedong.example',
    console: '/console/',
  });
  let seated: Seated | undefined;
  const desk = openConsole(built);
  const authorise: Authorise = async ({ may }) => {
    if (seated === undefined) return { denied: 'not-signed-in' };
    const { person, organisation } = seated;
    const standing = await loadStanding(database.db, { may, person, organisation }, onDuty);
    if (standing === undefined || standing.reach === null) return { denied: 'not-allowed' };
    return { caller: { person, organisation, reach: standing.reach, session: '00000000-0000-4000-8000-000000000009' } };
  };
  const routes: readonly Route[] = [
    ...identityRoutes(onDuty),
    ...workforceRoutes,
    ...policyRoutes(() => true),
    ...quietFrame,
    ...curationRoutes(directory),
    ...directoryRoutes(directory, 'http://localhost'),
    ...signIn.routes.filter(({ path }) => /^\/api\/sign-in\/(providers|ways-back)/.test(path)),
    ...desk.routes,
    defineRoute({
      ...seeMe,
      access: { open: 'a played sign-in' },
      audit: { none: 'nothing is real' },
      run: () => ok(meOf(seated)),
      refusals: {},
    }),
  ];
  const server = await serveStaff(routes, database, {
    bus: quietBus,
    authorise,
    clock: systemClock,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const stop = async (): Promise<void> => {
    await server.close(0);
    directory.close();
    await slowHash.close();
    await database.close();
  };
  return { url: server.url, database, made, sit: (who) => void (seated = who), stop };
}

/** What signing in tells of who sits there. */
export function meOf(seated: Seated | undefined): Me {
  if (seated === undefined) throw new Error('Nobody sits at the desk yet.');
  const { person, name, organisation, called, kind, groups } = seated;
  return {
    person: { id: person, name, email: null, language: 'zh' },
    session: {
      id: '00000000-0000-4000-8000-000000000009',
      stage: 'full',
      ways: ['code'],
      locked: false,
      way: 'password',
      twoFactors: true,
      createdAt: '2026-11-22T12:10:00Z',
      endsAt: '2036-11-23T00:10:00Z',
      idleMinutes: 15,
      provedRecently: true,
    },
    toDo: [],
    factors: { password: true, totp: true, passkeys: 0, recoveryCodes: 10 },
    renewed: null,
    organisations: [{ id: organisation, name: called, kind, parent: null, groups: [...groups] }],
  };
}
