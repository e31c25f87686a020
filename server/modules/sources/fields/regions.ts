// Where a line is. A region printed beside it counts; a cell left empty takes the region of the merged cell
// above it, unless a page break cut that cell and everything in the row speaks for the next one.
import type { Region, RegionIndex, RegionMention, RegionRef } from '#regions/contract.ts';
import { findRegion, findRegionIn, isWithin, provinceOf, regionsOfAreaCode } from '#regions/index.ts';
import type { Flag } from '../contract.ts';
import type { Imprint, PublishedRow } from '../published.ts';

/** A line's region, and its city where the region is a province and the name proves the city. */
export type ReadRegion = {
  readonly region: RegionRef | null;
  readonly city: RegionRef | null;
  readonly flags: readonly Flag[];
};

const WHOLE_PROVINCE = /^(?:省级|省直|全省|省本级|自治区级|省)$/;
const NATIONWIDE = /^(?:全国|国家级?|中央|全国性)/;

/** Whether a text could stand in a column of places. */
export const isPlace = (index: RegionIndex, text: string): boolean =>
  findRegion(index, text) !== undefined ||
  WHOLE_PROVINCE.test(text) ||
  NATIONWIDE.test(text) ||
  /^(?:其他|海外)$/.test(text);

/** The province or city whose authority publishes: 湖南省教育厅 → 湖南省. Null for national bodies. */
export function homeOf(imprint: Imprint, index: RegionIndex): RegionRef | null {
  for (const text of [...imprint.issuers, imprint.title]) {
    const mention = findRegionIn(index, text).find(
      ({ at, sureness }) => at <= 4 && sureness !== 'ambiguous' && sureness !== 'institution',
    );
    if (mention !== undefined) return refOf(mention.region);
  }
  return null;
}

type Found = { readonly region: Region | null; readonly flags: readonly Flag[] };

/** Places a row. `home` is the province of the paper itself. */
export function readRegion(row: PublishedRow, name: string, home: RegionRef | null, index: RegionIndex): ReadRegion {
  const evidence = gatherEvidence(row, name, index);
  const read = printedRegion(row, home, index) ?? carriedRegion(row, evidence, index);
  const unread = read === null && row.cells['region'] !== undefined ? [unreadRegion(row.cells['region'])] : [];
  const found = read ?? derivedRegion(row, evidence, home, index);
  if (found.region === null) return { region: null, city: null, flags: [...unread, ...found.flags] };
  const { city, flags } = cityOf(found.region, evidence, index);
  return { region: refOf(found.region), city, flags: [...unread, ...found.flags, ...flags] };
}

const refOf = ({ code, name }: RegionRef): RegionRef => ({ code, name });

const unreadRegion = (raw: string): Flag => ({
  code: 'field-unread',
  field: 'region',
  raw,
  why: `看不懂地区“${raw}”`,
});

type Evidence = {
  readonly text: string;
  readonly named: readonly RegionMention[];
  readonly dialled: readonly Region[];
};

const AREA_CODE = /(?<![\d-])0(?:10|2\d|[3-9]\d{2})(?=[-—– ]{0,2}\d[\d ]{4})/g;

function gatherEvidence(row: PublishedRow, name: string, index: RegionIndex): Evidence {
  const codes = (row.cells['accessPoints'] ?? '').match(AREA_CODE) ?? [];
  return {
    text: name,
    named: findRegionIn(index, name),
    dialled: codes.flatMap((code) => regionsOfAreaCode(index, code)),
  };
}

/** Provinces that the row itself speaks for: its name where it is sure, and its area codes. */
const provincesNamed = ({ named }: Evidence, index: RegionIndex): Region[] =>
  named.filter(({ sureness }) => sureness === 'full-name').map(({ region }) => provinceOf(index, region));

const provincesDialled = ({ dialled }: Evidence, index: RegionIndex): Region[] =>
  dialled.map((region) => provinceOf(index, region));

function printedRegion(row: PublishedRow, home: RegionRef | null, index: RegionIndex): Found | null {
  const raw = row.cells['region'] ?? '';
  const city = findRegion(index, row.cells['city'] ?? '');
  if (city !== undefined) return { region: city, flags: [] };
  if (raw === '') return null;
  const region = findRegion(index, raw);
  if (region !== undefined) return { region, flags: [] };
  if (NATIONWIDE.test(raw)) return { region: null, flags: [] };
  if (WHOLE_PROVINCE.test(raw) && home !== null) return { region: provinceOf(index, byRef(home, index)), flags: [] };
  const [mention] = findRegionIn(index, raw);
  if (mention === undefined) return null;
  const flag: Flag = {
    code: 'assumption',
    field: 'region',
    raw,
    suggestion: mention.region.name,
    why: `地区写作“${raw}”，按${mention.region.name}列入`,
  };
  return { region: mention.region, flags: [flag] };
}

