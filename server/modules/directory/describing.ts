// The directory read at leisure: one line's page, a search, the lines of a region. Nobody has told us who
// they are here, so nothing is left out; lines that have ended stay readable and are named as ended.
import { dayKind, type DayKind } from '#hours/index.ts';
import { regionByCode } from '#regions/index.ts';
import type { Band, HoursState } from '../hours/contract.ts';
import type { Region, RegionCode } from '../regions/contract.ts';
import { answerAbout, standingPoints } from './answers.ts';
import type { AccessPoint, AccessState, Answer, Line, LineId, SearchHit, Service } from './contract.ts';
import { ANYWHERE } from './coverage.ts';
import { bandsWithin } from './day-bands.ts';
import { isDuringEvent, questionOf } from './questions.ts';
import { NO_ANSWER } from './ranking.ts';
import { hoursFor, onlyDuringEvent } from './scopes.ts';
import { searchLines } from './search.ts';
import type { LineFacts, Snapshot } from './snapshot.ts';
import { dayNumber, dayOf, serviceWithin } from './validity.ts';

/** One calendar day of an access point, Asia/Shanghai. `bands` within this day only; null: cannot be said. */
export type DayPicture = { readonly date: string; readonly day: DayKind; readonly bands: readonly Band[] | null };

/** An access point as it stands, with the seven days that begin today. */
export type PointDescription = {
  readonly point: AccessPoint;
  readonly at: AccessState;
  readonly week: readonly DayPicture[];
};

/** Everything that can be said of one line at an instant; access points best first. */
export type LineDescription = {
  readonly line: Line;
  readonly service: Service;
  readonly state: HoursState;
  readonly nextChange: string | null;
  readonly points: readonly PointDescription[];
};

/** A line's page. Undefined when no line has this id. */
export function describeLine(snapshot: Snapshot, id: LineId, at: Temporal.Instant): LineDescription | undefined {
  const facts = factsAt(snapshot, snapshot.position.get(id));
  if (facts === undefined) return undefined;
  const question = questionOf(snapshot, { at });
  const service = serviceWithin(facts.period, question.day);
  const points = standingPoints(facts, { snapshot, question }).map(({ point, at: state }) => ({
    point: point.point,
    at: state,
    week: weekOf(snapshot, facts, point.point, dayOf(at)),
  }));
  const [best] = points;
  return {
    line: facts.line,
    service,
    state: best?.at.state ?? 'unknown',
    nextChange: best?.at.nextChange ?? null,
    points,
  };
}

const factsAt = (snapshot: Snapshot, index: number | undefined): LineFacts | undefined =>
  index === undefined ? undefined : snapshot.lines[index];

function weekOf(snapshot: Snapshot, facts: LineFacts, point: AccessPoint, today: string): DayPicture[] {
  const first = Temporal.PlainDate.from(today);
  return [0, 1, 2, 3, 4, 5, 6].map((days) => {
    const date = first.add({ days });
    const text = date.toString();
    const duringEvent = isDuringEvent(facts, dayNumber(text));
    const day = dayKind(snapshot.calendar, date);
    const ended =
      serviceWithin(facts.period, dayNumber(text)) !== 'in-service' || (onlyDuringEvent(point) && !duringEvent);
    if (ended) return { date: text, day, bands: [] };
    const hours = hoursFor(facts.line, point, { person: null, duringEvent });
    return {
      date: text,
      day,
      bands: hours === null || hours === 'never' ? null : bandsWithin(snapshot.calendar, hours, date),
    };
  });
}

/** A line that a search found, as it stands, and by what. */
export type Found = { readonly answer: Answer; readonly by: SearchHit['by'] };

/** Finds lines by name, former name, pinyin, number, region or host; best first, at most `limit`. */
export function findLines(snapshot: Snapshot, text: string, at: Temporal.Instant, limit = 30): Found[] {
  const question = questionOf(snapshot, { at });
  return findFacts(snapshot, text, question.day, limit).map(({ facts, by }) => ({
    answer: answerAbout(facts, { snapshot, question }),
    by,
  }));
}

