// From bytes to what the directory can hold, in two steps that never meet: formats give rows, rules give
// lines. Several files are one reading: all of them or, when one cannot be read, none.
import { createHash } from 'node:crypto';
import { ok, refuse, type Result } from '#platform/result.ts';
import { compared } from './agreement.ts';
import type { Reading, ReadSource } from './contract.ts';
import { isPlace } from './fields/regions.ts';
import { type ReadingContext, readLines } from './line.ts';
import type { Imprint, PublishedDocument, ReadRefusal } from './published.ts';
import { looksLikeCsv, readCsv } from './reading/csv.ts';
import { decodeText, kindOfFile } from './reading/decode.ts';
import { layoutOfHtml, looksLikeHtml } from './reading/html.ts';
import { missingSentence } from './reading/sheet.ts';
import { layoutOfText, type Layout, readLayout } from './reading/text.ts';
import { readWorkbook } from './reading/workbook.ts';

export type { ReadingContext } from './line.ts';

/** A file as it came. `name` without its folder; only its ending is looked at, and only for CSV. */
export type GivenFile = { readonly name: string; readonly bytes: Uint8Array };

/** China has some hundreds of helplines; what lists more than this is something else, and would only fill memory. */
const MOST_LINES = 20_000;

/** Reads one file. The refusal's detail is one sentence, Chinese and English. */
export function readDocument(file: GivenFile, context: ReadingContext): Result<Reading, ReadRefusal> {
  const read = readPublished(file, context);
  if (!read.ok) return read;
  if (read.value.rows.length > MOST_LINES) {
    return refuse(
      'too-large',
      `一份文件最多读 ${MOST_LINES} 条热线 · At most ${MOST_LINES} lines are read from one file`,
    );
  }
  const { imprint, format, leftovers } = read.value;
  const id = sourceId(imprint, read.value);
  const { lines, notHotlines } = readLines(read.value, id, context);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const source: ReadSource = {
    id,
    file: file.name,
    ...imprint,
    issuers: [...imprint.issuers],
    contacts: [...imprint.contacts],
    format,
    sha256,
  };
  const others = [...leftovers, ...notHotlines].map(({ raw, why }) => ({ source: id, raw, why }));
  return ok({ sources: [source], lines: [...lines], notHotlines: others });
}

/** Puts readings of single files together; the same publication read twice counts once, as read last. */
export function together(readings: readonly Reading[]): Reading {
  const bySource = new Map(
    readings.flatMap((reading) => reading.sources.map((source) => [source.id, reading] as const)),
  );
  const kept = [...bySource.values()];
  return compared({
    sources: kept.flatMap(({ sources }) => sources),
    lines: kept.flatMap(({ lines }) => lines),
    notHotlines: kept.flatMap(({ notHotlines }) => notHotlines),
  });
}

function readPublished(file: GivenFile, { index }: ReadingContext): Result<PublishedDocument, ReadRefusal> {
  const place = (text: string): boolean => isPlace(index, text);
  switch (kindOfFile(file.bytes)) {
    case 'workbook':
      return readWorkbook(file.bytes, place);
    case 'old-or-encrypted-workbook':
      return refuse(
        'old-or-encrypted-workbook',
        '这是旧版 .xls 或加了密码的工作簿，请去掉密码并另存为 .xlsx · This is an old .xls or a password-protected workbook; please save it as .xlsx without a password',
      );
    case 'other':
      return refuse(
        'not-text',
        '读不了这种文件，请换成文字、网页、CSV 或 .xlsx · This kind of file cannot be read; please give text, a web page, CSV or .xlsx',
      );
    default:
      return readText(file, place);
  }
}

function readText(file: GivenFile, place: (text: string) => boolean): Result<PublishedDocument, ReadRefusal> {
  const text = decodeText(file.bytes);
  if (!text.ok) return /\.xls[xm]?$/i.test(file.name) && text.refusal !== 'empty' ? noWorkbook() : text;
  if (looksLikeHtml(text.value)) return published(layoutOfHtml(text.value), 'html', place);
  if (/\.[ct]sv$/i.test(file.name) || looksLikeCsv(text.value)) return readCsv(text.value, place);
  return published(layoutOfText(text.value), 'text', place);
}

const noWorkbook = () =>
  refuse('broken-workbook', '这不是 Excel 工作簿，或者文件已损坏 · This is not an Excel workbook, or it is damaged');

/** A paper without lines is a source all the same; a text that is neither a list nor a paper is refused. */
function published(
  layout: Layout,
  format: 'text' | 'html',
  place: (text: string) => boolean,
): Result<PublishedDocument, ReadRefusal> {
  const document = readLayout(layout, format, place);
  const { number, issuers, date } = document.imprint;
  if (document.rows.length > 0 || number !== null || (issuers.length > 0 && date !== null)) return ok(document);
  const tabbed = layout.lines.filter((line) => line.includes('\t'));
  if (tabbed.length > 1) {
    return refuse(
      'columns-missing',
      missingSentence(tabbed.map((line) => ({ cells: line.split('\t'), afterGap: false }))),
    );
  }
  return refuse(
    'nothing-to-read',
    '没有找到热线，也不像一份通知 · No helpline was found, and this does not look like a notice',
  );
}

/**
 * Short, stable, and from the text itself: the day of issue and six digits of a hash over the paper's number,
 * or over its title, issuers and round. A list that says nothing of itself is known by its rows.
 */
export function sourceId(imprint: Imprint, { rows }: Pick<PublishedDocument, 'rows'>): string {
  const said = imprint.number ?? [imprint.title, ...imprint.issuers, imprint.round ?? ''].join('\n');
  const nothingSaid = imprint.number === null && imprint.title === '' && imprint.issuers.length === 0;
  const identity = nothingSaid ? JSON.stringify(rows.map(({ cells }) => cells)) : said;
  const bare = identity.normalize('NFKC').replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const hash = createHash('sha256').update(bare).digest('hex').slice(0, 6);
  return `${imprint.date ?? 'undated'}-${hash}`;
}
