// The wallboard put together from what the tables hold. Nothing here reads anything.
import type { z } from 'zod';
import type { ContactChannel } from '../contract.ts';
import { hasRoom } from '../assignment.ts';
import type { Board, BoardCounsellor, BoardHeld, BoardQueue, BoardWish, DayFigures } from './contract.ts';
import { answerGoal, dayOf } from './service-level.ts';

type Of = { readonly queue: string | null; readonly total: boolean };
type DayRow = Of & DayFigures;
type NowRow = Of & Pick<z.input<typeof BoardQueue>, 'waiting' | 'waitingSince' | 'danger' | 'active' | 'wrapping'>;

type QueueRow = Pick<z.input<typeof BoardQueue>, 'id' | 'name' | 'line' | 'kind'>;

/** Somebody on duty as the tables tell. */
export type StaffRow = Omit<z.input<typeof BoardCounsellor>, 'state' | 'capacity' | 'holds'> & {
  readonly chats: number;
  readonly voice: number;
  readonly heldChats: number;
  readonly heldVoice: number;
  readonly holds: readonly z.input<typeof BoardHeld>[];
};

/** What the tables tell of one organisation; lines are ids, instants ISO text. */
export type BoardRows = {
  readonly days: readonly DayRow[];
  readonly nows: readonly NowRow[];
  readonly queues: readonly QueueRow[];
  readonly staff: readonly StaffRow[];
  readonly wishes: readonly z.input<typeof BoardWish>[];
  readonly unfinished: number;
};

const nothingToday: DayFigures = {
  arrived: 0,
  answered: 0,
  abandoned: 0,
  diverted: 0,
  withinGoal: 0,
  counted: 0,
  medianWait: null,
  longestWait: null,
};
const nothingNow = { waiting: 0, waitingSince: null, danger: 0, active: 0, wrapping: 0 };

type Around = {
  readonly now: Temporal.Instant;
  readonly lineName: (line: string) => string;
  readonly alarms: z.input<typeof Board>['alarms'];
};

/** The whole wallboard. */
export function boardOf(rows: BoardRows, { now, lineName, alarms }: Around): z.input<typeof Board> {
  const staff = rows.staff.map((row) => counsellorOf(row, lineName)).toSorted(freeFirst);
  const queues = rows.queues.map(({ line, ...queue }) => ({
    ...queue,
    ...onDutyFor(queue.id, rows.staff),
    line: lineName(line),
    ...nowOf(rows.nows.find((row) => row.queue === queue.id)),
    today: todayOf(rows.days.find((row) => row.queue === queue.id)),
  }));
  return {
    now: now.toString(),
    day: dayOf(now).day,
    goal: { ...answerGoal },
    total: { ...nowOf(rows.nows.find(({ total }) => total)), today: todayOf(rows.days.find(({ total }) => total)) },
    queues: queues.toSorted((a, b) => inChinese(a.line, b.line) || inChinese(a.name, b.name)),
    staff,
    wishes: rows.wishes.map((wish) => ({ ...wish, line: lineName(wish.line) })),
    alarms,
    unfinished: rows.unfinished,
  };
}

const inChinese = new Intl.Collator('zh').compare;

function todayOf(row: DayRow | undefined): DayFigures {
  if (row === undefined) return nothingToday;
  const { queue: _queue, total: _total, ...figures } = row;
  return figures;
}

function nowOf(row: NowRow | undefined): Omit<NowRow, keyof Of> {
  if (row === undefined) return nothingNow;
  const { queue: _queue, total: _total, ...figures } = row;
  return figures;
}

const channels: readonly ContactChannel[] = ['chat', 'voice'];

/** Whether somebody could take one more of any kind now, by the same rule that assigns. */
function isFree({ presence, chats, voice, heldChats, heldVoice }: StaffRow): boolean {
  const one = { presence, capacity: { chats, voice }, holds: { chats: heldChats, voice: heldVoice } };
  const rest = { person: '', crisisCompetence: false, queues: [], freeSince: 0, taken: 0 };
  return channels.some((channel) => hasRoom({ ...rest, ...one }, channel));
}

function onDutyFor(queue: string, staff: readonly StaffRow[]): { readonly free: number; readonly onDuty: number } {
  const here = staff.filter(({ queues }) => queues.some((id) => id === queue));
  return { free: here.filter(isFree).length, onDuty: here.length };
}

function counsellorOf(row: StaffRow, lineName: (line: string) => string): z.input<typeof BoardCounsellor> {
  const { chats, voice, heldChats: _chats, heldVoice: _voice, holds, ...rest } = row;
  const state =
    row.presence === 'available' || row.presence === 'busy' ? (isFree(row) ? 'free' : 'busy') : row.presence;
  return {
    ...rest,
    state,
    capacity: { chats, voice },
    holds: holds.map((one) => ({ ...one, line: lineName(one.line) })),
  };
}

type Counsellor = z.input<typeof BoardCounsellor>;

const freeFirst = (a: Counsellor, b: Counsellor): number =>
  Number(b.state === 'free') - Number(a.state === 'free') || inChinese(a.name, b.name);
