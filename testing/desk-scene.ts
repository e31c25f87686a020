// A night at the desk, as the server would tell it: three conversations, an offer, people who wait, a wallboard. For
// looking at screens; nobody in it exists.
import { ContactId, QueueId } from '../server/modules/contact/contract.ts';
import type { Alarm } from '../server/modules/contact/desk/contract.ts';
import type { DeskContact, DeskState, TalkKind, TalkLine } from '../server/modules/contact/desk/state/contract.ts';
import { type DeskText, TextId } from '../server/modules/contact/knowledge/contract.ts';
import type { Board, BoardCounsellor, DayFigures } from '../server/modules/contact/wallboard/contract.ts';
import { PersonId } from '../server/modules/identity/contract.ts';

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
export const contactAt = (last: number): ContactId => ContactId.parse(id(last));
const queueAt = (last: number): QueueId => QueueId.parse(id(last));
const somebody = (last: number, name: string): { id: PersonId; name: string } => ({
  id: PersonId.parse(id(last)),
  name,
});

/** Who sits at the played desk. */
export const sitting = somebody(1, '沈若云');
const supervisor = somebody(2, '周远');
const line = { id: 'line-1', name: '东城区心理援助热线' };
const usual = { id: queueAt(900), name: '日常接待' };
const young = { id: queueAt(901), name: '青少年专席' };

/** An instant so many minutes before now. */
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const contact = (number: number, differences: Partial<DeskContact> = {}): DeskContact => ({
  id: contactAt(number),
  number,
  channel: 'chat',
  line,
  queue: usual,
  status: 'active',
  risk: 'ordinary',
  role: 'counsellor',
  mode: null,
  supportWished: false,
  remindedAt: null,
  counsellor: sitting,
  arrivedAt: ago(30),
  acceptedAt: ago(18),
  endedAt: null,
  endedBy: null,
  outcome: null,
  talk: { minutes: 30, state: 'within' },
  lastPosition: 0,
  unread: 0,
  person: { here: true, typing: false, seen: { delivered: 0, read: 0 }, before: 0, again: null },
  supporters: [],
  alarm: null,
  ...differences,
});

type Spoken = readonly [minutesAgo: number, author: 'p' | 'c' | 's' | TalkKind, text: string];

/** Lines of a conversation. */
export function linesOf(spoken: readonly Spoken[], more: Partial<TalkLine> = {}): TalkLine[] {
  return spoken.map(([minutes, author, text], at) => {
    const bare = { position: at + 1, at: ago(minutes), introduction: null, note: null, detail: {} };
    if (author === 'p') return { ...bare, kind: 'said', by: null, said: said(at, minutes, 'person', text) };
    if (author === 'c') return { ...bare, kind: 'said', by: sitting, said: said(at, minutes, 'counsellor', text) };
    if (author === 's') return { ...bare, kind: 'said', by: supervisor, said: said(at, minutes, 'supervisor', text) };
    return {
      ...bare,
      kind: author,
      by: author === 'supervisor-came' ? supervisor : sitting,
      said: null,
      ...told(author, text),
      ...more,
    };
  });
}

const said = (
  at: number,
  minutes: number,
  author: 'person' | 'counsellor' | 'supervisor',
  text: string,
): NonNullable<TalkLine['said']> => ({
  id: id(5000 + at * 100 + Math.floor(minutes)),
  author,
  text,
});

function told(kind: TalkKind, text: string): Partial<TalkLine> {
  if (kind === 'introduced')
    return { by: null, introduction: { topic: '学业与考试', group: '大学生', age: 'adult', words: text, lang: 'zh' } };
  if (kind === 'arrived') return { by: null };
  if (kind === 'risk-set') return { detail: { risk: 'high', reason: text } };
  if (kind === 'supervisor-came') return { detail: { mode: 'silent' } };
  return { note: text === '' ? null : text };
}

