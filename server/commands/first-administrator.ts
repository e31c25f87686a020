// `npm run first-administrator -- --organisation NAME --name NAME --email MAIL`: sets up the first organisation of an
// empty installation and prints the link by which its administrator joins. The link is good once, for seven days; whoever
// loses it runs this again, which makes the earlier one void. Once somebody has joined it refuses.
import { parseArgs } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { createLedger } from '#audit/index.ts';
import { foundOrganisation } from '#identity/index.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { runCommand } from '#platform/command.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrate.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openPool } from '#platform/database/pool.ts';
import { OrganisationKind } from '../modules/identity/contract.ts';

const flags = {
  organisation: { type: 'string' },
  kind: { type: 'string', default: 'university' },
  department: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
} as const;

const usage = new CannotStart(
  '用法：npm run first-administrator -- --organisation 机构全称 --name 姓名 --email 邮箱 [--kind authority|medical|university|society|other] [--department 主管部门]',
  'Usage: npm run first-administrator -- --organisation NAME --name NAME --email MAIL [--kind authority|medical|university|society|other] [--department DEPARTMENT]',
);

type Asked = {
  readonly organisation: string;
  readonly kind: OrganisationKind;
  readonly department: string | null;
  readonly name: string;
  readonly email: string;
};

function readAsked(args: string[]): { readonly asked: Asked; readonly config: Config } {
  const { values, tokens } = parseArgs({ args, options: flags, strict: false, tokens: true });
  const own = new Set(tokens.flatMap((token) => (token.kind === 'option' && token.name in flags ? [token.index] : [])));
  const inline = new Set(
    tokens.flatMap((token) => (token.kind === 'option' && token.inlineValue === true ? [token.index] : [])),
  );
  const rest = args.filter((_, index) => !own.has(index) && !(own.has(index - 1) && !inline.has(index - 1)));
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
  const kind = OrganisationKind.safeParse(values.kind);
  const [organisation, name, email] = [text(values.organisation), text(values.name), text(values.email)];
  if (organisation === '' || name === '' || !/^[^@\s]+@[^@\s]+$/.test(email) || !kind.success) throw usage;
  const department = text(values.department);
  return {
    asked: { organisation, kind: kind.data, department: department === '' ? null : department, name, email },
    config: readConfig(process.env, rest),
  };
}

/** Takes back what an earlier run founded and nobody joined. */
async function takeBack(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql`select from identity.membership limit 1`.execute(db);
  if (rows.length > 0)
    throw new CannotStart(
      '这里已经有成员了。请由机构的管理员在控制台邀请其他人。',
      'Somebody has joined already. Others are invited by an administrator, in the console.',
    );
  await sql`delete from identity.invitation where invited_by is null and accepted_at is null`.execute(db);
  await sql`delete from identity.organisation`.execute(db);
}

await runCommand(async () => {
  const { asked, config } = readAsked(process.argv.slice(2));
  const visit = await visitDatabase(config, 'beside', 'first-administrator');
  try {
    await migrate(visit.access.owner);
    const pool = openPool(visit.access.owner, { connections: 1, name: 'xindeng first-administrator' });
    const founding = transaction(pool.db, { reach: 'everywhere' }, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('first-administrator', 6))`.execute(tx);
      await takeBack(tx);
      const { organisation, kind, department, name, email } = asked;
      const administrator = { name, email };
      const at = config.clock.now();
      const made = await foundOrganisation(tx, { name: organisation, kind, department, administrator }, at);
      const line = { word: 'identity.found-organisation', person: null, chain: null, at, request: null } as const;
      if (made.ok) await createLedger(null).append(tx, { ...line, subject: `organisation:${made.value.organisation}` });
      return made;
    });
    const founded = await founding;
    await pool.close();
    if (!founded.ok) throw usage;
    const { token } = founded.value.invitation;
    const base = config.publicUrl ?? `http://localhost:${config.port}`;
    process.stdout.write(`请${asked.name}在七天内用浏览器打开下面的链接，设置密码。链接只能用一次，请不要转发。\n`);
    process.stdout.write(
      'Open this link within seven days and choose a password. It is good once; do not pass it on.\n',
    );
    process.stdout.write(`${base}/console/invitation#${token}\n`);
  } finally {
    await visit.leave();
  }
});
