// The screens of what is kept, until when, and the proof that it is gone. The server decides again who may do what.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const ClockMark = drawing('M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M10 6v4.2l2.8 1.8');
const DecisionMark = drawing(
  'M10 3.5v13M5 16.5h10',
  'M4 6.5h12M4 6.5L2.5 11a2.4 2.4 0 0 0 3 0zM16 6.5l1.5 4.5a2.4 2.4 0 0 1-3 0z',
);
const HoldMark = drawing('M4.5 9h11v7.5h-11z', 'M7 9V6.5a3 3 0 0 1 6 0V9');
const CertificateMark = drawing('M4.5 3h11v14h-11z', 'M7 6.5h6M7 9.5h6', 'M7.5 13.2l1.4 1.3 2.6-2.8');
const ExceptionMark = drawing('M3.5 4.5h13v9H9l-3.5 3v-3h-2z', 'M10 7v2.6M10 11.4v.1');

const seeing = ['privacy.see-clocks'] as const;

export const privacyScreens: readonly Screen[] = [
  {
    path: '/privacy/clocks',
    title: { zh: '保存时钟', en: 'Retention clocks' },
    group: 'privacy',
    may: seeing,
    icon: ClockMark,
    found: 'bcsz clocks retention 保存期限 到期 联系方式',
    letter: 't',
    load: () => import('./clocks/ClocksScreen.tsx'),
  },
  {
    path: '/privacy/decisions',
    title: { zh: '到期去留', en: 'Decisions due' },
    group: 'privacy',
    may: seeing,
    icon: DecisionMark,
    found: 'dqql decisions destroy keep 销毁 保留 决定',
    letter: 'j',
    load: () => import('./decisions/DecisionsScreen.tsx'),
  },
  {
    path: '/privacy/holds',
    title: { zh: '冻结', en: 'Legal holds' },
    group: 'privacy',
    may: seeing,
    icon: HoldMark,
    found: 'dj holds legal 解除 复核',
    letter: 'h',
    load: () => import('./holds/HoldsScreen.tsx'),
  },
  {
    path: '/privacy/certificates',
    title: { zh: '销毁凭证', en: 'Certificates' },
    group: 'privacy',
    may: seeing,
    icon: CertificateMark,
    found: 'xhpz certificates destroyed deleted 删除 证明',
    letter: 'c',
    load: () => import('./certificates/CertificatesScreen.tsx'),
  },
  {
    path: '/privacy/certificates/:certificate',
    title: { zh: '销毁凭证', en: 'Certificate' },
    group: 'none',
    may: seeing,
    load: () => import('./certificates/CertificateScreen.tsx'),
  },
  {
    path: '/privacy/exceptions',
    title: { zh: '保密例外', en: 'Exceptions' },
    group: 'privacy',
    may: ['privacy.use-exception'],
    icon: ExceptionMark,
    found: 'bmlw exceptions confidentiality 突破保密 事后告知',
    letter: 'b',
    load: () => import('./exceptions/ExceptionsScreen.tsx'),
  },
  {
    path: '/privacy/files/:file',
    title: { zh: '服务档案', en: 'Service file' },
    group: 'none',
    may: seeing,
    load: () => import('./files/FileScreen.tsx'),
  },
];
