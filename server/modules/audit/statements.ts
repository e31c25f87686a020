// The two exports of the audit itself: the statement of who opened what, for a court or for the person concerned, and
// lines of the audit as a table.
import type { Words } from '#platform/http/index.ts';
import { Purpose, purposes } from './contract.ts';
import type { ExportTable } from './exports.ts';
import type { StoredLine } from './store.ts';
import { sayWord } from './words.ts';

const columns: readonly Words[] = [
  { zh: '序号', en: 'No.' },
  { zh: '时间', en: 'Time' },
  { zh: '人员', en: 'Who' },
  { zh: '人员编号', en: 'Id' },
  { zh: '做了什么', en: 'What' },
  { zh: '对象', en: 'Subject' },
  { zh: '目的', en: 'Purpose' },
  { zh: '说明', en: 'Explanation' },
];

/** Lines as a table, the oldest first. A detail that cannot be opened any more is said to be so. */
export function tableOf(lines: readonly StoredLine[]): ExportTable {
  const rows = lines.toReversed().map((line) => {
    const { zh, en } = sayWord(line.word);
    return {
      cells: [
        line.number,
        line.at,
        line.person === null ? '系统 the program' : (line.name ?? '—'),
        line.person,
        `${zh} ${en}`,
        line.subject,
        shownPurpose(line.purpose),
        explained(line.detail),
      ],
      line: { number: line.number, hash: line.hash },
    };
  });
  return { columns, rows };
}

function shownPurpose(purpose: string | null): string | null {
  const known = Purpose.safeParse(purpose);
  return known.success ? `${purposes[known.data].zh} ${purposes[known.data].en}` : purpose;
}

function explained(detail: StoredLine['detail']): string | null {
  if (detail === undefined) return '（已无法打开 no longer readable）';
  if (detail === null) return null;
  const { words, ...rest } = detail;
  const more = Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [...(typeof words === 'string' ? [words] : []), ...more].join(' · ');
}
