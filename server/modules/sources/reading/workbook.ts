// Workbooks are zip files of XML, and anybody can send one: also one that unpacks to a gigabyte, claims a
// million columns, or was cut off on the way. Sizes are asked before anything is unpacked.
import { unzipSync } from 'fflate';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { PublishedDocument, ReadRefusal } from '../published.ts';
import { findLeftovers, textsOfRows } from './leftovers.ts';
import { cellStyles, readSheetXml, sharedStrings } from './workbook-parts.ts';
import { readSheet } from './sheet.ts';
import { findHeader, type GridRow, type TableContext } from './table.ts';
import { readXml } from './xml.ts';

const MOST_UNPACKED = 64 * 1024 * 1024;
const PARTS =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/i;

type Parts = Readonly<Record<string, Uint8Array>>;

/** Reads a workbook: every sheet that has named columns. Formulas count as the value they were saved with. */
export function readWorkbook(
  bytes: Uint8Array,
  isPlace: TableContext['isPlace'],
): Result<PublishedDocument, ReadRefusal> {
  const parts = unpack(bytes);
  if (!parts.ok) return parts;
  try {
    const book = sheetsOf(parts.value);
    if (book === null) return broken();
    const listed = book.visible.filter((grid) => findHeader(grid) !== null);
    const read = (listed.length === 0 ? book.visible.slice(0, 1) : listed).map((grid) =>
      readSheet(grid, 'xlsx', isPlace),
    );
    const document = joined(read);
    return document.ok ? ok(withUnread(document.value, book)) : document;
  } catch (cause) {
    if (cause instanceof RangeError) return broken();
    throw cause;
  }
}

const broken = () => refuse('broken-workbook', '工作簿已损坏，打不开 · The workbook is damaged and cannot be opened');

function unpack(bytes: Uint8Array): Result<Parts, ReadRefusal> {
  let unpacked = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!PARTS.test(name)) return false;
        unpacked += originalSize;
        return unpacked <= MOST_UNPACKED;
      },
    });
    if (unpacked > MOST_UNPACKED) {
      return refuse(
        'too-large',
        '工作簿展开后超过 64 MB，没有读取 · The workbook unpacks to more than 64 MB and was not read',
      );
    }
    return parts['xl/workbook.xml'] === undefined ? broken() : ok(parts);
  } catch {
    return broken();
  }
}

const textOf = (bytes: Uint8Array | undefined): string => (bytes === undefined ? '' : new TextDecoder().decode(bytes));

type Sheets = { readonly visible: readonly GridRow[][]; readonly hidden: readonly string[] };

/** The visible sheets in their order, and the names of the others; null when the book shows none that is there. */
function sheetsOf(parts: Parts): Sheets | null {
  const targets = relationTargets(textOf(parts['xl/_rels/workbook.xml.rels']));
  const book = readBook(textOf(parts['xl/workbook.xml']));
  const strings = sharedStrings(textOf(parts['xl/sharedStrings.xml']));
  const styles = cellStyles(textOf(parts['xl/styles.xml']));
  const sheets = book.relations.flatMap((relation) => {
    const part = parts[targets.get(relation) ?? ''];
    return part === undefined ? [] : [readSheetXml(textOf(part), { strings, styles, from1904: book.from1904 })];
  });
  return sheets.length === 0 ? null : { visible: sheets, hidden: book.hidden };
}

type Book = { readonly relations: readonly string[]; readonly hidden: readonly string[]; readonly from1904: boolean };

function readBook(xml: string): Book {
  const relations: string[] = [];
  const hidden: string[] = [];
  let from1904 = false;
  readXml(xml, {
    open: (name, attribute) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const relation = attribute('r:id');
      if (/hidden/i.test(attribute('state') ?? '')) hidden.push(attribute('name') ?? '');
      else if (relation !== undefined) relations.push(relation);
    },
    text: () => {},
    close: () => {},
  });
  return { relations, hidden, from1904 };
}

function relationTargets(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  readXml(xml, {
    open: (name, attribute) => {
      const [id, target] = [attribute('Id'), attribute('Target')];
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    text: () => {},
    close: () => {},
  });
  return targets;
}

/** Numbers of sheets without column headings are said one by one; of a hidden sheet only that it was not read. */
function withUnread(document: PublishedDocument, { visible, hidden }: Sheets): PublishedDocument {
  const headless = visible.filter((grid) => findHeader(grid) === null);
  return {
    ...document,
    leftovers: [
      ...document.leftovers,
      ...findLeftovers(headless.flatMap(textsOfRows), document.rows),
      ...hidden.map((name) => ({ raw: name, why: '隐藏的工作表，没有读取' })),
    ],
  };
}

/** Several sheets are one publication; a refusal of any refuses the book. Rows of later sheets say which. */
function joined(read: readonly Result<PublishedDocument, ReadRefusal>[]): Result<PublishedDocument, ReadRefusal> {
  const documents: PublishedDocument[] = [];
  for (const result of read) {
    if (!result.ok) return result;
    documents.push(result.value);
  }
  const [first] = documents;
  if (first === undefined) return broken();
  return ok({
    ...first,
    rows: documents.flatMap(({ rows }, sheet) =>
      sheet === 0 ? rows : rows.map((row) => ({ ...row, row: `sheet${sheet + 1}-${row.row}` })),
    ),
    leftovers: documents.flatMap(({ leftovers }) => leftovers),
  });
}
