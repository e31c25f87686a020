// The people of a demonstration, for `npm start -- --demo`: one province with a university and a hospital, and somebody
// of every group, whose passwords and codes are known to everybody who reads this. So they are refused where others could
// reach the server, also later, and never enter an installation that has people of its own.
import { type Kysely, sql, type Transaction } from 'kysely';
import { createLedger } from '#audit/index.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { settleAccount, type SignInOptions } from '#sign-in/index.ts';
import { seedService } from './demo-service.ts';
import type { Group, OrganisationKind } from '../modules/identity/contract.ts';

/** The password of everybody in the demonstration. */
export const demoPassword = 'demo-lamp-by-the-river';

/** How one of them signs in. */
export type DemoLogin = {
  readonly organisation: string;
  readonly name: string;
  readonly group: Group;
  readonly email: string;
  /** The secret of their codes: `npm run code -- SECRET`; null: a password is enough for their group. */
  readonly secret: string | null;
};

type Body = {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly department: string;
  readonly mark: string;
  readonly people: readonly (readonly [group: Group, name: string])[];
};

const bodies: readonly Body[] = [
  {
    name: '示范省教育厅',
    kind: 'authority',
    department: '教育',
    mark: 'province',
    people: [
      ['administration', '周明'],
      ['authority', '何琳'],
      ['expert', '赵宁'],
    ],
  },
  {
    name: '示范大学心理中心',
    kind: 'university',
    department: '教育',
    mark: 'university',
    people: [
      ['administration', '陈静'],
      ['counselling', '林晓'],
      ['supervision', '吴岚'],
      ['custody', '孙平'],
    ],
  },
  {
    name: '示范医院心理援助热线',
    kind: 'medical',
    department: '卫健',
    mark: 'hospital',
    people: [
      ['administration', '郑涛'],
      ['counselling', '黄敏'],
      ['supervision', '马跃'],
      ['custody', '许安'],
    ],
  },
];

const needing: ReadonlySet<Group> = new Set(['administration', 'supervision', 'custody', 'authority']);

