// One text can hold several hours: for the landline, for doctors, for the epidemic, for the night shift. Each
// access point and each person gets the parts that hold for them, and no other. Where it cannot be told which
// part holds, the answer is that the hours are not known, never the longest of them.
import type { Schedule, SchedulePart } from '../hours/contract.ts';
import type { AudienceGroup } from '../sources/contract.ts';
import type { AccessPoint, DirectoryEvent, Line } from './contract.ts';

/** For whom and when the hours are asked. */
export type Situation = {
  readonly person: AudienceGroup | null;
  /** Whether the event that the line's words speak of (疫情期间) is going on. */
  readonly duringEvent: boolean;
};

type Scope = NonNullable<SchedulePart['scope']>;
type Verdict = 'holds' | 'holds-not' | 'not-known';

const GROUP_WORDS: Readonly<Record<AudienceGroup, RegExp>> = {
  student: /学生|师生/,
  youth: /青少年|未成年|中小学|儿童/,
  teacher: /教师|老师|教职|师生/,
  parent: /家长/,
  medical: /医/,
  police: /警/,
  frontline: /一线/,
  patient: /患者|确诊|感染|疑似|康复/,
  isolated: /隔离/,
  volunteer: /志愿/,
  overseas: /华人|华侨|海外/,
};
const EVERYBODY = /所有|全体|大众|公众|群众|市民|民众|社会|普通/;
const DURING_EVENT = /疫情|抗疫|防疫/;

/** The event that a line's own words speak of: the one it is bound to, or that was on when it was listed. */
export function eventOf(
  line: Pick<Line, 'validity' | 'confirmedOn' | 'opened'>,
  events: readonly DirectoryEvent[],
): DirectoryEvent | null {
  const bound = events.find((event) => event.id === line.validity.event);
  if (bound !== undefined) return bound;
  const day = line.confirmedOn ?? line.opened;
  const running = (event: DirectoryEvent) =>
    day !== null && event.begins <= day && (event.ends === null || day <= event.ends);
  return events.find((event) => running(event)) ?? null;
}

/** Whether an access point exists only while the event lasts, by its note (疫情期间). */
export function onlyDuringEvent(point: Pick<AccessPoint, 'note'>): boolean {
  return point.note !== null && DURING_EVENT.test(point.note) && /期间/.test(point.note);
}

/** Whether a schedule says different things to different people. */
export function dependsOnPerson(schedule: Schedule | null): boolean {
  return schedule?.parts.some((part) => part.scope?.kind === 'audience') ?? false;
}

/**
 * The hours of one access point of a line for one person: the parts that hold, without their scopes.
 * Null: not known. `'never'`: none of the hours is for this person or point.
 */
export function hoursFor(line: Line, point: AccessPoint, situation: Situation): Schedule | 'never' | null {
  const schedule = point.hours === null ? (line.hours?.schedule ?? null) : point.hours.schedule;
  if (schedule === null) return null;
  const verdicts = schedule.parts.map((part) => verdictOn(part.scope, line, point, situation));
  const holding = schedule.parts.filter((_, index) => verdicts[index] === 'holds');
  if (holding.length > 0)
    return { ...schedule, parts: [{ scope: null, rules: holding.flatMap((part) => part.rules) }] };
  return verdicts.includes('not-known') ? null : 'never';
}

function verdictOn(scope: Scope | null, line: Line, point: AccessPoint, situation: Situation): Verdict {
  if (scope === null) return 'holds';
  const { kind, raw } = scope;
  if (kind === 'number') return said(sharesDigits(raw, point.raw));
  if (kind === 'landline') return said(point.lineType !== 'mobile' && point.kind === 'phone');
  if (kind === 'mobile') return said(point.lineType === 'mobile');
  if (kind === 'audience') return audienceVerdict(raw, situation.person);
  if (kind === 'shift') return shiftVerdict(raw, line, point);
  return eventVerdict(kind, line, point, situation);
}

const said = (holds: boolean): Verdict => (holds ? 'holds' : 'holds-not');

function sharesDigits(one: string, other: string): boolean {
  const [a, b] = [one.replaceAll(/\D/g, ''), other.replaceAll(/\D/g, '')];
  return a !== '' && (b.includes(a) || (b !== '' && a.includes(b)));
}

function audienceVerdict(raw: string, person: AudienceGroup | null): Verdict {
  if (EVERYBODY.test(raw)) return 'holds';
  const named = Object.entries(GROUP_WORDS).filter(([, words]) => words.test(raw));
  if (named.length === 0) return 'not-known';
  return said(named.some(([group]) => group === person));
}

/** 白班 belongs to the number noted 白班; where no number is noted so, every shift is the line's. */
function shiftVerdict(raw: string, line: Line, point: AccessPoint): Verdict {
  const noted = (one: AccessPoint) => one.note !== null && (one.note.includes(raw) || raw.includes(one.note));
  return said(!line.accessPoints.some((one) => noted(one)) || noted(point));
}

/** Hours of the event belong to the number of the event where the line has one; else to its time. */
function eventVerdict(
  kind: 'during-event' | 'otherwise',
  line: Line,
  point: AccessPoint,
  situation: Situation,
): Verdict {
  if (line.accessPoints.some((one) => onlyDuringEvent(one)))
    return said(onlyDuringEvent(point) === (kind === 'during-event'));
  return said(situation.duringEvent === (kind === 'during-event'));
}
