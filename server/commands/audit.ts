// `npm run audit -- verify | anchor | checkpoint | confirm`: what the operator does with the audit, as the owner of the
// database, while the server goes on working. Exit codes: 0 nothing is wrong, 1 something is, or could not be done.
import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { confirmFile, printAnchors, removeLines, verifyAudit } from '#audit/index.ts';
import { fatesOfFiles } from '#privacy/index.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { ZONE } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { type Config, readCommand } from '#platform/config.ts';
import { withClient } from '#platform/database/client.ts';
import { visitDatabase } from '#platform/database/open.ts';

type Options = { readonly organisation?: string; readonly against?: string; readonly before?: string };

const flags = ['organisation', 'against', 'before'] as const;

function readOptions(args: readonly string[]): { options: Options; rest: string[] } {
  const options: { -readonly [K in keyof Options]: string } = {};
  const rest: string[] = [];
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place] ?? '';
    const flag = flags.find((name) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (flag === undefined) rest.push(word);
    else options[flag] = word.includes('=') ? word.slice(flag.length + 3) : (args[(place += 1)] ?? '');
  }
  return { options, rest };
}

const usage = (): CannotStart =>
  new CannotStart(
    '用法：npm run audit -- verify [--organisation 编号] [--against 锚点文件]；anchor；checkpoint --before 日期；confirm 文件',
    'Usage: npm run audit -- verify [--organisation ID] [--against FILE]; anchor; checkpoint --before DATE; confirm FILE',
  );

type Given = { readonly options: Options; readonly words: readonly string[]; readonly config: Config };
type Task = (client: Client, given: Given) => Promise<{ readonly text: string; readonly fine: boolean }>;

const tasks: Readonly<Record<string, Task>> = {
  verify: async (client, { options, words }) => {
    if (words.length > 0 || options.before !== undefined) throw usage();
    const verified = await verifyAudit(client, {
      organisation: options.organisation === undefined ? null : idOf(options.organisation),
      against: options.against === undefined ? null : bytesOf(options.against).toString(),
      ...(process.stderr.isTTY ? { onProgress: showProgress } : {}),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (!verified.ok) throw noAnchors(options.against ?? '');
    return verified.value;
  },
  anchor: async (client, { options, words, config }) => {
    if (words.length > 0 || Object.keys(options).length > 0) throw usage();
    const now = config.clock.now().toZonedDateTimeISO(ZONE);
    return printAnchors(client, now.toString({ fractionalSecondDigits: 0, timeZoneName: 'never' }));
  },
  checkpoint: async (client, { options, words, config }) => {
    if (words.length > 0 || options.before === undefined) throw usage();
    const before = dayOf(options.before);
    const removed = await removeLines(client, { before, now: config.clock.now(), fates: fatesOfFiles });
    if (!removed.ok) throw withinTerm();
    return removed.value;
  },
  confirm: async (client, { options, words }) => {
    const [file] = words;
    if (file === undefined || words.length > 1 || Object.keys(options).length > 0) throw usage();
    return confirmFile(client, bytesOf(file));
  },
};

function showProgress(lines: number, of: number): void {
  const percent = of === 0 ? 100 : Math.min(100, Math.floor((lines / of) * 100));
  process.stderr.write(`\r核对 verifying ${lines}/${of} ${percent}%`);
}

function idOf(text: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new CannotStart('--organisation 后面写机构的编号。', '--organisation takes the id of an organisation.');
  return text;
}

function dayOf(text: string): Temporal.Instant {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime(ZONE).toInstant();
  } catch {
    throw new CannotStart(
      '--before 后面写一个日期，例如 2023-01-01。',
      '--before takes a date, for example 2023-01-01.',
    );
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new CannotStart(`读不了文件 ${file}。`, `The file ${file} cannot be read.`);
  }
}

const noAnchors = (file: string): CannotStart =>
  new CannotStart(`${file} 不是完整的锚点文件。`, `${file} is no file of anchors, or it is damaged.`);

const withinTerm = (): CannotStart =>
  new CannotStart(
    '留痕至少保存三年零六个月；请写更早的日期。',
    'The audit is kept for three years and six months at least; give an earlier date.',
  );

await runCommand(async () => {
  const { options, rest } = readOptions(process.argv.slice(2));
  const { config, words } = readCommand(process.env, rest);
  const [name = '', ...more] = words;
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) throw usage();
  const visit = await visitDatabase(config, 'beside', 'audit');
  try {
    const given = { options, words: more, config };
    const { text, fine } = await withClient(visit.access.owner, 'audit', (client) => task(client, given));
    process.stdout.write(text);
    if (!fine) process.exitCode = 1;
  } finally {
    await visit.leave();
  }
});
