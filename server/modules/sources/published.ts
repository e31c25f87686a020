// Reading happens in two steps, and this is what passes between them: rows with the text of every cell
// as it was published. The first step knows files and knows nothing of helplines; the second knows
// helplines and nothing of files. So a new format never touches a rule, and a new rule no format.
import type { ReadSource } from './contract.ts';

/**
 * What is known of a line, in the order in which it is written. `caption` is what the column of numbers is
 * headed where lines have no names of their own; `section` is the heading of the document a row stands under.
 */
export const FIELDS = [
  'row',
  'region',
  'city',
  'name',
  'accessPoints',
  'email',
  'qq',
  'wechat',
  'app',
  'audience',
  'hours',
  'sessionMinutes',
  'opened',
  'validity',
  'hosts',
  'note',
  'caption',
  'section',
] as const;

/** A column that the reader knows by name. */
export type Field = (typeof FIELDS)[number];

/** The columns that say how a line can be reached. */
export const ACCESS_FIELDS = ['accessPoints', 'email', 'qq', 'wechat', 'app'] as const satisfies readonly Field[];

/** The text of each field, as published; columns the reader does not know keep their own heading as key. */
export type Cells = Readonly<Record<string, string>>;

/** A region that a row has from a cell merged over several rows. */
export type CarriedRegion = {
  readonly text: string;
  readonly fromRow: string;
  /** What the next row opens with, when a page ends right below this one: the merged cell may have been cut there. */
  readonly beyondPageBreak: string | null;
};

/** Something the structure proved and the reader therefore put right. */
export type Repair = { readonly field: string; readonly raw: string; readonly why: string };

/** One line of a publication before anything was understood of it. */
export type PublishedRow = {
  /** The printed number, or the place in the document: `table-3`, `list-7`, `prose-2`. */
  readonly row: string;
  readonly cells: Cells;
  readonly carried: CarriedRegion | null;
  readonly repairs: readonly Repair[];
};

/** What a publication says about itself. */
export type Imprint = Pick<ReadSource, 'title' | 'number' | 'issuers' | 'date' | 'round' | 'signature' | 'contacts'>;

/**
 * What belongs to no line, with the reason in Chinese: text with digits or an @, a row of a table that nobody
 * filled in, a sheet that was not read.
 */
export type Leftover = { readonly raw: string; readonly why: string };

/** A publication, read but not yet understood. */
export type PublishedDocument = {
  readonly imprint: Imprint;
  readonly format: ReadSource['format'];
  readonly rows: readonly PublishedRow[];
  readonly leftovers: readonly Leftover[];
};

/** Why a file was not read; the words for a person travel beside it as `detail`. */
export type ReadRefusal =
  | 'missing'
  | 'too-large'
  | 'empty'
  | 'not-text'
  | 'unknown-encoding'
  | 'old-or-encrypted-workbook'
  | 'broken-workbook'
  | 'broken-table'
  | 'columns-missing'
  | 'nothing-to-read';
