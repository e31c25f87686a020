// The desk with files, clocks and the audit on a real database with real keys: for journeys of custodians in a browser.
// Who sits at it is chosen by the test; signing in is played, what they may do is decided for real.
import { auditRoutes } from '#audit/index.ts';
import { directoryRoutes } from '#directory/index.ts';
import { identityRoutes, loadStanding } from '#identity/index.ts';
import { type Authorise, defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { transaction } from '#platform/database/index.ts';
import { ok } from '#platform/result.ts';
import { openConsole } from '../server/console-routes.ts';
import type { Group } from '../server/modules/identity/contract.ts';
import type { FileId } from '../server/modules/privacy/contract.ts';
import { seeMe } from '../server/modules/sign-in/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { quietBus, quietNight } from './desk-frame.ts';
import { line } from './lines.ts';
import { type Acting, serveStaff } from './people.ts';
import { meOf, type Seated } from './people-desk.ts';
import { LINE, testPrivacy, type TestPrivacy } from './privacy.ts';
import { snapshotOf } from './snapshots.ts';

/** The instant at which everything is looked at: 2026-11-22T23:40 in Asia/Shanghai. */
export const lookedAt = '2026-11-22T15:40:00Z';

export type PrivacyDesk = {
  readonly url: string;
  readonly service: TestPrivacy;
  /** Files of 河东大学 whose record waits for a decision. */
  readonly ended: readonly FileId[];
  /** A file of 河东大学 whose service ended two days ago. */
  readonly recent: FileId;
  /** A file of 河东大学 whose contact details are gone. */
  readonly forgotten: FileId;
  readonly custodian: Seated;
  readonly administrator: Seated;
  readonly supervisor: Seated;
  /** Sits somebody at the desk. */
  readonly sit: (who: Seated) => void;
  /** Acts as somebody without a desk. */
  readonly as: (who: Seated) => Acting;
  readonly stop: () => Promise<void>;
};

/** Starts it on a free port of this machine. `built`: the folder with the console as built. */
export async function startPrivacyDesk(built?: string): Promise<PrivacyDesk> {
  const service = await testPrivacy();
  const { db, owner, clock, keys, people } = service;
  const seatOf = (group: 'custody' | 'administration' | 'supervision', name: string): Seated => ({
    person: people.university[group],
    name,
    organisation: people.university.organisation,
    called: '河东大学',
    kind: 'university',
    groups: [group satisfies Group],
  });
  const seats = {
    custodian: seatOf('custody', '孙平'),
    administrator: seatOf('administration', '陈静'),
    supervisor: seatOf('supervision', '吴岚'),
  };
  for (const { person, name } of Object.values(seats))
    await owner.updateTable('identity.person').set({ name }).where('id', '=', person).execute();
  const files = await layFiles(service);
  let seated = seats.custodian;
  const desk = openConsole(built);
  const authorise: Authorise = async ({ may, headers }) => {
    const { 'x-person': named } = headers;
    const { organisation } = seated;
    const person = typeof named === 'string' ? named : seated.person;
    const standing = await loadStanding(db, { may, person, organisation }, async () => false);
    if (standing === undefined || standing.reach === null) return { denied: 'not-allowed' };
    return {
      caller: { person: standing.member.person, organisation, reach: standing.reach, session: 'test' },
    };
  };
  const routes: readonly Route[] = [
    ...service.privacy.routes,
    ...auditRoutes({ keys: keys.purpose, kinds: [] }),
    ...identityRoutes(async () => false),
    ...quietNight,
    ...namedLines,
    ...desk.routes,
    defineRoute({
      ...seeMe,
      access: { open: 'a played sign-in' },
      audit: { none: 'nothing is real' },
      run: () => ok(meOf(seated)),
      refusals: {},
    }),
  ];
  const server = await serveStaff(routes, service, {
    bus: quietBus,
    authorise,
    clock,
    ledger: service.options.ledger,
    records: { db, ledger: service.options.ledger },
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  return {
    url: server.url,
    service,
    ...files,
    ...seats,
    sit: (who) => void (seated = who),
    as: ({ person, organisation }) => server.as(person, organisation),
    stop: async () => {
      await server.close(0);
      await service.close();
    },
  };
}

/** The directory with the line that the files are about. */
const snapshot = snapshotOf([line(LINE, { name: '河东大学心理热线' })]);
const namedLines = directoryRoutes(
  { snapshot: () => snapshot, notices: () => [], movedTo: () => undefined },
  'http://localhost',
);

type Laid = Pick<PrivacyDesk, 'ended' | 'recent' | 'forgotten'>;

/** Files of different age, and clocks that have run; it is now `lookedAt`. */
async function layFiles({ clock, file, end, privacy, people, db }: TestPrivacy): Promise<Laid> {
  const { organisation } = people.university;
  clock.set('2023-09-04T10:00:00Z');
  const ended = [];
  for (const _ of [1, 2, 3]) {
    ended.push(await file(organisation));
    await end(organisation, ended.at(-1)!);
    clock.pass({ hours: 24 });
  }
  clock.pass({ hours: 24 * 4 });
  await privacy.runClocks();
  clock.set('2026-11-15T09:30:00Z');
  const forgotten = await file(organisation);
  await end(organisation, forgotten);
  clock.set('2026-11-20T06:00:00Z');
  await privacy.runClocks();
  const recent = await file(organisation);
  await end(organisation, recent);
  const followed = await file(organisation);
  await end(organisation, followed);
  clock.set(lookedAt);
  await transaction(db, { organisation }, async (tx) => {
    await privacy.agreeFollowUp(tx, followed, clock.now().add({ hours: 24 * 9 }), clock.now());
  });
  await privacy.runClocks();
  return { ended, recent, forgotten };
}
