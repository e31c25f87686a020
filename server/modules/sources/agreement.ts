// The same number stands in several papers, and they do not always agree. Each place is told of the other, so
// that whoever settles a doubt sees both; nobody is declared right here.
import type { Flag, ReadAccessPoint, ReadLine, ReadSource, Reading } from './contract.ts';

/** How many other places one line is compared with: a platform's number on every row must not cost a square. */
const MOST_COMPARED = 6;

/**
 * Adds a `duplicate` flag wherever a number, address or name stands in two places, and a `conflict` flag per
 * field on which the two places of one number differ. A field about which one of them is silent is no conflict.
 */
export function compareLines(lines: readonly ReadLine[], sources: readonly ReadSource[]): ReadLine[] {
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const byContact = placesBy(lines, (line) => line.accessPoints.map((point) => contactKey(point, line)));
  const byName = placesBy(lines, (line) => [bareName(line)]);
  return lines.map((line) => {
    const shared = sharedWith(line, byContact);
    const flags = [
      ...shared.map((one) => duplicateOf(line, one, titles)),
      ...conflictsOf(line, shared, titles),
      ...nameFlags(line, byName, titles),
    ];
    return flags.length === 0 ? line : { ...line, flags: [...line.flags, ...flags] };
  });
}

/** The flags that compareLines adds: they depend on what else is read, not on the line alone. */
export const isComparison = (flag: Flag): boolean => flag.code === 'duplicate' || flag.code === 'conflict';

/** Compares all lines of a reading with one another. */
export const compared = (reading: Reading): Reading => ({
  ...reading,
  lines: compareLines(reading.lines, reading.sources),
});

type Places = ReadonlyMap<string, readonly ReadLine[]>;

function placesBy(lines: readonly ReadLine[], keysOf: (line: ReadLine) => readonly string[]): Places {
  const places = new Map<string, ReadLine[]>();
  for (const line of lines) {
    for (const key of new Set(keysOf(line))) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [line]);
      else known.push(line);
    }
  }
  return places;
}

/** A short code without an area code is another desk in every province. */
function contactKey(point: ReadAccessPoint, line: ReadLine): string {
  const dialled = point.e164 ?? point.tel;
  if (dialled === undefined)
    return `${point.kind} ${(point.number ?? point.raw).toLowerCase().replaceAll(/[\s-]/g, '')}`;
  const where = point.lineType === 'short-code' ? (line.region?.code.slice(0, 2) ?? '') : '';
  return `${where}${dialled} ${point.menuKeys?.join('-') ?? ''}`;
}

type Shared = { readonly point: ReadAccessPoint; readonly other: ReadLine; readonly same: ReadAccessPoint };

/** Each contact of a line with every other line that has it too. */
function sharedWith(line: ReadLine, places: Places): Shared[] {
  const points = new Map(line.accessPoints.map((point) => [contactKey(point, line), point]));
  return [...points].flatMap(([key, point]) =>
    others(line, key, places).flatMap((other) => {
      const same = other.accessPoints.find((one) => contactKey(one, other) === key);
      return same === undefined ? [] : [{ point, other, same }];
    }),
  );
}

const others = (line: ReadLine, key: string, places: Places): readonly ReadLine[] =>
  (places.get(key) ?? []).slice(0, MOST_COMPARED + 1).filter((other) => other !== line);

const bareName = (line: ReadLine): string => line.name.replaceAll(/[\s“”"'‘’]/g, '');

type Titles = ReadonlyMap<string, string>;

const placeOf = (line: ReadLine, other: ReadLine, titles: Titles): string =>
  other.source === line.source
    ? `本文件“${other.name}”（${other.row}）`
    : `《${titles.get(other.source) ?? other.source}》“${other.name}”（${other.row}）`;

const duplicateOf = (line: ReadLine, { point, other }: Shared, titles: Titles): Flag => ({
  code: 'duplicate',
  field: 'accessPoints',
  raw: point.raw,
  why: `同一个${point.kind === 'email' ? '邮箱' : '号码'}也在${placeOf(line, other, titles)}`,
});

const nameFlags = (line: ReadLine, byName: Places, titles: Titles): Flag[] =>
  others(line, bareName(line), byName).map((other) => ({
    code: 'duplicate',
    field: 'name',
    raw: line.name,
    why: `同名的热线也在${placeOf(line, other, titles)}`,
  }));

type Claim = { readonly raw: string; readonly meaning: string };

const CLAIMS: Readonly<Record<string, (line: ReadLine, point: ReadAccessPoint) => Claim | null>> = {
  hours: ({ hours }, point) => {
    const own = point.hours ?? hours;
    return own === null ? null : { raw: own.raw, meaning: own.zh ?? own.raw.replaceAll(/\s/g, '') };
  },
  audience: ({ audience }) =>
    audience.raw === '' ? null : { raw: audience.raw, meaning: JSON.stringify({ ...audience, raw: '' }) },
  sessionMinutes: ({ sessionMinutes }) =>
    sessionMinutes === null
      ? null
      : { raw: sessionMinutes.raw, meaning: JSON.stringify({ ...sessionMinutes, raw: '' }) },
  opened: ({ opened }) => (opened === undefined ? null : { raw: opened.raw, meaning: opened.date }),
  validity: ({ validity }) =>
    validity.kind === 'unstated' ? null : { raw: validity.raw, meaning: JSON.stringify({ ...validity, raw: '' }) },
  region: ({ region }) => (region === null ? null : { raw: region.name, meaning: region.code.slice(0, 2) }),
};

/** What the other places of a number say differently; what one publication says on several rows is said once. */
function conflictsOf(line: ReadLine, shared: readonly Shared[], titles: Titles): Flag[] {
  const flags = new Map<string, Flag>();
  for (const { point, other, same } of shared.filter(({ point }) => point.kind !== 'email')) {
    for (const [field, claim] of Object.entries(CLAIMS)) {
      const [mine, theirs] = [claim(line, point), claim(other, same)];
      const key = JSON.stringify([field, other.source, theirs?.meaning]);
      if (mine === null || theirs === null || mine.meaning === theirs.meaning || flags.has(key)) continue;
      const where = placeOf(line, other, titles);
      const why = `同一号码 ${point.display}，这里写“${mine.raw}”，${where}写“${theirs.raw}”`.replaceAll('\n', '；');
      flags.set(key, { code: 'conflict', field, raw: mine.raw, why });
    }
  }
  return [...flags.values()];
}
