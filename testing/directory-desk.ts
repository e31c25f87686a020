// The desk with the directory's curation on a real database with the published tables: for journeys of curators in a
// browser. Who sits at it is chosen by the test; signing in is played, what they may do is decided for real.
import { loadStanding } from '#identity/index.ts';
import { prepareAssets, defineRoute, type Authorise, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { openConsole } from '../server/console-routes.ts';
import type { Group, OrganisationId, PersonId } from '../server/modules/identity/contract.ts';
import { type Me, seeMe } from '../server/modules/sign-in/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { type Curators, openCurators } from './curators.ts';
import { quietBus, quietFrame } from './desk-frame.ts';
import { serveStaff } from './people.ts';
import { curationRoutes } from '#directory/curation/routes.ts';
import { directoryRoutes } from '#directory/index.ts';

/** Who sits at the desk, and for whom. */
export type Sitting = {
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly name: string;
  readonly kind: Me['organisations'][number]['kind'];
  readonly groups: readonly Group[];
};

export type DirectoryDesk = {
  readonly url: string;
  readonly curators: Curators;
  /** 河东省教育厅, which curates every line. */
  readonly authority: Sitting;
  /** 河东大学, below it. */
  readonly university: Sitting;
  /** Sits somebody at the desk. */
  readonly sit: (who: Sitting) => void;
  readonly stop: () => Promise<void>;
};

/** Starts it on a free port of this machine. `built`: the folder with the console as built. */
export async function startDirectoryDesk(built?: string): Promise<DirectoryDesk> {
  const curators = await openCurators();
  const { made, database, directory } = curators;
  const authority: Sitting = {
    person: made.province.authority,
    organisation: made.province.organisation,
    name: '河东省教育厅',
    kind: 'authority',
    groups: ['authority'],
  };
  const university: Sitting = {
    person: made.university.administration,
    organisation: made.university.organisation,
    name: '河东大学',
    kind: 'university',
    groups: ['administration'],
  };
  let seated = authority;
  const desk = openConsole(built);
  const authorise: Authorise = async ({ may }) => {
    const { person, organisation } = seated;
    const standing = await loadStanding(database.db, { may, person, organisation }, async () => false);
    if (standing === undefined || standing.reach === null) return { denied: 'not-allowed' };
    return { caller: { person, organisation, reach: standing.reach, session: 'test' } };
  };
  const routes: readonly Route[] = [
    ...curationRoutes(directory),
    ...quietFrame,
    ...directoryRoutes(directory, 'http://localhost'),
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
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const stop = async (): Promise<void> => {
    await server.close(0);
    await curators.close();
  };
  return { url: server.url, curators, authority, university, sit: (who) => void (seated = who), stop };
}

function meOf({ person, organisation, name, kind, groups }: Sitting): Me {
  return {
    person: { id: person, name: '沈若云', email: 'shen@hedong.example', language: 'zh' },
    session: {
      id: '00000000-0000-4000-8000-000000000009',
      stage: 'full',
      ways: ['code'],
      locked: false,
      way: 'password',
      twoFactors: true,
      createdAt: '2026-11-22T12:10:00Z',
      endsAt: '2026-11-23T00:10:00Z',
      idleMinutes: 15,
      provedRecently: true,
    },
    toDo: [],
    factors: { password: true, totp: true, passkeys: 0, recoveryCodes: 10 },
    renewed: null,
    organisations: [{ id: organisation, name, kind, parent: null, groups: [...groups] }],
  };
}
