// Setting up queues: only for lines that the organisation answers for, and only with hours that can be read.
import { readHours, writeHours } from '#hours/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { QueueId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { changeQueue, closeQueue, createQueue, listQueues, type ManagedQueue, openQueue } from './contract.ts';
import { addQueue, findQueue, loadOwnLines, loadQueues, saveQueue, setClosed, type StoredQueue } from './store.ts';

type Tx = Parameters<typeof findQueue>[0];

const managing = { access: { may: 'contact.manage-queues' } } as const;

/** Who looks at the doors is told that a queue has changed. */
export type QueueParts = Pick<Core, 'settleQueues'>;

type Changed = (organisation: string, queue: QueueId) => Promise<void>;

type SettingRefusal = 'not-your-line' | 'hours-not-readable' | 'name-taken' | 'channel-taken';
type ChangeRefusal = Exclude<SettingRefusal, 'not-your-line'> | 'no-such-queue' | 'changed-meanwhile';
type OpenRefusal = 'no-such-queue' | 'open-already' | 'not-your-line' | 'channel-taken';

/** The rows of queues. */
export function queueRoutes({ settleQueues }: QueueParts): readonly Route[] {
  const changed: Changed = (organisation, queue) => settleQueues([{ organisation, queue }]);
  return [listRoute, createRoute(changed), changeRoute(changed), closeRoute(changed), openRoute(changed)];
}

const listRoute = defineRoute({
  ...listQueues,
  ...managing,
  audit: { none: 'How queues are set up is work in hand.' },
  about: 'The organisation’s queues, and the lines it answers for.',
  run: (_, { transact }) =>
    transact(async (tx) => ok({ queues: (await loadQueues(tx)).map(withReading), lines: await loadOwnLines(tx) })),
  refusals: {},
});

function createRoute(changed: Changed): Route {
  return defineRoute({
    ...createQueue,
    ...managing,
    audit: 'contact.set-up-queue',
    about: 'Makes a queue for a line of the organisation.',
    run: async ({ body: { line, ...settings } }, { transact, caller }) => {
      const readable = judgeHours(settings.hours);
      if (!readable.ok) return readable;
      const made = await transact<ManagedQueue, SettingRefusal>(async (tx, note) => {
        if (!(await loadOwnLines(tx)).some(({ id }) => id === line)) return refuse('not-your-line');
        const added = await addQueue(tx, line, settings);
        if (!added.ok) return added;
        note({ subject: `queue:${added.value}`, detail: { line, kind: settings.kind } });
        return ok(await shown(tx, added.value));
      });
      if (made.ok) await changed(caller.organisation, made.value.id);
      return made;
    },
    refusals: { 'not-your-line': notYourLine, ...settingRefusals },
  });
}

function changeRoute(changed: Changed): Route {
  return defineRoute({
    ...changeQueue,
    ...managing,
    audit: 'contact.change-queue',
    about: 'Changes what is set for a queue, for everybody who comes from now on.',
    run: async ({ params: { id }, body: { version, ...settings } }, { transact, caller }) => {
      const readable = judgeHours(settings.hours);
      if (!readable.ok) return readable;
      const saved = await transact<ManagedQueue, ChangeRefusal>(async (tx, note) => {
        const queue = await findQueue(tx, id);
        if (queue === undefined) return refuse('no-such-queue');
        const done = await saveQueue(tx, queue, settings, version);
        if (!done.ok) return done;
        note({ subject: `queue:${id}`, detail: { version: version + 1 } });
        return ok(await shown(tx, id));
      });
      if (saved.ok) await changed(caller.organisation, id);
      return saved;
    },
    refusals: { 'no-such-queue': noSuchQueue, 'changed-meanwhile': changedMeanwhile, ...settingRefusals },
  });
}

