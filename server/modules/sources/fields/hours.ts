// When a line answers, and which of its numbers when. One cell often says both: one span for the landline and
// another for the mobile, one for the day shift and another for the evening. Each number is given the part
// that speaks of it; the line keeps the whole.
import type { HoursScope, Schedule, SchedulePart } from '#hours/contract.ts';
import { readHours, writeHours } from '#hours/index.ts';
import type { Flag, ReadAccessPoint, ReadHours } from '../contract.ts';

/** Reads opening hours; what cannot be read whole is kept as written, with a flag. */
export function readOpening(raw: string): { readonly hours: ReadHours; readonly flags: readonly Flag[] } {
  const { understood, schedule, unread } = readHours(raw);
  const hours = withWords({ raw, understood, schedule, unread: [...unread] });
  if (understood) return { hours, flags: [] };
  const why =
    unread.length === 0 ? '看不懂服务时间' : `看不懂服务时间里的${unread.map((piece) => `“${piece}”`).join('、')}`;
  return { hours, flags: [{ code: 'hours-unread', field: 'hours', raw, why }] };
}

const withWords = (hours: Omit<ReadHours, 'zh' | 'en'>): ReadHours => ({
  ...hours,
  zh: hours.schedule === null ? null : writeHours(hours.schedule, 'zh'),
  en: hours.schedule === null ? null : writeHours(hours.schedule, 'en'),
});

/** Access points with hours of their own where the line's hours, or the note beside the number, give them any. */
export type TimedPoints = { readonly points: readonly ReadAccessPoint[]; readonly flags: readonly Flag[] };

/** Gives each access point the hours that speak of it. `hours` are the line's. */
export function assignHours(points: readonly ReadAccessPoint[], hours: ReadHours | null): TimedPoints {
  const noted = points.map((point) => withNotedHours(point));
  const parts = hours?.schedule?.parts.filter(({ scope }) => scope !== null && scope.kind !== 'audience') ?? [];
  if (hours === null || parts.length === 0) return { points: noted, flags: [] };
  const met = new Set<SchedulePart>();
  const timed = noted.map((point) => {
    const own = parts.filter((part) => speaksOf(part.scope, point, noted));
    for (const part of own) met.add(part);
    return own.length === 0 ? point : { ...point, hours: withWords({ ...hours, schedule: unscoped(own), unread: [] }) };
  });
  const flags = parts.filter((part) => !met.has(part)).map((part) => unmet(part, hours.raw));
  return { points: timed, flags };
}

const unscoped = (parts: readonly SchedulePart[]): Schedule => ({
  parts: [{ scope: null, rules: parts.flatMap(({ rules }) => rules) }],
});

const unmet = (part: SchedulePart, raw: string): Flag => ({
  code: 'assumption',
  field: 'hours',
  raw,
  why: `服务时间里的“${part.scope?.raw ?? ''}”没有对应的号码，未分给任何号码`,
});

/** `2919262702 (09:00-12:00)`: a note that is hours, whole, is the number's own. */
function withNotedHours(point: ReadAccessPoint): ReadAccessPoint {
  if (point.note === undefined || !/\d\s*[:：时点]|小时|全天/.test(point.note)) return point;
  const { hours } = readOpening(point.note);
  return hours.understood ? { ...point, hours } : point;
}

function speaksOf(scope: HoursScope | null, point: ReadAccessPoint, all: readonly ReadAccessPoint[]): boolean {
  const note = point.note ?? '';
  switch (scope?.kind) {
    case 'number':
      return digitsOf(point.raw).startsWith(digitsOf(scope.raw));
    case 'landline':
      return point.lineType === 'landline' || point.lineType === 'area-short-code' || /座机|固话/.test(note);
    case 'mobile':
      return point.lineType === 'mobile' || /手机|移动/.test(note);
    case 'shift':
      return note.includes(shiftWord(scope.raw)) || isOnlyDialled(point, all);
    case 'during-event':
      return note.includes('期间') || !all.some((other) => other.note?.includes('期间') === true);
    case 'otherwise':
      return !note.includes('期间');
    default:
      return false;
  }
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

const shiftWord = (raw: string): string => /[早白中晚夜]/.exec(raw)?.[0] ?? raw;

/** A line with one number answers every shift on it. */
const isOnlyDialled = (point: ReadAccessPoint, all: readonly ReadAccessPoint[]): boolean =>
  all.length === 1 && all[0] === point;
