// The screens on which administration sets up where people wait and who may hand over.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const QueueMark = drawing('M3 6h10M3 10h8M3 14h6', 'M14 9.5l2.5 2.5-2.5 2.5');
const InboundMark = drawing('M3 4.5h14v11H3z', 'M10 1.8v8M7.2 7.2L10 10l2.8-2.8');

const manage = ['contact.manage-queues'] as const;

export const contactSettingsScreens: readonly Screen[] = [
  {
    path: '/queues',
    title: { zh: '队列', en: 'Queues' },
    group: 'organisation',
    may: manage,
    icon: QueueMark,
    found: 'dl queues 专席 渠道 优先 接待时间 seats priority',
    load: () => import('./queues/QueuesScreen.tsx'),
  },
  {
    path: '/inbound',
    title: { zh: '转入来源', en: 'Inbound bodies' },
    group: 'organisation',
    may: manage,
    icon: InboundMark,
    found: 'zrly inbound 12345 12320 转来 密钥 handover key',
    load: () => import('./inbound/InboundScreen.tsx'),
  },
];
