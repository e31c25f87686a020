// A queue while it is set up: what is typed, what is wrong with it, and what is sent.
import {
  namedGroups,
  type OwnLine,
  QueueSettings,
  usualSettings,
} from '../../../server/modules/contact/queues/contract.ts';

/** Numbers of the settings, with their limits; the server has the same. */
export const numbers = {
  offerSeconds: [5, 600],
  keptMinutes: [0, 120],
  wishMinutes: [0, 60],
  talkMinutes: [5, 240],
  contactsInPrinciple: [1, 50],
} as const satisfies Partial<Record<keyof QueueSettings, readonly [from: number, to: number]>>;

export type NumberName = keyof typeof numbers;

/** What is typed. Numbers stay text until they are sent. */
export type Draft = Omit<QueueSettings, NumberName | 'hours'> & {
  readonly hours: string;
  readonly typed: Readonly<Record<NumberName, string>>;
};

/** A draft to begin with: of a queue, or as usual. */
export function draftOf(settings: QueueSettings = usualSettings): Draft {
  const { hours, offerSeconds, keptMinutes, wishMinutes, talkMinutes, contactsInPrinciple, ...rest } = settings;
  const typed = {
    offerSeconds: String(offerSeconds),
    keptMinutes: String(keptMinutes),
    wishMinutes: String(wishMinutes),
    talkMinutes: String(talkMinutes),
    contactsInPrinciple: String(contactsInPrinciple),
  };
  return { ...rest, hours: hours ?? '', typed };
}

/** The settings that a draft stands for; undefined: something is wrong with it. */
export function settingsOf({ typed, hours, ...rest }: Draft): QueueSettings | undefined {
  const entered = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, numberOf(text)]));
  const read = QueueSettings.safeParse({ ...rest, ...entered, hours: hours.trim() === '' ? null : hours.trim() });
  return read.data;
}

const numberOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** Whether a number is not one that may be set. */
export function isOff(name: NumberName, typed: string): boolean {
  const [from, to] = numbers[name];
  const number = numberOf(typed);
  return Number.isNaN(number) || number < from || number > to;
}

/** Groups that notices name and that are not chosen yet. */
export function groupsLeft(chosen: readonly string[]): readonly string[] {
  return Object.keys(namedGroups).filter((group) => !chosen.includes(group));
}

/** A list with one of it a step nearer to the beginning (-1) or the end (1). */
export function movedBy<One>(list: readonly One[], at: number, step: -1 | 1): readonly One[] {
  const to = at + step;
  if (to < 0 || to >= list.length) return list;
  return list.with(at, list[to] ?? list[at]!).with(to, list[at]!);
}

/** Lines whose name has these words. */
export const lineNamed = (lines: readonly OwnLine[], id: string): OwnLine | undefined =>
  lines.find((line) => line.id === id);
