export { compareLines, isComparison } from './agreement.ts';
export { readDocument, type GivenFile, type ReadingContext } from './documents.ts';
export { loadPublished, loadReadingContext, readFiles } from './files.ts';
export { searchDigits } from './numbers.ts';
export type { ReadRefusal } from './published.ts';
