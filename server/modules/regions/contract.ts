// Where: provinces and cities of GB/T 2260, as the directory and its forms name them.
import { z } from 'zod';

/** A GB/T 2260 code: six digits, `210000` a province, `210200` a city. */
export const RegionCode = z
  .string()
  .regex(/^\d{6}$/)
  .brand<'RegionCode'>();
export type RegionCode = z.infer<typeof RegionCode>;

/** A region as shown: code and short official name (辽宁省, 大连市). */
export const RegionRef = z.object({ code: RegionCode, name: z.string() });
export type RegionRef = z.infer<typeof RegionRef>;

/** A province or a city with what the site needs to list it. */
export type Region = {
  readonly code: RegionCode;
  /** 辽宁省 */
  readonly name: string;
  /** 辽宁 */
  readonly shortName: string;
  /** Liaoning */
  readonly english: string;
  readonly level: 'province' | 'city';
  /** Its province's code; null for a province. */
  readonly province: RegionCode | null;
  /** Telephone area codes that serve it, with the leading 0. */
  readonly areaCodes: readonly string[];
};

/** A telephone area code in use, with its leading 0. */
export type AreaCode = {
  readonly code: string;
  /** The cities it serves, or a municipality. */
  readonly regions: readonly Region[];
  /** Digits of a subscriber number, 7 or 8; both where the numbering plan lets both stand. */
  readonly lengths: readonly number[];
};

/** An area code that was merged into another: old lists still print it. */
export type MergedAreaCode = {
  readonly code: string;
  /** The code that serves its places today. */
  readonly now: string;
  /** The digit that went before the old seven; null where it is not known. */
  readonly prefix: string | null;
  /** The place it used to serve, in Chinese. */
  readonly place: string;
};

/** One way to write a region. `full`: the name says by itself that it is a place (大连市, 湘西州). */
export type RegionName = { readonly text: string; readonly region: Region; readonly full: boolean };

/** Regions and area codes, ready to be asked. Built once by `loadRegions`. */
export type RegionIndex = {
  /** In the order of their codes: each province before its cities. */
  readonly regions: readonly Region[];
  readonly byCode: ReadonlyMap<string, Region>;
  /** Every way to write a region; provinces stand first where two share a name. */
  readonly byName: ReadonlyMap<string, readonly RegionName[]>;
  /** The same names by their first character, longest first. */
  readonly byFirstCharacter: ReadonlyMap<string, readonly RegionName[]>;
  readonly areaCodes: ReadonlyMap<string, AreaCode>;
  readonly mergedAreaCodes: ReadonlyMap<string, MergedAreaCode>;
};

/** How sure a region named inside a text is, surest first. */
export const RegionSureness = z.enum([
  'full-name', // 大连市; or 开封 beside 河南省
  'short-name', // 大连
  'institution', // 福州大学: the name of a body, whose seat may be elsewhere
  'ambiguous', // the city of 吉林, when 吉林 stands alone
]);
export type RegionSureness = z.infer<typeof RegionSureness>;

/** A region named inside a text. */
export type RegionMention = {
  readonly region: Region;
  /** As written. */
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
  readonly sureness: RegionSureness;
  /** In Chinese, one plain sentence for the person who decides. */
  readonly why: string;
};