const first: readonly Spoken[] = [
  [22, 'arrived', ''],
  [22, 'introduced', '这学期挂了两门，不敢跟家里说。晚上睡不着，越想越觉得没有路了。'],
  [18, 'accepted', ''],
  [18, 'c', '您好，我是今晚值班的咨询员。您写的我看到了，慢慢说，我在。'],
  [17, 'p', '嗯'],
  [17, 'p', '不知道从哪说起'],
  [16, 'c', '没关系。您说晚上睡不着，是从什么时候开始的？'],
  [
    14,
    'p',
    '大概一个月了。考完那天开始的。\n每天躺到三四点，脑子里一直转：要是当时怎样怎样。白天上课什么都听不进去，就更怕，更睡不着。',
  ],
  [13, 'c', '一个月都这样，真的很累。'],
  [13, 'c', '您写“没有路了”。我想直接问一句：有没有想过不活了？'],
  [11, 'p', '想过。没有真的要去做，就是有时候觉得睡过去不醒也行'],
  [10, 'risk-set', '提到过不想活，没有计划'],
  [9, 'c', '谢谢您愿意告诉我。这样的念头会来，不等于您真的想走。您现在在宿舍吗？身边有人吗？'],
  [7, 'p', '在宿舍，室友都睡了'],
  [6, 'p', '其实有一个室友问过我是不是不舒服，我说没事'],
  [4, 'c', '他注意到了。如果明天他再问一次，您觉得可以说到哪一步？'],
  [1, 'p', '也许可以说睡不着吧。挂科的事先不说'],
];

/** Every conversation of the night. */
export const nightLines = (): Map<string, TalkLine[]> =>
  new Map([
    [contactAt(128), linesOf(first)],
    [
      contactAt(131),
      linesOf([
        [9, 'arrived', ''],
        [8, 'accepted', ''],
        [8, 'c', '您好，我在。今晚想聊什么？'],
        [6, 'p', '和对象吵架了 分手了'],
        [2, 'p', '他把我拉黑了'],
        [2, 'p', '你在吗'],
      ]),
    ],
    [
      contactAt(125),
      linesOf([
        [40, 'arrived', ''],
        [38, 'accepted', ''],
        [38, 'c', '您好。'],
        [36, 'p', '我是想问孩子最近不肯上学，该找哪里'],
        [30, 'c', '学校有心理老师，区里也有青少年专席，我发给您。'],
        [29, 'recommended', '东城区青少年心理热线\n010-6555 0123'],
        [12, 'p', '好的谢谢，我明天就打'],
        [11, 'ended', ''],
      ]),
    ],
  ]);

/** The desk in the middle of it. */
export function nightDesk(): DeskState {
  return {
    now: new Date().toISOString(),
    me: {
      presence: 'available',
      capacity: { chats: 4, voice: 0 },
      queues: [
        { ...usual, line: line.name },
        { ...young, line: line.name },
      ],
      taken: 6,
      missed: false,
      restUntil: null,
    },
    offers: [
      {
        contact: contactAt(133),
        number: 133,
        channel: 'chat',
        line,
        queue: young.name,
        risk: 'ordinary',
        waitingSince: ago(4),
        until: new Date(Date.now() + 45_000).toISOString(),
        transferredBy: null,
      },
    ],
    contacts: [
      contact(125, { status: 'wrapping', endedAt: ago(11), endedBy: 'person', acceptedAt: ago(38), lastPosition: 8 }),
      contact(128, {
        risk: 'high',
        acceptedAt: ago(18),
        lastPosition: first.length,
        person: {
          here: true,
          typing: true,
          seen: { delivered: first.length, read: 13 },
          before: 2,
          again: 'by-agreement',
        },
      }),
      contact(131, { acceptedAt: ago(26), lastPosition: 6, unread: 3, queue: young }),
    ],
    waiting: [
      waits(134, 1, { risk: 'high', ahead: { risk: 0, priority: 0, arrival: 0 }, waitingSince: ago(1) }),
      waits(132, 2, { ahead: { risk: 1, priority: 0, arrival: 0 }, waitingSince: ago(5), priority: '医护人员' }),
      waits(135, 3, { ahead: { risk: 1, priority: 1, arrival: 0 }, waitingSince: ago(3), wishesMe: true }),
      waits(136, 4, { ahead: { risk: 1, priority: 1, arrival: 1 }, waitingSince: ago(0.5), steppedAway: true }),
    ],
    waitingCount: 4,
    followUps: [{ contact: contactAt(88), number: 88, at: new Date(Date.now() + 3 * 3_600_000).toISOString() }],
  };
}

const waits = (
  number: number,
  position: number,
  differences: Partial<DeskState['waiting'][number]>,
): DeskState['waiting'][number] => ({
  contact: contactAt(number),
  number,
  queue: usual,
  channel: 'chat',
  position,
  risk: 'ordinary',
  priority: null,
  ahead: { risk: 0, priority: 0, arrival: 0 },
  waitingSince: ago(1),
  steppedAway: false,
  wishesMe: false,
  ...differences,
});

/** An alarm, unless it was acknowledged. */
export const nightAlarm = (): Alarm => ({
  contact: contactAt(128),
  number: 128,
  line: line.name,
  at: ago(1),
  by: sitting,
  administration: null,
  supervision: null,
});