const byRef = ({ code, name }: RegionRef, index: RegionIndex): Region => {
  const region = index.byCode.get(code);
  if (region === undefined) throw new Error(`no region has the code of ${name}`);
  return region;
};

/** The merged cell above, unless the page ends here and the row belongs to what the next page opens with. */
function carriedRegion({ carried }: PublishedRow, evidence: Evidence, index: RegionIndex): Found | null {
  const above =
    carried === null ? undefined : (findRegion(index, carried.text) ?? findRegionIn(index, carried.text)[0]?.region);
  if (carried === null || above === undefined) return null;
  const named = provincesNamed(evidence, index);
  const dialled = provincesDialled(evidence, index);
  const within = (regions: readonly Region[]) =>
    regions.some((region) => region.code === provinceOf(index, above).code);
  const against = [...(within(named) ? [] : named), ...(within(dialled) ? [] : dialled)];
  const [other] = against;
  if (other === undefined || within(named)) return { region: above, flags: [] };
  const below = findRegion(index, carried.beyondPageBreak ?? '');
  const doubt = (region: Region, why: string): Found => ({
    region,
    flags: [{ code: 'region-doubtful', field: 'region', raw: '', suggestion: other.name, why }],
  });
  const says = `名称和区号都指向${other.name}`;
  if (below !== undefined && named.some(({ code }) => code === below.code)) {
    return doubt(
      below,
      `地区一格空着，上一个合并格是“${carried.text}”，但${dialled.length > 0 ? says : `名称指向${other.name}`}，下一页又从“${below.shortName}”开始：合并格在分页处断开了，按${below.name}列入`,
    );
  }
  const bothAgainst = named.some(({ code }) => dialled.some((region) => region.code === code));
  if (bothAgainst) return doubt(other, `地区一格空着，上一个合并格是“${carried.text}”，但${says}，按${other.name}列入`);
  return doubt(
    above,
    `地区由上面的合并格“${carried.text}”沿用，但这一行的${named.length > 0 ? '名称' : '区号'}指向${other.name}`,
  );
}

/** Nothing printed: the province of the paper, or what the row itself says. */
function derivedRegion(row: PublishedRow, evidence: Evidence, home: RegionRef | null, index: RegionIndex): Found {
  const raw = row.cells['region'] ?? '';
  const nationwide = NATIONWIDE.test(evidence.text);
  if (home !== null && !nationwide) return { region: byRef(home, index), flags: [] };
  const named = evidence.named.find(({ sureness }) => sureness === 'full-name');
  const [dialled] = evidence.dialled;
  const region = named?.region ?? (dialled === undefined ? null : provinceOf(index, dialled));
  if (region === null || nationwide) {
    const why = nationwide ? '没有写所在地；名称写明面向全国' : '没有写所在地，从名称和号码也看不出来';
    return { region: null, flags: [{ code: 'region-missing', field: 'region', raw, why }] };
  }
  const why = `没有写所在地，按${named === undefined ? '区号' : '名称'}列入${region.name}`;
  return { region, flags: [{ code: 'assumption', field: 'region', raw, suggestion: region.name, why }] };
}

/** A city of the province: written in full in the name, or named in short and proved by an area code. */
function cityOf(
  region: Region,
  { named, dialled }: Evidence,
  index: RegionIndex,
): { city: RegionRef | null; flags: Flag[] } {
  if (region.level === 'city') return { city: null, flags: [] };
  const cities = named.filter((mention) => mention.region.level === 'city' && isWithin(mention.region, region));
  const city = cities.find(({ at }) => at <= 4);
  if (city === undefined || cities.length > 1) return { city: null, flags: [] };
  const proved = city.sureness === 'full-name' || dialled.some(({ code }) => code === city.region.code);
  if (proved) return { city: refOf(city.region), flags: [] };
  if (provinceOf(index, region).code === city.region.code || city.sureness === 'ambiguous')
    return { city: null, flags: [] };
  const why = `名称里有“${city.text}”，可能在${city.region.name}；原文没有写所在城市，未据此列入`;
  return {
    city: null,
    flags: [{ code: 'region-doubtful', field: 'region', raw: city.text, suggestion: city.region.name, why }],
  };
}
