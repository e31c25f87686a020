// `npm run way-back -- --email MAIL [--second-factor]`: prints the link by which somebody comes in again who cannot be
// helped by an administrator: the last administrator themselves, or whoever belongs to several organisations. The link is
// good once, for a day; it stands in the audit of the installation and in that of the person's organisation.
import { parseArgs } from 'node:util';
import type { Transaction } from 'kysely';
import { createLedger } from '#audit/index.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { runCommand } from '#platform/command.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrate.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openPool } from '#platform/database/pool.ts';
import { makeOperatorsWayBack } from '#sign-in/index.ts';
import { wayBackMark } from '../modules/sign-in/way-back/contract.ts';

const flags = { email: { type: 'string' }, 'second-factor': { type: 'boolean', default: false } } as const;

const usage = new CannotStart(
  '用法：npm run way-back -- --email 邮箱 [--second-factor]（第二步也丢了时加上）',
  'Usage: npm run way-back -- --email MAIL [--second-factor] (when the second factor is lost too)',
);

type Asked = { readonly email: string; readonly secondFactor: boolean; readonly config: Config };

function readAsked(args: string[]): Asked {
  const { values, tokens } = parseArgs({ args, options: flags, strict: false, tokens: true });
  const own = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in flags)) continue;
    own.add(token.index);
    if (token.name === 'email' && token.inlineValue === false) own.add(token.index + 1);
  }
  const email = typeof values.email === 'string' ? values.email.trim().toLowerCase() : '';
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw usage;
  const rest = args.filter((_, index) => !own.has(index));
  return { email, secondFactor: values['second-factor'] === true, config: readConfig(process.env, rest) };
}

/** Makes the link and puts it on file. Throws CannotStart when nobody has the address. */
async function make(tx: Transaction<DB>, { email, secondFactor, config }: Asked): Promise<string> {
  const at = config.clock.now();
  const made = await makeOperatorsWayBack(tx, { email, secondFactor }, at);
  if (made === undefined)
    throw new CannotStart('没有用这个邮箱登录的人。', 'Nobody signs in here with this e-mail address.');
  const line = { word: 'sign-in.way-back-made', person: null, at, request: null, subject: `person:${made.person}` };
  const ledger = createLedger(null);
  await ledger.append(tx, { ...line, chain: null });
  if (made.organisation !== null) await ledger.append(tx, { ...line, chain: made.organisation });
  return made.token;
}

await runCommand(async () => {
  const asked = readAsked(process.argv.slice(2));
  const { config, secondFactor } = asked;
  const visit = await visitDatabase(config, 'beside', 'way-back');
  try {
    await migrate(visit.access.owner);
    const pool = openPool(visit.access.owner, { connections: 1, name: 'xindeng way-back' });
    const token = await transaction(pool.db, { reach: 'everywhere' }, (tx) => make(tx, asked));
    await pool.close();
    const base = config.publicUrl ?? `http://localhost:${config.port}`;
    const [zh, en] = secondFactor ? ['，并重新设置第二步', ' and set up a new second factor'] : ['', ''];
    process.stdout.write(
      `请本人在 24 小时内用浏览器打开下面的链接，设置新密码${zh}。链接只能用一次，请当面交给本人。\n`,
    );
    process.stdout.write(
      `To be opened by the person within 24 hours, to choose a new password${en}. It is good once; hand it over in person.\n`,
    );
    process.stdout.write(`${base}/console/invitation#${wayBackMark}${token}\n`);
  } finally {
    await visit.leave();
  }
});