const text = (last: number, title: string, zh: string, kind: 'snippet' | 'text'): DeskText => ({
  id: TextId.parse(id(last)),
  version: 1,
  kind,
  title,
  zh,
  en: null,
  tags: ['睡眠'],
  source: kind === 'text' ? '国家卫生健康委《心理健康素养十条》' : null,
  sourceDate: kind === 'text' ? '2024-05-20' : null,
  approvedOn: '2026-03-01',
  reviewBy: '2027-02-28',
});

export const nightTexts: readonly DeskText[] = [
  text(
    301,
    '睡不着时可以做的三件事',
    '一、起来，到光线暗的地方坐一会儿，困了再回床上。二、把脑子里转的事写下来，写完合上本子。三、早上按时起床，白天不补觉。连续两周都这样，请到医院的睡眠或心理门诊看看。',
    'text',
  ),
  text(
    302,
    '考试没考好以后',
    '成绩是一件事，您是另一件事。先睡一觉，再和一个信得过的人说。学校有学业支持，补考和缓考都可以问。',
    'text',
  ),
  text(303, '开场', '您好，我是今晚值班的咨询员。您说的内容会保密，有人身危险时除外。慢慢说，我在。', 'snippet'),
  text(304, '请对方说说身边的人', '现在您身边有谁？平时最能说上话的是谁？', 'snippet'),
  text(305, '快到时间', '我们还有几分钟。今天谈的里面，您最想带走的是哪一点？', 'snippet'),
];

const today = (arrived: number, answered: number): DayFigures => ({
  arrived,
  answered,
  abandoned: 3,
  diverted: 2,
  withinGoal: answered - 2,
  counted: answered,
  medianWait: 74,
  longestWait: 512,
});

const duty = (
  last: number,
  name: string,
  state: BoardCounsellor['state'],
  more: Partial<BoardCounsellor> = {},
): BoardCounsellor => ({
  ...somebody(last, name),
  state,
  presence: state === 'free' ? 'available' : state === 'busy' ? 'available' : state,
  capacity: { chats: 2, voice: 0 },
  crisisCompetence: false,
  queues: [usual.id],
  taken: 4,
  restUntil: null,
  gone: false,
  holds: [],
  ...more,
});

const held = (
  number: number,
  minutes: number,
  more: Partial<BoardCounsellor['holds'][number]> = {},
): BoardCounsellor['holds'][number] => ({
  contact: contactAt(number),
  number,
  channel: 'chat',
  line: line.name,
  status: 'active',
  risk: 'ordinary',
  since: ago(minutes),
  supporters: [],
  ...more,
});

export function nightBoard(): Board {
  return {
    now: new Date().toISOString(),
    day: '2026-11-22',
    goal: { chat: 180, voice: 30 },
    total: { waiting: 4, waitingSince: ago(5.2), danger: 0, active: 5, wrapping: 1, today: today(47, 41) },
    queues: [
      {
        ...usual,
        line: line.name,
        kind: 'usual',
        free: 1,
        onDuty: 5,
        waiting: 3,
        waitingSince: ago(5.2),
        danger: 0,
        active: 4,
        wrapping: 1,
        today: today(33, 30),
      },
      {
        ...young,
        line: line.name,
        kind: 'dedicated',
        free: 0,
        onDuty: 2,
        waiting: 1,
        waitingSince: ago(4),
        danger: 0,
        active: 1,
        wrapping: 0,
        today: today(14, 11),
      },
    ],
    staff: [
      duty(11, '林一舟', 'free', { crisisCompetence: true, holds: [held(130, 21)] }),
      duty(1, '沈若云', 'busy', {
        holds: [held(125, 11, { status: 'wrapping' }), held(128, 18, { risk: 'high' }), held(131, 26)],
        capacity: { chats: 3, voice: 0 },
        taken: 6,
      }),
      duty(12, '何青', 'busy', {
        holds: [held(129, 8, { supporters: [{ ...supervisor, mode: 'silent' }] }), held(127, 33)],
      }),
      duty(13, '苏雨晴', 'break', { restUntil: new Date(Date.now() + 6 * 60_000).toISOString() }),
      duty(14, '马明', 'away', { gone: true }),
    ],
    wishes: [{ contact: contactAt(128), number: 128, line: line.name, risk: 'high', by: sitting, at: ago(2) }],
    alarms: [],
    unfinished: 2,
  };
}

export { line as nightLine, usual as usualQueue, supervisor as supervising };
