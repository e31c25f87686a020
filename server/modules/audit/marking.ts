// The file of an export carries what it is: number, who asked, who approved, what for, for whom. Tables repeat the
// number in every row, since rows get copied; nothing in a table can become a formula in a spreadsheet.
import { html } from '#platform/html.ts';
import type { Words } from '#platform/http/index.ts';
import type { Cell, ExportTable } from './exports.ts';

const ZONE = 'Asia/Shanghai';

/** What stands on every file. */
export type FileMark = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly number: number;
  readonly about: Words;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly asked: { readonly by: string; readonly at: Temporal.Instant };
  readonly approved: { readonly by: string; readonly at: Temporal.Instant };
  readonly purpose: Words;
  readonly reason: string;
  /** Null: it stays inside the organisation. */
  readonly recipient: { readonly name: string; readonly basis: 'consent' | 'law' } | null;
  readonly made: Temporal.Instant;
};

/** `2026-11-22 23:40:00`, Asia/Shanghai. */
export function shownTime(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ fractionalSecondDigits: 0 }).replace('T', ' ');
}

const both = ({ zh, en }: Words): string => `${zh} ${en}`;

const bases = { consent: '经本人同意 with the person’s consent', law: '依法 by law' } as const;

/** The mark as pairs of a name and a value. */
function marksOf(mark: FileMark): readonly (readonly [string, string])[] {
  const { recipient } = mark;
  return [
    ['导出编号 Export', numberOf(mark)],
    ['内容 What', both(mark.about)],
    [
      '范围 Scope',
      Object.entries(mark.scope)
        .map(([name, value]) => `${name}: ${String(value)}`)
        .join(' · '),
    ],
    ['申请 Asked for by', `${mark.asked.by} ${shownTime(mark.asked.at)}`],
    ['审批 Approved by', `${mark.approved.by} ${shownTime(mark.approved.at)}`],
    ['目的 Purpose', `${both(mark.purpose)} · ${mark.reason}`],
    [
      '提供给 Given to',
      recipient === null ? '仅限本机构 inside the organisation only' : `${recipient.name} · ${bases[recipient.basis]}`,
    ],
    ['生成 Made', shownTime(mark.made)],
    ['注意 Note', '只用于上述目的，不得转给他人。For this purpose only; not to be passed on.'],
  ];
}

const numberOf = ({ organisation, number }: FileMark): string => `${organisation.name} ${number}`;

/** A CSV file that Excel opens as it is: UTF-8 with its mark, CRLF, every cell quoted. */
export function writeTable(mark: FileMark, { columns, rows }: ExportTable): string {
  const number = numberOf(mark);
  const lines = [
    ...marksOf(mark),
    [],
    [...columns.map(both), '导出编号 Export'],
    ...rows.map(({ cells }) => [...cells, number]),
    [],
    [`以上共 ${rows.length} 行 ${rows.length} rows above`, number],
  ];
  return `\u{feff}${lines.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')}`;
}

/** A first character that a spreadsheet would take for a formula or a command, half or full width. */
const startsFormula = /^[\s\u{feff}\u{200b}]*[=+\-@|%＝＋－＠｜％]|^[\t\r\n]/u;

/** One quoted cell. Text that could be a formula gets an apostrophe in front; numbers stay numbers. */
export function writeCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell === null ? '' : typeof cell === 'string' ? cell : shownTime(cell);
  const safe = startsFormula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""').replaceAll('\u0000', '')}"`;
}

const styles = html`<style>
  body { font: 14px/1.55 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 2em; color: #111; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid #999; padding: 4px 6px; text-align: left; vertical-align: top; }
  .hash { font: 9px/1.3 monospace; word-break: break-all; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
</style>`;

/**
 * A page for printing and handing over. Rows that show lines of the audit carry their number and hash, so that
 * `npm run audit -- confirm FILE` can hold them against the chain.
 */
export function writePage(mark: FileMark, { columns, rows }: ExportTable): string {
  const heads = [...columns.map(both), '校验值 SHA-256'];
  const page = html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${numberOf(mark)}</title>${styles}</head>
<body data-chain="${mark.organisation.id}">
<h1>${both(mark.about)}</h1>
<table>${marksOf(mark).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>
<p>本表共 ${rows.length} 行，逐条取自操作留痕；每行的序号与校验值可由本系统的操作人员用本文件核对。
This table has ${rows.length} rows, each a line of the audit; its number and hash can be confirmed by the operator of this system with this file.</p>
<table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({
    cells,
    line,
  }) => html`<tr data-line="${line?.number ?? ''}" data-hash="${line?.hash.toString('hex') ?? ''}">${cells.map(
    (cell) => html`<td>${pageCell(cell)}</td>`,
  )}<td class="hash">${line?.hash.toString('hex') ?? ''}</td></tr>
`,
)}</tbody>
</table>
<p>签字 Signature ____________________　日期 Date ______________</p>
</body>
</html>
`;
  return page.toString();
}

const pageCell = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'object' ? shownTime(cell) : String(cell);

/** The lines of the audit that a page shows, as it claims them; null: the file is no such page. */
export function linesOnPage(
  text: string,
): { readonly chain: string; readonly lines: readonly { readonly number: number; readonly hash: string }[] } | null {
  const [, chain] = /<body data-chain="([0-9a-f-]{36})">/.exec(text) ?? [];
  if (chain === undefined) return null;
  const rows = text.matchAll(/<tr data-line="(\d{1,15})" data-hash="([0-9a-f]{64})">/g);
  return { chain, lines: [...rows].map(([, number, hash]) => ({ number: Number(number), hash: String(hash) })) };
}
