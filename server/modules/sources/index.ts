// The public face: published lists read into lines, from files or bytes, and lines compared with one another.
export { compareLines, isComparison } from './agreement.ts';
export { readDocument } from './documents.ts';
export { loadPublished, loadReadingContext, readFiles } from './files.ts';
export { searchDigits } from './numbers.ts';
