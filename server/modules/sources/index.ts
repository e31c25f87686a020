// The public face: published lists read into lines, from files or bytes, and lines compared with one another.
export { compareLines, isComparison } from './agreement.ts';
export { readDocument } from './documents.ts';
export { readAudience } from './fields/audience.ts';
export { readSessionMinutes } from './fields/terms.ts';
export { loadPublished, loadReadingContext, readFiles } from './files.ts';
export { readAccessPoint, searchDigits } from './numbers.ts';
