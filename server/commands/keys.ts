// `npm run keys -- status | rotate | rotate PURPOSE | forget ID`: which master keys there are and what they wrap, and
// replacing them while servers run. See docs/keys.md.
import { Purpose } from '#keys/contract.ts';
import { openKeyRotation } from '#keys/index.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { ZONE } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { readCommand } from '#platform/config.ts';
import { migrate } from '#platform/database/migrate.ts';
import { visitDatabase } from '#platform/database/open.ts';

type Rotation = Awaited<ReturnType<typeof openKeyRotation>>;

const STATES = {
  current: '在用 current',
  old: '正在更换 being replaced',
  retired: '已停用 retired',
  forgotten: '已销毁 forgotten',
} as const;

await runCommand(async () => {
  const { config, words } = readCommand(process.env, process.argv.slice(2));
  const work = errandOf(words);
  const visit = await visitDatabase(config, 'beside', 'keys');
  try {
    await migrate(visit.access.owner);
    const rotation = await openKeyRotation({ app: visit.access.app, settings: config.keys, clock: config.clock });
    try {
      await work(rotation);
    } finally {
      await rotation.close();
    }
  } finally {
    await visit.leave();
  }
});

function say(zh: string, en: string): void {
  process.stdout.write(`${zh}\n${en}\n`);
}

function errandOf([verb, what, ...more]: readonly string[]): (rotation: Rotation) => Promise<void> {
  const purpose = Purpose.safeParse(what);
  if (verb === 'status' && what === undefined) return showStatus;
  if (verb === 'rotate' && what === undefined) return rotateMaster;
  if (verb === 'rotate' && purpose.success && more.length === 0) return (keys) => rotatePurpose(keys, purpose.data);
  if (verb === 'forget' && what !== undefined && more.length === 0) return (keys) => forget(keys, what);
  throw usage();
}

async function showStatus(rotation: Rotation): Promise<void> {
  for (const { id, kind, state, createdAt, wraps } of await rotation.status()) {
    const counts = Object.entries(wraps).map(([what, count]) => `${what} ${count}`);
    const since = createdAt.toZonedDateTimeISO(ZONE).toPlainDate().toString();
    process.stdout.write(`${id.slice(0, 8)}  ${STATES[state]}  ${kind}  ${since}  ${counts.join(', ') || '-'}\n`);
  }
}

async function rotateMaster(rotation: Rotation): Promise<void> {
  const done = await rotation.rotateMaster();
  if (!done.ok) throw alreadyRunning();
  const { masterId, renewed, unreadable } = done.value;
  if (unreadable.length > 0) throw unreadableKeys(unreadable);
  const id = masterId.slice(0, 8);
  say(
    `已换用主密钥 ${id}，重新封装 ${renewed} 个密钥。请另存新的主密钥；旧的在旧备份作废之前仍须保留。`,
    `The master key is now ${id}; ${renewed} keys were wrapped anew. Keep a copy of it apart; keep the old one too for as long as old backups may have to be read.`,
  );
}

async function rotatePurpose(rotation: Rotation, purpose: Purpose): Promise<void> {
  await rotation.rotatePurpose(purpose);
  say(
    `${purpose} 已有新密钥，一分钟内各服务都会换用；旧内容仍可打开。`,
    `${purpose} has a new key, which all servers use within a minute; what was sealed before still opens.`,
  );
}

async function forget(rotation: Rotation, id: string): Promise<void> {
  const done = await rotation.forget(id);
  if (!done.ok) throw cannotForget(done.refusal);
  say(
    `主密钥 ${id} 已从本机销毁；请同样销毁它的副本。此前的备份从此无法读取。`,
    `The master key ${id} is gone from here; destroy its copies too. Backups from its time cannot be read any more.`,
  );
}

// Functions, not constants: the command above runs before what stands below it has a value.
function usage(): CannotStart {
  const purposes = Purpose.options.join('/');
  return new CannotStart(
    `用法：npm run keys -- status｜rotate｜rotate ${purposes}｜forget 编号`,
    `Usage: npm run keys -- status | rotate | rotate ${purposes} | forget ID`,
  );
}

function alreadyRunning(): CannotStart {
  return new CannotStart(
    '另一处正在更换主密钥；请等它结束。',
    'The master key is just being replaced elsewhere; wait for that.',
  );
}

function unreadableKeys(ids: readonly string[]): CannotStart {
  const some = ids.slice(0, 3);
  return new CannotStart(
    `有 ${ids.length} 个密钥已被改动，无法重新封装（${some.join('、')}）；其余已完成，旧主密钥未停用。`,
    `${ids.length} keys were altered and cannot be wrapped anew (${some.join(', ')}); all others were, and the old master key was not retired.`,
  );
}

function cannotForget(refusal: 'no-such-key' | 'not-retired' | 'still-in-use'): CannotStart {
  switch (refusal) {
    case 'no-such-key':
      return new CannotStart('没有这个编号的主密钥。', 'There is no master key of this id.');
    case 'not-retired':
      return new CannotStart('这个主密钥还在使用；请先更换。', 'This master key is in use; replace it first.');
    case 'still-in-use':
      return new CannotStart(
        '还有密钥由它封装；请再执行一次 npm run keys -- rotate。',
        'It still wraps some keys; run npm run keys -- rotate once more.',
      );
    default:
      return refusal satisfies never;
  }
}
