// A conversation goes on whatever happens to a server: two of them serve one database, the two sides sit on different
// ones, and one after the other is killed while both write. What was acknowledged is there, once, in one order, on both
// screens; and the screens go on by themselves within five seconds.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { demoLogins, demoPassword } from './commands/demo.ts';
import { Matching } from './modules/directory/contract.ts';
import { OrganisationId, PersonId } from './modules/identity/contract.ts';
import { testDatabase, type TestDatabase } from '#testing/database.ts';
import { putOnDuty } from '#testing/people.ts';
import { type Program, runFile } from '#testing/program.ts';
import { counsellor, helpSeeker, type Talker } from '#testing/talking.ts';
import { until } from '#testing/until.ts';

const natsUrl = process.env['TEST_NATS_URL'];
if (natsUrl === undefined && process.env['CI'] === 'true') throw new Error('CI needs NATS for this test');

const folders: string[] = [];
const started: OneServer[] = [];
after(async () => {
  await Promise.all(started.map((one) => one.kill()));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

type OneServer = {
  readonly url: () => string;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** As somebody who stops it does. */
  readonly stop: () => Promise<void>;
};

/** A server in a process of its own, that can be killed and started again at the same address. */
function server(env: NodeJS.ProcessEnv, demo: boolean): OneServer {
  let program: Program | null = null;
  let url = '';
  return {
    url: () => url,
    start: async () => {
      const port = url === '' ? '0' : new URL(url).port;
      program = runFile('server/commands/serve.ts', ['--port', port, ...(demo ? ['--demo'] : [])], env);
      await program.says('HSDS');
      url = /http:\/\/[\d.]+:\d+/.exec(program.output())?.[0] ?? '';
    },
    kill: async () => {
      program?.signal('SIGKILL');
      await program?.ended;
    },
    stop: async () => {
      program?.signal('SIGTERM');
      await program?.ended;
    },
  };
}

type House = {
  readonly servers: readonly [OneServer, OneServer];
  readonly line: string;
  readonly login: Login;
  readonly queues: readonly string[];
};
type Login = Parameters<typeof counsellor>[1];

/** Two servers on one database, a line with a queue that is always open, and a counsellor who may take contacts. */
async function house(database: TestDatabase, more: NodeJS.ProcessEnv): Promise<House> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xindeng-killed-'));
  folders.push(dataDir);
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'error', ...more };
  const servers = [server(env, true), server(env, true)] as const;
  started.push(...servers);
  await servers[0].start();
  await servers[1].start();
  const who = demoLogins.find(({ group, secret }) => group === 'counselling' && secret === null)?.email ?? '';
  const { owner } = database;
  const { rows } = await sql<{ person: string; organisation: string }>`
    select p.id as person, m.organisation_id as organisation
      from identity.person p join identity.membership m on m.person_id = p.id where p.email = ${who}`.execute(owner);
  const person = PersonId.parse(rows[0]?.person);
  const organisation = OrganisationId.parse(rows[0]?.organisation);
  const { rows: colleagues } = await sql<{ person: string }>`
    select person_id as person from identity.membership
     where organisation_id = ${organisation} and person_id <> ${person}`.execute(owner);
  await putOnDuty(owner, person, organisation, PersonId.parse(colleagues[0]?.person));
  const match = await fetch(`${servers[0].url()}/api/match`);
  const id = Matching.parse(await match.json()).answers[0]?.line.id ?? '';
  await owner.deleteFrom('contact.queue').execute();
  const queue = await owner
    .insertInto('contact.queue')
    .values({ organisation_id: organisation, line_id: id, name: '文字咨询', hours: '每天24小时' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { servers, line: id, login: { who, password: demoPassword, organisation }, queues: [queue.id] };
}

/** Says one thing after the other until it is enough. */
async function keepSaying(talker: Talker, who: string, enough: () => boolean): Promise<void> {
  for (let n = 1; !enough(); n += 1) {
    await talker.say(`${who} ${n}`);
    await wait(40);
  }
}

function assertWhole(sides: readonly Talker[]): void {
  const [one, other] = sides;
  assert.ok(one !== undefined && other !== undefined);
  assert.deepEqual(one.heard, other.heard, 'both screens show the same, in the same order');
  assert.equal(new Set(one.heard).size, one.heard.length, 'nothing is there twice');
  const said = [...one.acknowledged, ...other.acknowledged];
  assert.deepEqual(
    said.filter((text) => !one.heard.includes(text)),
    [],
    'whatever was acknowledged is there',
  );
  for (const side of sides) {
    const own: readonly string[] = one.heard.filter((text) => side.acknowledged.includes(text));
    assert.deepEqual(own, side.acknowledged, 'what one side said stands in the order in which it was said');
  }
}

async function talkWhileKilled(more: NodeJS.ProcessEnv, kills: number): Promise<void> {
  const database = await testDatabase();
  const { servers, line, login, queues } = await house(database, more);
  const at = [0, 1];
  const urlFor = (side: number) => (): string => servers[at[side] ?? 0]?.url() ?? '';
  const talkers: Talker[] = [];
  try {
    const staff = await counsellor(urlFor(1), login, queues);
    talkers.push(staff);
    const person = await helpSeeker(urlFor(0), line);
    talkers.push(person);
    await staff.taken();
    let over = false;
    const saying = [keepSaying(person, '来访', () => over), keepSaying(staff, '咨询员', () => over)];
    for (let kill = 0; kill < kills; kill += 1) {
      await wait(400);
      const victim = kill % 2;
      await servers[victim]?.kill();
      // Whoever sat there is sent to the other one; the next time the sides sit apart again.
      const seated = at.map((place, side) => (place === victim ? 1 - victim : (at[side] ?? 0)));
      at.splice(0, 2, ...seated);
      await wait(400);
      await servers[victim]?.start();
      at[kill % 2 === 0 ? 0 : 1] = victim;
    }
    over = true;
    await Promise.all(saying);
    const last = `最后一句 ${kills}`;
    await person.say(last);
    await Promise.all([arrives(person, last), arrives(staff, last)]);
    assertWhole(talkers);
    assert.ok(person.acknowledged.length > kills * 5, 'there was a conversation while servers were killed');
    for (const side of talkers)
      assert.ok(side.longestGap() < 5_000, `a screen was without its stream for ${side.longestGap()} ms`);
  } finally {
    await Promise.all(talkers.map((talker) => talker.stop()));
    await Promise.all(servers.map((one) => one.kill()));
    await database.close();
  }
}

async function arrives(talker: Talker, text: string): Promise<void> {
  await until(() => talker.heard.includes(text), `${text} never came`);
}

/** A whole installation on its own folder dies at once, its database with it, and is started again. */
async function talkThroughPowerCuts(cuts: number): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xindeng-cut-'));
  folders.push(dataDir);
  const { DATABASE_URL: _, ...env } = process.env;
  const one = server({ ...env, DATA_DIR: dataDir, LOG_LEVEL: 'error' }, true);
  started.push(one);
  await one.start();
  const { who, organisation } = await demoCounsellor(one.url());
  const talkers: Talker[] = [];
  try {
    const staff = await counsellor(one.url, { who, password: demoPassword, organisation });
    talkers.push(staff);
    const person = await helpSeeker(one.url, 'demo-university');
    talkers.push(person);
    await staff.taken();
    let over = false;
    const saying = [keepSaying(person, '来访', () => over), keepSaying(staff, '咨询员', () => over)];
    for (let cut = 0; cut < cuts; cut += 1) {
      await wait(1500);
      const [postmaster] = readFileSync(path.join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(postmaster), 'SIGKILL');
      await one.kill();
      await one.start();
    }
    over = true;
    await Promise.all(saying);
    await person.say('最后一句');
    await Promise.all([arrives(person, '最后一句'), arrives(staff, '最后一句')]);
    assertWhole(talkers);
    assert.ok(person.acknowledged.length > cuts * 5, 'there was a conversation between the cuts');
  } finally {
    await Promise.all(talkers.map((talker) => talker.stop()));
    await one.stop();
  }
}

const Signed = z.object({ organisations: z.array(z.object({ id: z.string() })) });

/** The counsellor of the demonstration's university, and the organisation they act for. */
async function demoCounsellor(url: string): Promise<{ who: string; organisation: string }> {
  const who = 'counselling@university.demo';
  const entered = await fetch(`${url}/api/sign-in/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ who, password: demoPassword }),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  const me = Signed.parse(await (await fetch(`${url}/api/sign-in/me`, { headers: { cookie } })).json());
  return { who, organisation: me.organisations[0]?.id ?? '' };
}

test('the server and its database die at once, again and again, under a conversation that goes on', () =>
  talkThroughPowerCuts(6));

test('two sides on two servers, each killed again and again while both write: nothing is lost, doubled or out of order', () =>
  talkWhileKilled({ NATS_URL: '' }, 50));

test('the same with NATS between the servers', { skip: natsUrl === undefined ? 'there is no NATS here' : false }, () =>
  talkWhileKilled({ NATS_URL: natsUrl ?? '' }, 12),
);