function closeRoute(changed: Changed): Route {
  return defineRoute({
    ...closeQueue,
    ...managing,
    audit: 'contact.close-queue',
    about: 'Takes nobody from now on; whoever is in it is served.',
    run: async ({ params: { id }, body: { why } }, { transact, now, caller }) => {
      const closed = await transact<ManagedQueue, 'no-such-queue' | 'closed-already'>(async (tx, note) => {
        const queue = await findQueue(tx, id);
        if (queue === undefined) return refuse('no-such-queue');
        if (queue.closedAt !== null) return refuse('closed-already');
        await setClosed(tx, queue, { at: now, why });
        note({ subject: `queue:${id}`, detail: { waiting: queue.waiting } });
        return ok(await shown(tx, id));
      });
      if (closed.ok) await changed(caller.organisation, id);
      return closed;
    },
    refusals: {
      'no-such-queue': noSuchQueue,
      'closed-already': { status: 409, zh: '这个队列已经关闭。', en: 'This queue has been closed already.' },
    },
  });
}

function openRoute(changed: Changed): Route {
  return defineRoute({
    ...openQueue,
    ...managing,
    audit: 'contact.open-queue',
    about: 'Takes people again.',
    run: async ({ params: { id } }, { transact, caller }) => {
      const opened = await transact<ManagedQueue, OpenRefusal>(async (tx, note) => {
        const queue = await findQueue(tx, id);
        if (queue === undefined) return refuse('no-such-queue');
        if (queue.closedAt === null) return refuse('open-already');
        if (!(await loadOwnLines(tx)).some((line) => line.id === queue.line.id)) return refuse('not-your-line');
        const done = await setClosed(tx, queue, null);
        if (!done.ok) return done;
        note({ subject: `queue:${id}` });
        return ok(await shown(tx, id));
      });
      if (opened.ok) await changed(caller.organisation, id);
      return opened;
    },
    refusals: {
      'no-such-queue': noSuchQueue,
      'not-your-line': notYourLine,
      'open-already': { status: 409, zh: '这个队列正在使用。', en: 'This queue is open.' },
      'channel-taken': channelTaken,
    },
  });
}

/** Hours that cannot be read whole are not taken: nobody could say whether the queue is open. */
function judgeHours(hours: string | null): Result<null, 'hours-not-readable'> {
  if (hours === null) return ok(null);
  const { understood, unread } = readHours(hours);
  return understood ? ok(null) : refuse('hours-not-readable', unread.join(' · ').slice(0, 300));
}

function withReading(queue: StoredQueue): ManagedQueue {
  const schedule = queue.hours === null ? null : readHours(queue.hours).schedule;
  const reading = schedule === null ? null : { zh: writeHours(schedule, 'zh'), en: writeHours(schedule, 'en') };
  return { ...queue, reading };
}

async function shown(tx: Tx, id: QueueId): Promise<ManagedQueue> {
  const queue = await findQueue(tx, id);
  if (queue === undefined) throw new Error('A queue that was just saved is not there.');
  return withReading(queue);
}

const noSuchQueue = { status: 404, zh: '没有这个队列。', en: 'There is no such queue.' } as const;
const notYourLine = {
  status: 422,
  zh: '这条热线不由贵机构维护。请先在“热线”里申请管理。',
  en: 'Your organisation does not answer for this line. Claim it under Lines first.',
} as const;
const changedMeanwhile = {
  status: 409,
  zh: '别人刚刚改过这个队列。请重新打开，再改一次。',
  en: 'Somebody else has just changed this queue. Open it again and repeat your change.',
} as const;
const channelTaken = {
  status: 409,
  zh: '这条热线已经有一个开放的普通队列接收同样的渠道。请改选渠道，或者设为专席。',
  en: 'An open queue of this line takes the same channel already. Choose other channels, or make these dedicated seats.',
} as const;

const settingRefusals = {
  'hours-not-readable': {
    status: 422,
    zh: '接待时间里有读不懂的地方，请改一改。',
    en: 'Part of the hours cannot be read. Please change it.',
  },
  'name-taken': { status: 409, zh: '这条热线已经有同名的队列。', en: 'This line has a queue of that name.' },
  'channel-taken': channelTaken,
} as const;
