// The screens of curating the directory. The server decides again who may do what on them.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const DoubtMark = drawing('M4 3.5h12v9H9l-4 4v-4H4z', 'M8.4 6.6a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.8.5-.8 1M10 10.8v.1');
const LineMark = drawing(
  'M5 3.5h3l1.2 3.2L7.5 8a9 9 0 0 0 4.5 4.5l1.3-1.7 3.2 1.2v3c0 .8-.7 1.5-1.5 1.5A11.5 11.5 0 0 1 3.5 5c0-.8.7-1.5 1.5-1.5z',
);

const ReviewMark = drawing('M4.5 4h11v12.5h-11z', 'M7.5 2.5v3M12.5 2.5v3M7.5 11l2 2 3.5-4');
const EventMark = drawing('M5 17V3.5M5 4h9l-1.5 3L14 10H5');
const PairMark = drawing('M3.5 3.5h9v9h-9z', 'M7.5 12.5v4h9v-9h-4');
const ImportMark = drawing('M10 3v9M6.5 8.5L10 12l3.5-3.5', 'M3.5 12.5v4h13v-4');
const NoticeMark = drawing('M3.5 5h13v10.5h-13z', 'M3.5 5.5l6.5 5 6.5-5');

const ClaimMark = drawing(
  'M7 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  'M2 16.5c0-3 2.2-4.5 5-4.5 1.2 0 2.2.3 3 .7',
  'M11.5 14.5l2 2 4-4.5',
);

const CountMark = drawing('M3.5 16.5h13', 'M5.5 16.5v-5h2.5v5M9.5 16.5v-9H12v9M13.5 16.5v-12H16v12');

const may = ['directory.see-curation'] as const;

export const directoryScreens: readonly Screen[] = [
  {
    path: '/directory/doubts',
    title: { zh: '存疑', en: 'Doubts' },
    group: 'directory',
    may,
    icon: DoubtMark,
    found: 'cy doubts flags 疑点 名录',
    letter: 'd',
    load: () => import('./doubts/DoubtsScreen.tsx'),
  },
  {
    path: '/directory/lines',
    title: { zh: '热线', en: 'Lines' },
    group: 'directory',
    may,
    icon: LineMark,
    found: 'rx lines hotlines 名录 编辑',
    letter: 'l',
    load: () => import('./lines/LinesScreen.tsx'),
  },
  {
    path: '/directory/lines/:line',
    title: { zh: '一条热线', en: 'A line' },
    group: 'none',
    may,
    load: () => import('./lines/LineScreen.tsx'),
  },
  {
    path: '/directory/review',
    title: { zh: '到期与核实', en: 'To verify' },
    group: 'directory',
    may,
    icon: ReviewMark,
    found: 'dqyhs review stale expiring 核实 到期 询问',
    letter: 'v',
    load: () => import('./review/ReviewScreen.tsx'),
  },
  {
    path: '/directory/duplicates',
    title: { zh: '可能重复', en: 'Duplicates' },
    group: 'directory',
    may,
    icon: PairMark,
    found: 'kncf duplicates merge 合并 重复',
    letter: 'u',
    load: () => import('./duplicates/DuplicatesScreen.tsx'),
  },
  {
    path: '/directory/events',
    title: { zh: '事件', en: 'Events' },
    group: 'directory',
    may,
    icon: EventMark,
    found: 'sj events epidemic 疫情',
    letter: 'e',
    load: () => import('./events/EventsScreen.tsx'),
  },
  {
    path: '/directory/import',
    title: { zh: '导入名单', en: 'Import a list' },
    group: 'directory',
    may: ['directory.import'],
    icon: ImportMark,
    found: 'drmd import upload 上传',
    letter: 'i',
    load: () => import('./importing/ImportScreen.tsx'),
  },
  {
    path: '/directory/claims',
    title: { zh: '维护申请', en: 'Claims' },
    group: 'directory',
    may,
    icon: ClaimMark,
    found: 'whsq claims stewards 认领 维护机构',
    load: () => import('./claims/ClaimsScreen.tsx'),
  },
  {
    path: '/directory/participation',
    title: { zh: '参与情况', en: 'Participation' },
    group: 'directory',
    may,
    icon: CountMark,
    found: 'cyqk participation counts 统计 数字 高校 机构',
    load: () => import('./participation/ParticipationScreen.tsx'),
  },
  {
    path: '/directory/notices',
    title: { zh: '通知', en: 'Notices' },
    group: 'directory',
    may: ['directory.publish-notice', 'directory.answer-notice'],
    icon: NoticeMark,
    found: 'tz notices receipts 签收 转发 报告',
    letter: 'n',
    load: () => import('./notices/NoticesScreen.tsx'),
  },
  {
    path: '/directory/notices/new',
    title: { zh: '写一份通知', en: 'Write a notice' },
    group: 'none',
    may: ['directory.publish-notice'],
    load: () => import('./notices/NewNoticeScreen.tsx'),
  },
  {
    path: '/directory/notices/sent/:notice',
    title: { zh: '一份通知', en: 'A notice' },
    group: 'none',
    may: ['directory.publish-notice'],
    load: () => import('./notices/SentNoticeScreen.tsx'),
  },
  {
    path: '/directory/notices/received/:notice',
    title: { zh: '一份通知', en: 'A notice' },
    group: 'none',
    may: ['directory.answer-notice'],
    load: () => import('./notices/ReceivedNoticeScreen.tsx'),
  },
];
