// The screens of the audit: who opened what, every line, and exports that two people answer for.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const OpeningMark = drawing(
  'M2.5 10s2.8-5 7.5-5 7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5z',
  'M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
);
const LinesMark = drawing('M6.5 5h10M6.5 10h10M6.5 15h10', 'M3.4 5h.1M3.4 10h.1M3.4 15h.1');
const ExportMark = drawing('M10 12.5V3M6.5 6L10 2.8 13.5 6', 'M4 10v6.5h12V10');

const reading = ['privacy.see-audit'] as const;
const asking = ['privacy.ask-export'] as const;

export const auditScreens: readonly Screen[] = [
  {
    path: '/audit/openings',
    title: { zh: '调阅记录', en: 'Who opened what' },
    group: 'privacy',
    may: reading,
    icon: OpeningMark,
    found: 'dyjl openings opened 谁看过 调阅证明',
    letter: 'w',
    load: () => import('./openings/OpeningsScreen.tsx'),
  },
  {
    path: '/audit/openings/:subject',
    title: { zh: '调阅记录', en: 'Who opened what' },
    group: 'none',
    may: reading,
    load: () => import('./openings/OpeningsScreen.tsx'),
  },
  {
    path: '/audit/lines',
    title: { zh: '操作留痕', en: 'Audit' },
    group: 'privacy',
    may: reading,
    icon: LinesMark,
    found: 'czlh audit log search 查询 留痕',
    letter: 's',
    load: () => import('./lines/AuditScreen.tsx'),
  },
  {
    path: '/audit/lines/:subject',
    title: { zh: '操作留痕', en: 'Audit' },
    group: 'none',
    may: reading,
    load: () => import('./lines/AuditScreen.tsx'),
  },
  {
    path: '/audit/exports',
    title: { zh: '导出审批', en: 'Exports' },
    group: 'privacy',
    may: asking,
    icon: ExportMark,
    found: 'dcsp exports approve ask 申请 下载',
    letter: 'x',
    load: () => import('./exports/ExportsScreen.tsx'),
  },
  {
    path: '/audit/exports/ask',
    title: { zh: '申请导出', en: 'Ask for an export' },
    group: 'none',
    may: asking,
    load: () => import('./exports/AskScreen.tsx'),
  },
];