/** Base32 of a fixed word for each: the same on every machine, so that an authenticator app needs it once only. */
const secretOf = (mark: string, group: Group): string =>
  Array.from(
    `${mark}.${group}.demo`.repeat(4).slice(0, 32),
    (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[letter.charCodeAt(0) & 31] ?? 'A',
  ).join('');

/** All of them, in the order they are printed. */
export const demoLogins: readonly DemoLogin[] = bodies.flatMap(({ name: organisation, mark, people }) =>
  people.map(([group, name]) => ({
    organisation,
    name,
    group,
    email: `${group}@${mark}.demo`,
    secret: needing.has(group) ? secretOf(mark, group) : null,
  })),
);

export type DemoNeeds = Pick<SignInOptions, 'db' | 'slowHash' | 'sealing'> & {
  /** Address the server listens on. */
  readonly host: string;
  readonly now: Temporal.Instant;
};

/** Whether only this machine reaches a server that listens on this address. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);

/** Throws CannotStart where others could reach the server: by the address it listens on, or the one it is known under. */
export function refuseDemoFor({ host, publicUrl }: { readonly host: string; readonly publicUrl?: string | undefined }) {
  const known = publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname;
  if (!isLoopback(host) || !isLoopback(known))
    throw new CannotStart(
      '演示账号的密码是公开的，只能在本机使用：HOST 应为 127.0.0.1，PUBLIC_URL 不要设成外面的地址。',
      'The passwords of the demonstration are public: it runs on this machine only, with HOST 127.0.0.1 and without a PUBLIC_URL that others can open.',
    );
}

/** Throws CannotStart where people of a demonstration are kept and others could reach the server. */
export async function refuseKeptDemo(
  db: Kysely<DB>,
  at: { readonly host: string; readonly publicUrl?: string | undefined },
): Promise<void> {
  const kept = await transaction(db, { reach: 'everywhere' }, (tx) => loadDemoPeople(tx));
  if (kept > 0) refuseDemoFor(at);
}

/**
 * Enters them once; later calls change nothing. Throws CannotStart where others could reach the server, and where people
 * have been entered but none of the demonstration.
 */
export async function seedDemo({ host, db, now, ...keys }: DemoNeeds): Promise<'seeded' | 'there'> {
  refuseDemoFor({ host });
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('demo', 6))`.execute(tx);
    if ((await loadDemoPeople(tx)) > 0) return 'there';
    const { rows } = await sql`
      select from identity.organisation union all select from identity.person limit 1`.execute(tx);
    if (rows.length > 0) throw inUse();
    let above: string | null = null;
    for (const body of bodies) {
      const organisation = await saveBody(tx, body, above);
      above ??= organisation;
      await savePeople({ tx, keys, now }, organisation, body);
    }
    await seedDemoService(tx, now);
    const line = { word: 'identity.enter-demo', person: null, chain: null, at: now, request: null };
    await createLedger(null).append(tx, line);
    return 'seeded';
  });
}

/** Lines of the institutions, so that a chat can be tried. */
const servedLines: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
  university: { id: 'demo-university', name: '示范大学心理中心（演示）' },
  hospital: { id: 'demo-hospital', name: '示范医院心理援助热线（演示）' },
};

async function seedDemoService(tx: Transaction<DB>, now: Temporal.Instant): Promise<void> {
  const emails = demoLogins.map(({ email }) => email);
  const rows = await tx
    .selectFrom('identity.person as p')
    .innerJoin('identity.membership as m', 'm.person_id', 'p.id')
    .select(['p.id', 'p.email', 'm.organisation_id'])
    .where('p.email', 'in', emails)
    .execute();
  const find = (group: Group, mark: string): { readonly person: string; readonly organisation: string } => {
    const row = rows.find(({ email }) => email === `${group}@${mark}.demo`);
    if (row === undefined) throw new Error('Somebody of the demonstration was not entered.');
    return { person: row.id, organisation: row.organisation_id };
  };
  const served = Object.entries(servedLines).map(([mark, line]) => {
    const { person: administrator, organisation } = find('administration', mark);
    return { organisation, line, administrator, counsellor: find('counselling', mark).person };
  });
  await seedService(tx, served, find('authority', 'province'), now);
}

async function loadDemoPeople(tx: Transaction<DB>): Promise<number> {
  const emails = demoLogins.map(({ email }) => email);
  const rows = await tx.selectFrom('identity.person').select('id').where('email', 'in', emails).execute();
  return rows.length;
}

const inUse = (): CannotStart =>
  new CannotStart(
    '这里已经有真实的成员，不能加入演示账号。请换一个数据目录，例如 --data-dir ./var/demo。',
    'Real people have been entered here; the demonstration needs a folder of its own, for example --data-dir ./var/demo.',
  );

async function saveBody(tx: Transaction<DB>, { name, kind, department }: Body, above: string | null): Promise<string> {
  const row = await tx
    .insertInto('identity.organisation')
    .values({ name, kind, department, parent_id: above })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

type Work = {
  readonly tx: Transaction<DB>;
  readonly keys: Pick<SignInOptions, 'slowHash' | 'sealing'>;
  readonly now: Temporal.Instant;
};

async function savePeople({ tx, keys, now }: Work, organisation: string, { name: body }: Body): Promise<void> {
  for (const { name, email, group, secret } of demoLogins.filter((login) => login.organisation === body)) {
    const { id: person } = await tx
      .insertInto('identity.person')
      .values({ name, email })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('identity.membership')
      .values({ organisation_id: organisation, person_id: person, group_name: group, since: now })
      .execute();
    const totp = secret === null ? {} : { totp: secret };
    await settleAccount(keys, tx, { person, password: demoPassword, mustChange: false, ...totp }, now);
  }
}

const groupNames: Readonly<Record<Group, string>> = {
  administration: '行政管理组 administration',
  counselling: '咨询工作组 counselling',
  supervision: '督导组 supervision',
  custody: '资料保管 custody',
  authority: '主管部门 authority',
  expert: '专家组 expert',
};

/** What is printed: where to sign in, who there is, and how to get a code. */
export function demoLines({ console }: { readonly console: string }): string {
  const people = bodies.flatMap(({ name: body }) => [
    '',
    `  ${body}`,
    ...demoLogins
      .filter(({ organisation }) => organisation === body)
      .map(({ email, secret, group, name }) =>
        `    ${email.padEnd(30)} ${secret === null ? '  ' : '*'.padEnd(2)} ${name}  ${groupNames[group]}`.trimEnd(),
      ),
  ]);
  const [first] = demoLogins;
  return [
    '',
    '演示账号：密码人人知道，只能在本机试用。',
    'Demonstration logins: everybody knows the password, so for this machine only.',
    `  1. 打开 Open        ${console}`,
    '  2. 邮箱 E-mail      下面任选一个 any of those below',
    `  3. 密码 Password    ${demoPassword}`,
    '  4. 带 * 的还要验证码：另开一个终端，在本目录运行下面的命令（换成您选的邮箱）；每个码 30 秒、只能用一次',
    '     Those with * need a code too. In another terminal, in this folder, with the e-mail you chose; each is good once:',
    `     npm run code -- ${first?.email ?? ''}`,
    '     （也可以把密钥加进手机上的验证器 or put its secret into an authenticator app: npm run code -- --secret 邮箱 E-MAIL）',
    ...people,
    '',
    '',
  ].join('\n');
}
