// A night for the benchmark of chat, entered beside the serving process by the program's own modules: counsellors who
// are signed in, and people whose conversations are under way, each with real keys and a session of its own.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createLedger } from '#audit/index.ts';
import { forgetWords, openContacts } from '#contact/index.ts';
import { loadCalendar } from '#hours/index.ts';
import { openKeys } from '#keys/index.ts';
import { readConfig } from '#platform/config.ts';
import { transaction } from '#platform/database/index.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openPool, type Pool } from '#platform/database/pool.ts';
import { createLog } from '#platform/log.ts';
import { openPrivacy } from '#privacy/index.ts';
import { ContactId } from '../../server/modules/contact/contract.ts';
import { beginDuty } from '../../server/modules/contact/duty-store.ts';
import { saveSession } from '../../server/modules/chat/session-store.ts';
import { LineId } from '../../server/modules/directory/contract.ts';

/** Somebody at a desk. */
export type Sitting = { readonly person: string; readonly cookie: string };

/** A conversation under way. `tokens` open its room. */
export type Talk = { readonly contact: ContactId; readonly counsellor: Sitting; readonly tokens: readonly string[] };

export type Scene = {
  readonly organisation: string;
  readonly counsellors: readonly Sitting[];
  readonly talks: readonly Talk[];
  /** Queries as the owner, and as the app through connections of its own. */
  readonly owner: Pool;
  readonly app: Pool;
  readonly close: () => Promise<void>;
};

export type SceneOf = {
  readonly counsellors: number;
  readonly talksEach: number;
  /** Sessions of each conversation. */
  readonly sessions: number;
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Enters it into the database of a service that runs on `dataDir`. */
export async function enterScene(dataDir: string, { counsellors, talksEach, sessions }: SceneOf): Promise<Scene> {
  const config = readConfig({ DATA_DIR: dataDir });
  const visit = await visitDatabase(config, 'beside', 'bench');
  const owner = openPool(visit.access.owner, { connections: 4 });
  const app = openPool(visit.access.app, { connections: 10 });
  const { clock } = config;
  const keys = await openKeys({ app: visit.access.app, settings: config.keys, clock, onAltered: () => undefined });
  const ledger = createLedger(keys.purpose);
  const knowsLine = (): boolean => true;
  const privacy = await openPrivacy({ db: app.db, keys, ledger, clock, knowsLine, forgetters: [forgetWords] });
  const service = openContacts({
    db: app.db,
    bus: { publish: () => undefined, subscribe: () => () => undefined },
    privacy,
    keys,
    ledger,
    clock,
    calendar: loadCalendar(),
    lineAt: () => ({ name: '性能测试热线', service: 'in-service', opensOn: null, hours: 'open', nextChange: null }),
    log: createLog({ level: 'error', tellMessages: true }),
    initialsOf: async () => '',
    lineWords: () => undefined,
    gateOf: async () => ({ passed: true, lacking: [], crisisCompetence: true }),
    sweepEveryMs: null,
  });
  const place = await enterPlace(owner);
  const sitting = await Promise.all(Array.from({ length: counsellors }, (_, n) => sitDown({ owner, app }, place, n)));
  const talks: Talk[] = [];
  const waiting = sitting.flatMap((counsellor) => Array.from({ length: talksEach }, () => counsellor));
  const lane = async (): Promise<void> => {
    for (let counsellor = waiting.pop(); counsellor !== undefined; counsellor = waiting.pop())
      talks.push(await talk({ app, core: service.core, privacy }, place, { counsellor, sessions }));
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  const close = async (): Promise<void> => {
    await service.close();
    await keys.close();
    await Promise.all([owner.close(), app.close()]);
    await visit.leave();
  };
  return { organisation: place.organisation, counsellors: sitting, talks, owner, app, close };
}

type Place = { readonly organisation: string; readonly line: string; readonly queue: string };

async function enterPlace({ db }: Pool): Promise<Place> {
  await sql`create table bench_bare (id uuid primary key, at timestamptz not null default now(), words bytea)`.execute(
    db,
  );
  await sql`grant insert on bench_bare to xindeng_app`.execute(db);
  const { rows } = await sql<{ organisation: string; line: string; queue: string }>`
    with o as (insert into identity.organisation (name, kind) values ('性能测试中心', 'university') returning id),
         l as (select id from directory.line order by id limit 1),
         q as (insert into contact.queue (organisation_id, line_id, name) select o.id, l.id, '文字' from o, l
               returning id, organisation_id, line_id)
    select id as queue, organisation_id as organisation, line_id as line from q`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The directory has no line.');
  return row;
}

async function sitDown({ owner, app }: Pick<Scene, 'owner' | 'app'>, place: Place, n: number): Promise<Sitting> {
  const { organisation, queue } = place;
  const token = randomBytes(32).toString('base64url');
  const { rows } = await sql<{ id: string }>`
    with p as (insert into identity.person (name) values (${`员工${n}`}) returning id),
         m as (insert into identity.membership (person_id, organisation_id, group_name)
               select id, ${organisation}::uuid, 'counselling' from p),
         s as (insert into sign_in.session (id, token_hash, person_id, way, two_factors, device, created_at, proved_at,
                                            last_seen_at, ends_at)
               select gen_random_uuid(), ${hashOf(token)}, id, 'password', true, 'bench', now(), now(), now(),
                      now() + interval '8 hours' from p)
    select id from p`.execute(owner.db);
  const [row] = rows;
  if (row === undefined) throw new Error('Nobody was entered.');
  const beginning = { organisation, person: row.id, capacity: { chats: 2, voice: 0 }, crisisCompetence: true };
  await transaction(app.db, { organisation }, (tx) =>
    beginDuty(tx, { ...beginning, queues: [queue], at: Temporal.Now.instant() }),
  );
  return { person: row.id, cookie: `xindeng-session=${token}` };
}

type With = {
  readonly app: Pool;
  readonly core: ReturnType<typeof openContacts>['core'];
  readonly privacy: Awaited<ReturnType<typeof openPrivacy>>;
};

/** A person arrives and is taken by this counsellor, without the queue: how that is decided is measured elsewhere. */
async function talk(
  { app, core, privacy }: With,
  { organisation, line, queue }: Place,
  { counsellor, sessions }: { readonly counsellor: Sitting; readonly sessions: number },
): Promise<Talk> {
  const contact = ContactId.parse(randomUUID());
  const at = Temporal.Now.instant();
  const tokens = Array.from({ length: sessions }, () => randomBytes(32).toString('base64url'));
  await transaction(app.db, { organisation }, async (tx) => {
    const file = await privacy.openFile(tx, { organisation, line: LineId.parse(line), contact, at });
    await sql`insert into contact.contact (id, organisation_id, line_id, channel, status, arrived_at, accepted_at, risk,
                                           waiting_since, queue_id, counsellor_id, file_id)
              values (${contact}, ${organisation}, ${line}, 'chat', 'active', ${at}, ${at}, 'ordinary', ${at}, ${queue},
                      ${counsellor.person}, ${file})`.execute(tx);
    for (const token of tokens)
      await saveSession(
        tx,
        { token, organisation, line, contact, returner: randomUUID(), lang: 'zh', cameIn: true },
        at,
      );
  });
  await core.words.seal({ organisation, contact }, { class: 'correspondence', row: contact, text: '' });
  return { contact, counsellor, tokens };
}
