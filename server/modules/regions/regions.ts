// Where a line is decides who finds it, so a place has one code however a source writes it:
// 湘西州, 湘西土家族苗族自治州 and 湖南湘西 are the same city-level region. This file turns the
// facts of data/ into an index and answers the plain questions; names inside longer texts
// are harder and stand in mentions.ts.
import type { AreaCode, MergedAreaCode, Region, RegionCode, RegionIndex, RegionName } from './contract.ts';

/** A region as data/regions.json holds it. `also`: other names in use, former ones included. */
export type RegionFacts = {
  readonly code: RegionCode;
  readonly name: string;
  readonly shortName: string;
  readonly english: string;
  readonly also?: readonly string[] | undefined;
};

/** Area codes as data/area-codes.json holds them. */
export type AreaCodeFacts = {
  readonly areaCodes: readonly {
    readonly code: string;
    readonly regions: readonly string[];
    readonly lengths: readonly number[];
  }[];
  readonly retired: readonly MergedAreaCode[];
};

/** A name of three characters or more that ends so is a place by itself: 大连市, but not 福州. */
const placeEnding = /(?:省|市|自治区|特别行政区|特区|州|盟|地区|林区|县)$/;

/** Builds the index. Throws on a region code that no region has: the data would be broken. */
export function buildRegionIndex(facts: readonly RegionFacts[], codes: AreaCodeFacts): RegionIndex {
  const servedBy = areaCodesByRegion(codes);
  const codesInUse = new Map(facts.map(({ code }) => [String(code), code]));
  const regions = facts.map((fact): Region => {
    const level = fact.code.endsWith('0000') ? 'province' : 'city';
    const { code, name, shortName, english } = fact;
    const province = level === 'city' ? (codesInUse.get(provinceCode(code)) ?? null) : null;
    return { code, name, shortName, english, level, province, areaCodes: servedBy.get(code) ?? [] };
  });
  const byCode = new Map(regions.map((region) => [String(region.code), region]));
  const names = regions.flatMap((region, place) => namesOf(region, facts[place]?.also ?? []));
  return {
    regions,
    byCode,
    byName: Map.groupBy(provincesFirst(names), (name) => name.text),
    byFirstCharacter: Map.groupBy(longestFirst(names), (name) => name.text.charAt(0)),
    areaCodes: new Map(codes.areaCodes.map((code) => [code.code, resolve(code, byCode)])),
    mergedAreaCodes: new Map(codes.retired.map((merged) => [merged.code, merged])),
  };
}

/**
 * The region a whole cell names: 湖北, 深圳, 湘西州, 辽宁省大连市. Blanks and a leading 中国 do not matter.
 * Undefined when the cell says anything else (省级, 全国). 吉林 alone is the province.
 */
export function findRegion(index: RegionIndex, text: string): Region | undefined {
  if (text.length > 64) return undefined;
  const name = text.replace(/[\s·，,]+/g, '').replace(/^中国(?=.)/, '');
  const exact = index.byName.get(name)?.[0]?.region;
  return exact ?? cityAfterProvince(index, name);
}

/** 辽宁省大连市, 湖南湘西: a province's name, and then one of its own cities. */
function cityAfterProvince(index: RegionIndex, text: string): Region | undefined {
  const provinces = (index.byFirstCharacter.get(text.charAt(0)) ?? []).filter(
    ({ region, text: name }) => region.level === 'province' && text.startsWith(name),
  );
  for (const { region: province, text: name } of provinces) {
    const city = index.byName
      .get(text.slice(name.length))
      ?.find(({ region }) => region.province === province.code || region.code === province.code);
    if (city) return city.region;
  }
  return undefined;
}

/** A region by its six digits. */
export function regionByCode(index: RegionIndex, code: string): Region | undefined {
  return index.byCode.get(code);
}

/** The province a region lies in; a province lies in itself. */
export function provinceOf(index: RegionIndex, region: Region): Region {
  return index.byCode.get(region.province ?? region.code) ?? region;
}

/** Whether `inner` is `outer` or one of its cities. */
export function isWithin(inner: Pick<Region, 'code'>, outer: Pick<Region, 'code'>): boolean {
  return inner.code === outer.code || provinceCode(inner.code) === outer.code;
}

/** The cities that an area code serves (0411 → 大连市; 010 → 北京市); empty for a code that does not exist. */
export function regionsOfAreaCode(index: RegionIndex, areaCode: string): readonly Region[] {
  return index.areaCodes.get(areaCode)?.regions ?? [];
}

/** What a form offers: every province with its cities, in the order of their codes. Municipalities have none. */
export function regionChoices(
  index: RegionIndex,
): readonly { readonly province: Region; readonly cities: readonly Region[] }[] {
  const cities = Map.groupBy(index.regions, (region) => region.province);
  return index.regions
    .filter((region) => region.level === 'province')
    .map((province) => ({ province, cities: cities.get(province.code) ?? [] }));
}

function provinceCode(code: string): string {
  return `${code.slice(0, 2)}0000`;
}

function namesOf(region: Region, also: readonly string[]): readonly RegionName[] {
  const written = new Set([region.name, region.shortName, ...also]);
  if (region.name.endsWith('自治州')) written.add(region.shortName.slice(0, -1));
  return [...written]
    .filter((text) => text.length > 1)
    .map((text) => ({ text, region, full: text.length > 2 && placeEnding.test(text) }));
}

function provincesFirst(names: readonly RegionName[]): readonly RegionName[] {
  return names.toSorted((a, b) => Number(a.region.level === 'city') - Number(b.region.level === 'city'));
}

function longestFirst(names: readonly RegionName[]): readonly RegionName[] {
  return names.toSorted((a, b) => b.text.length - a.text.length);
}

/** A province is served by the codes of its cities. */
function areaCodesByRegion(codes: AreaCodeFacts): ReadonlyMap<string, readonly string[]> {
  const served = new Map<string, Set<string>>();
  for (const { code, regions } of codes.areaCodes)
    for (const region of regions.flatMap((region) => [region, provinceCode(region)]))
      served.set(region, (served.get(region) ?? new Set()).add(code));
  return new Map([...served].map(([region, set]) => [region, [...set]]));
}

function resolve(facts: AreaCodeFacts['areaCodes'][number], byCode: ReadonlyMap<string, Region>): AreaCode {
  const regions = facts.regions.map((code) => {
    const region = byCode.get(code);
    if (!region) throw new Error(`area code ${facts.code} names region ${code}, which is not in data/regions.json`);
    return region;
  });
  return { code: facts.code, regions, lengths: facts.lengths };
}
