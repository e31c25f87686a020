// Reads the regions and area codes that the project carries in data/, once, at the start.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { RegionCode, type RegionIndex } from './contract.ts';
import { buildRegionIndex } from './regions.ts';

const RegionsFile = z.object({
  regions: z.array(
    z.object({
      code: RegionCode,
      name: z.string(),
      shortName: z.string(),
      english: z.string(),
      also: z.array(z.string()).optional(),
    }),
  ),
});

const areaCode = z.string().regex(/^0\d{2,3}$/);

const AreaCodesFile = z.object({
  areaCodes: z.array(
    z.object({ code: areaCode, regions: z.array(RegionCode).min(1), lengths: z.array(z.int()).min(1) }),
  ),
  retired: z.array(
    z.object({ code: areaCode, now: areaCode, prefix: z.string().regex(/^\d$/).nullable(), place: z.string() }),
  ),
});

/** The index of every region and area code. Throws when the files of data/ are missing or broken. */
export function loadRegions(): RegionIndex {
  const { regions } = RegionsFile.parse(readJson('regions.json'));
  return buildRegionIndex(regions, AreaCodesFile.parse(readJson('area-codes.json')));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8'));
}
