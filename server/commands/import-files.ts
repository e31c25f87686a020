// What `npm run import` says and does, apart from the database: options, progress, the JSON, the summary. The
// JSON alone goes to standard output when it is asked for; everything meant for a person goes to standard error.
import { CannotStart } from '#platform/cannot-start.ts';
import { several } from '#platform/command.ts';
import type { Flag, Reading } from '../modules/sources/contract.ts';

/** What the command is asked to do. `at`: the ISO day against which validity is judged; null: today. */
export type ImportOptions = {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly at: string | null;
  /** Everything else: files, and settings of the program. */
  readonly rest: readonly string[];
};

/** The flags of the import itself, as they are told. */
export const IMPORT_FLAGS = ['--dry-run', '--json', '--quiet', '--at 2020-05-27'] as const;

const FLAGS_SHOWN = IMPORT_FLAGS.map((flag) => `[${flag}]`).join(' ');
const USAGE_ZH = `用法：npm run import -- 文件… ${FLAGS_SHOWN}`;
const USAGE_EN = `Usage: npm run import -- FILE… ${FLAGS_SHOWN}`;

/** One sentence on how the command is used. */
export const usage = (): CannotStart => new CannotStart(USAGE_ZH, USAGE_EN);

/** Reads the words after the command. Throws CannotStart for a day that does not exist. */
export function readImportOptions(args: readonly string[]): ImportOptions {
  const rest: string[] = [];
  const set = new Set<string>();
  let at: string | null = null;
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place] ?? '';
    if (['--dry-run', '--json', '--quiet'].includes(word)) set.add(word);
    else if (word === '--at') at = dayOf(args[(place += 1)] ?? '');
    else if (word.startsWith('--at=')) at = dayOf(word.slice(5));
    else rest.push(word);
  }
  return { dryRun: set.has('--dry-run'), json: set.has('--json'), quiet: set.has('--quiet'), at, rest };
}

function dayOf(text: string): string {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(text);
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new CannotStart('--at 后面写一个日期，例如 2020-05-27。', '--at takes a date, for example 2020-05-27.');
  }
}

/** What saving changed, as the directory says it. */
export type Saved = {
  readonly sourcesChanged: number;
  readonly sourcesUnchanged: number;
  readonly linesAdded: number;
  readonly linesChanged: number;
  readonly linesRemoved: number;
};

/** How many of what a reading holds; `flags` by code, most frequent first. */
export type ReadingCounts = {
  readonly sources: number;
  readonly lines: number;
  readonly accessPoints: number;
  readonly notHotlines: number;
  readonly flags: Readonly<Record<string, number>>;
};

/** Counts a reading. */
export function countReading(reading: Reading): ReadingCounts {
  const flags = reading.lines.flatMap((line) => line.flags);
  const byCode = [...Map.groupBy(flags, (flag) => flag.code)].map(([code, some]) => [code, some.length] as const);
  return {
    sources: reading.sources.length,
    lines: reading.lines.length,
    accessPoints: reading.lines.reduce((sum, line) => sum + line.accessPoints.length, 0),
    notHotlines: reading.notHotlines.length,
    flags: Object.fromEntries(byCode.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))),
  };
}

const FLAG_WORDS: Readonly<Record<Flag['code'], string>> & Readonly<Record<string, string>> = {
  'suspicious-area-code': '区号可疑',
  'not-diallable': '照写的拨不通',
  'likely-misread': '可能认错字',
  'malformed-address': '地址写法不对',
  expired: '已过有效期',
  'region-missing': '没有地区',
  'region-doubtful': '地区存疑',
  conflict: '说法不一',
  duplicate: '别处也有',
  assumption: '有所推定',
  'hours-unread': '时间没看懂',
  'field-unread': '有一格没看懂',
  repaired: '已按表格结构修正',
};

/** The summary for a person, Chinese and English. `saved` null: nothing was to be saved. */
export function summaryOf(counts: ReadingCounts, saved: Saved | null): string {
  const doubts = Object.entries(counts.flags);
  const width = Math.max(0, ...doubts.map(([, count]) => String(count).length));
  const rows = doubts.map(([code, count]) => `  ${String(count).padStart(width)}  ${FLAG_WORDS[code] ?? ''} · ${code}`);
  return [
    `来源 ${counts.sources} 个，热线 ${counts.lines} 条，联系方式 ${counts.accessPoints} 个；另有 ${counts.notHotlines} 处数字或地址不是热线`,
    englishCounts(counts),
    ...(rows.length === 0 ? [] : ['存疑 · Flags', ...rows]),
    ...savedRows(saved),
  ].join('\n');
}

function englishCounts({ sources, lines, accessPoints, notHotlines }: ReadingCounts): string {
  const ways = `${several(accessPoints, 'way')} to reach ${lines === 1 ? 'it' : 'them'}`;
  const others =
    notHotlines === 1
      ? '1 other number or address is no hotline'
      : `${notHotlines} other numbers and addresses are no hotline`;
  return `${several(sources, 'source')}, ${several(lines, 'line')}, ${ways}; ${others}`;
}

function savedRows(saved: Saved | null): string[] {
  if (saved === null) return ['没有写入数据库 · Nothing was saved'];
  if (saved.sourcesChanged === 0) return ['内容和已有的一样，没有改动 · Nothing has changed'];
  const { linesAdded: added, linesChanged: changed, linesRemoved: removed } = saved;
  return [
    `新增热线 ${added} 条，更新 ${changed} 条，移除 ${removed} 条`,
    `${several(added, 'line')} added, ${changed} changed, ${removed} removed`,
  ];
}

const BAR = 30;

/** A progress bar for a terminal, redrawn in place; its last state ends the line. */
export function progressBar(done: number, total: number): string {
  const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  return `\r${bar} ${done}/${total}${done === total ? '\n' : ''}`;
}

/** A refusal's `file：中文 · English` as the two sentences a person is told. */
export function refusalOf(detail: string): CannotStart {
  const [zh = detail, en = zh] = detail.split(' · ');
  const file = /^(.*?)：/s.exec(zh)?.[1];
  return new CannotStart(`${zh}。`, `${file === undefined ? '' : `${file}: `}${en}.`);
}
