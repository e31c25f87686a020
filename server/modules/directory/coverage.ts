// A line's seat is not its coverage. The seat is where it stands and makes it nearer or farther; coverage is
// whom it takes, and only what its audience says by place can shut anybody out. Regions are compared as the
// integers of their GB/T 2260 codes, because a match compares ten thousand of them.
import { findRegionIn } from '#regions/index.ts';
import type { RegionIndex } from '../regions/contract.ts';
import type { Line } from './contract.ts';

/** No region: not given by the person, or not known of the line. */
export const ANYWHERE = 0;

/** How near a line's seat is; the steps of the order, see docs/matching.md. */
export const PLACE = { city: 0, province: 1, country: 2, elsewhere: 3 } as const;

/** A region code as an integer, `ANYWHERE` for none. */
export const regionNumber = (code: string | null | undefined): number => (code == null ? ANYWHERE : Number(code));

const provinceNumber = (region: number): number => region - (region % 10_000);

/** Municipalities and the two special administrative regions: provinces that are one city. */
const CITY_PROVINCES = new Set([110_000, 120_000, 310_000, 500_000, 810_000, 820_000]);

/** Where a line stands; `ANYWHERE` without a name when it cannot be told. */
export type Seat = { readonly code: number; readonly name: string };

/**
 * Where a line stands, as finely as can be said: its city; or the city within its province that its own name
 * or a host's full name carries (大连市第七人民医院); else its province.
 */
export function seatOf(line: Line, regions: RegionIndex): Seat {
  const given = line.region === null ? null : { code: Number(line.region.code), name: line.region.name };
  if (given !== null && (given.code % 10_000 !== 0 || CITY_PROVINCES.has(given.code))) return given;
  return cityNamedIn(line, regions, given?.code ?? ANYWHERE) ?? given ?? { code: ANYWHERE, name: '' };
}

function cityNamedIn(line: Line, regions: RegionIndex, province: number): Seat | null {
  const within = (code: string) =>
    !code.endsWith('0000') && (province === ANYWHERE || provinceNumber(Number(code)) === province);
  const inName = findRegionIn(regions, line.name).find(
    ({ region, sureness }) => within(region.code) && (sureness === 'full-name' || sureness === 'short-name'),
  );
  const mention =
    inName ??
    line.hosts
      .flatMap((host) => findRegionIn(regions, host))
      .find(({ region, sureness }) => within(region.code) && sureness === 'full-name');
  return mention === undefined ? null : { code: Number(mention.region.code), name: mention.region.name };
}

/** How near a seat is to where the person is. Without either there is no nearness to speak of. */
export function placeOf(seat: number, asked: number, wholeCountry: boolean): number {
  if (asked !== ANYWHERE && seat !== ANYWHERE) {
    if (seat === asked && (asked % 10_000 !== 0 || CITY_PROVINCES.has(asked))) return PLACE.city;
    if (provinceNumber(seat) === provinceNumber(asked)) return PLACE.province;
  }
  return wholeCountry ? PLACE.country : PLACE.elsewhere;
}

/** Whether a line that takes people of `limit` only takes this person: `perhaps` where we were not told enough. */
export function taken(limit: number, asked: number): 'yes' | 'perhaps' | 'no' {
  if (limit === ANYWHERE) return 'yes';
  if (asked === ANYWHERE) return 'perhaps';
  if (asked === limit || provinceNumber(asked) === limit) return 'yes';
  return provinceNumber(limit) === asked ? 'perhaps' : 'no';
}
