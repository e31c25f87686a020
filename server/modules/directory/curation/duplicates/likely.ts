// Which lines may be one: those that give the same number or address, or go by the same name. A number that very many
// share is a platform's and says nothing.
import type { AccessPoint, Line, LineId } from '../../contract.ts';
import { accessKey, namesAlike, plainName } from '../../likeness.ts';

/** Two lines that may be one, the first by id first. */
export type LikelyPair = {
  readonly lines: readonly [LineId, LineId];
  readonly shared: readonly string[];
  readonly sameName: boolean;
  readonly alike: boolean;
};

const PLATFORM_LINES = 8;

/** Pairs of lines that may be one, likeliest first. */
export function likelyPairs(lines: readonly Line[]): LikelyPair[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const shared = new Map<string, Set<string>>();
  const meet = (group: readonly LineId[], what: string | null): void => {
    const ids = [...new Set(group)].toSorted();
    if (ids.length > PLATFORM_LINES) return;
    for (const [at, one] of ids.entries()) {
      for (const other of ids.slice(at + 1)) {
        const key = `${one} ${other}`;
        const known = shared.get(key) ?? new Set();
        shared.set(key, what === null ? known : known.add(what));
      }
    }
  };
  for (const group of pointsByKey(lines).values())
    meet(
      group.map(({ line }) => line.id),
      group[0]?.point.display ?? null,
    );
  for (const group of Map.groupBy(lines, (line) => plainName(line.name)).values())
    meet(
      group.map(({ id }) => id),
      null,
    );
  return [...shared]
    .flatMap(([key, numbers]) => pairOf(key, numbers, byId))
    .toSorted((a, b) => weight(b) - weight(a) || (a.lines.join(' ') < b.lines.join(' ') ? -1 : 1));
}

function pairOf(key: string, numbers: ReadonlySet<string>, byId: ReadonlyMap<string, Line>): LikelyPair[] {
  const [one, other] = key.split(' ').map((id) => byId.get(id));
  if (one === undefined || other === undefined) return [];
  const sameName = plainName(one.name) === plainName(other.name);
  return [{ lines: [one.id, other.id], shared: [...numbers], sameName, alike: namesAlike(one.name, other.name) }];
}

const weight = ({ shared, sameName, alike }: LikelyPair): number =>
  Math.min(shared.length, 9) * 10 + (sameName ? 5 : 0) + (alike ? 3 : 0);

type Held = { readonly line: Line; readonly point: AccessPoint };

function pointsByKey(lines: readonly Line[]): Map<string, Held[]> {
  const held = lines.flatMap((line) => line.accessPoints.map((point) => ({ line, point })));
  return Map.groupBy(held, ({ line, point }) => keyOf(point, line));
}

/** What makes two access points of lines the same one. */
export const keyOf = ({ kind, raw, display, menuKeys, ...point }: AccessPoint, line: Pick<Line, 'region'>): string =>
  accessKey(
    {
      kind,
      raw,
      display,
      menuKeys,
      ...(point.e164 !== null && { e164: point.e164 }),
      ...(point.tel !== null && { tel: point.tel }),
      ...(point.number !== null && { number: point.number }),
      ...(point.lineType !== null && { lineType: point.lineType }),
    },
    line,
  );
