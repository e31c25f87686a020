// How many take part (S0-07), and which institutions have a line that serves (S1-04), from the directory as it is shown.
import type { OrganisationId, OrganisationKind } from '../../../identity/contract.ts';
import type { Line } from '../../contract.ts';
import { plainName } from '../../likeness.ts';

/** What is counted. */
export type Participation = {
  readonly lines: number;
  readonly universities: number;
  readonly phones: number;
  readonly email: number;
  readonly qq: number;
  readonly wechat: number;
};

const UNIVERSITY = /(?:大学|学院|高等专科学校|职业技术学校)$/;
const SCHOOL_WITHIN = /(?:大学|学院|高等专科学校)/;
/** Parts of a university that are no university of their own, and hospitals named after one. */
const PART = /医院|学会|协会|出版社/;

/** The universities among the bodies that run a line: by their names, and stewards by their kind. */
function universitiesOf(line: Line, stewards: ReadonlyMap<string, string>): string[] {
  const named = [line.name, ...line.hosts].filter((name) => UNIVERSITY.test(name) && !PART.test(name));
  const within = line.hosts.filter((name) => !UNIVERSITY.test(name) && SCHOOL_WITHIN.test(name) && !PART.test(name));
  const whole = within.map((name) =>
    name.slice(0, (SCHOOL_WITHIN.exec(name)?.index ?? 0) + (SCHOOL_WITHIN.exec(name)?.[0].length ?? 0)),
  );
  const steward = stewards.get(line.id);
  return [...named, ...whole, ...(steward === undefined ? [] : [steward])].map(plainName);
}

/** Counts lines; `universityStewards` are names of universities that curate, by line. A number in two lines counts once. */
export function countParticipation(
  lines: readonly Line[],
  universityStewards: ReadonlyMap<string, string>,
): Participation {
  const points = lines.flatMap((line) => line.accessPoints);
  const distinct = (kinds: readonly string[]): number =>
    new Set(points.filter(({ kind }) => kinds.includes(kind)).map(({ tel, number, raw }) => tel ?? number ?? raw)).size;
  return {
    lines: lines.length,
    universities: new Set(lines.flatMap((line) => universitiesOf(line, universityStewards))).size,
    phones: distinct(['phone', 'short-code']),
    email: distinct(['email']),
    qq: distinct(['qq']),
    wechat: distinct(['wechat']),
  };
}

/** An institution with the lines it curates. */
export type WithLines = {
  readonly organisation: { readonly id: OrganisationId; readonly name: string; readonly kind: OrganisationKind };
  readonly lineIds: readonly string[];
};

/** Per institution: its lines, those in service, and since when. Institutions without a line in service come first. */
export function dutyOf(institutions: readonly WithLines[], inService: ReadonlyMap<string, Line>) {
  return institutions
    .map(({ organisation, lineIds }) => {
      const serving = lineIds.flatMap((id) => inService.get(id) ?? []);
      const since = serving.flatMap(({ opened }) => opened ?? []).toSorted()[0] ?? null;
      return { organisation, lines: lineIds.length, inService: serving.length, since };
    })
    .toSorted((a, b) => Number(a.inService > 0) - Number(b.inService > 0));
}
