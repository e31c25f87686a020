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