/** The same finds before anything is said of them. `day`: in Asia/Shanghai, as a number; see `ServicePeriod`. */
export function findFacts(
  snapshot: Snapshot,
  text: string,
  day: number,
  limit: number,
): { readonly facts: LineFacts; readonly by: SearchHit['by'] }[] {
  const factsFor = (line: Line) => factsAt(snapshot, snapshot.position.get(line.id));
  const inService = (line: Line): boolean => {
    const facts = factsFor(line);
    return facts !== undefined && serviceWithin(facts.period, day) === 'in-service';
  };
  return searchLines(snapshot.search, text, { limit, inService }).flatMap(({ line, by }) => {
    const facts = factsFor(line);
    return facts === undefined ? [] : [{ facts, by }];
  });
}

/** A region with the number of its lines in service; a province with those of its cities that have any. */
export type RegionCount = {
  readonly region: Region;
  readonly lines: number;
  readonly cities: readonly { readonly region: Region; readonly lines: number }[];
};

/** Every province in the order of its code. A line counts where it is seated, and in that city's province. */
export function browse(snapshot: Snapshot, at: Temporal.Instant): RegionCount[] {
  const { day } = questionOf({ hours: [], terms: [], seats: [] }, { at });
  const counts = new Map<string, number>();
  const count = (code: string) => counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { seat, period } of snapshot.lines) {
    if (seat.code === ANYWHERE || serviceWithin(period, day) !== 'in-service') continue;
    const code = String(seat.code);
    count(code);
    if (!code.endsWith('0000')) count(`${code.slice(0, 2)}0000`);
  }
  const lines = (region: Region) => counts.get(region.code) ?? 0;
  const cities = Map.groupBy(snapshot.regions.regions, (region) => region.province);
  return snapshot.regions.regions
    .filter((region) => region.level === 'province')
    .map((region) => ({
      region,
      lines: lines(region),
      cities: (cities.get(region.code) ?? [])
        .map((city) => ({ region: city, lines: lines(city) }))
        .filter((city) => city.lines > 0),
    }));
}

/** The lines seated in a region: those in service, best first, and those that are not, by id. */
export type RegionLines = {
  readonly region: Region;
  readonly inService: readonly Answer[];
  readonly ended: readonly Answer[];
};

/** The lines of a province, its cities' included, or of a city. Undefined when there is no such region. */
export function linesIn(snapshot: Snapshot, code: RegionCode, at: Temporal.Instant): RegionLines | undefined {
  const region = regionByCode(snapshot.regions, code);
  if (region === undefined) return undefined;
  const within = (seat: number) =>
    seat === Number(code) || (code.endsWith('0000') && seat - (seat % 10_000) === Number(code));
  return { region, ...told(snapshot, ({ seat }) => within(seat.code), { region: code, at }) };
}

/** The lines without a seat: they serve the whole country, or their notice names no place. */
export function linesNowhere(snapshot: Snapshot, at: Temporal.Instant): Omit<RegionLines, 'region'> {
  return told(snapshot, ({ seat }) => seat.code === ANYWHERE, { at });
}

function told(
  snapshot: Snapshot,
  chosen: (facts: LineFacts) => boolean,
  query: { readonly region?: RegionCode; readonly at: Temporal.Instant },
): { inService: Answer[]; ended: Answer[] } {
  const question = questionOf(snapshot, query);
  const answers = snapshot.lines
    .filter((facts) => chosen(facts))
    .map((facts) => ({ facts, key: standingPoints(facts, { snapshot, question })[0]?.key ?? NO_ANSWER }))
    .sort((a, b) => a.key - b.key)
    .map(({ facts }) => answerAbout(facts, { snapshot, question }));
  const isInService = ({ service }: Answer) => service === 'in-service';
  return { inService: answers.filter(isInService), ended: answers.filter((answer) => !isInService(answer)) };
}
