export { loadRegions } from './files.ts';
export { findRegionIn } from './mentions.ts';
export { findRegion, isWithin, provinceOf, regionByCode, regionChoices, regionsOfAreaCode } from './regions.ts';
