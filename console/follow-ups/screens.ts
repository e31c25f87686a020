// The screen of meetings that were agreed for later.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const MeetingMark = drawing('M3.5 5h13v11.5h-13z', 'M3.5 8.5h13M7 3v3M13 3v3', 'M8 12.5l1.6 1.6 3-3.4');

export const followUpScreens: readonly Screen[] = [
  {
    path: '/follow-ups',
    title: { zh: '约定的回访', en: 'Follow-ups' },
    group: 'work',
    may: ['contact.talk', 'contact.chase'],
    icon: MeetingMark,
    found: 'ydhf follow-ups 回访 日历 改期 calendar ics',
    load: () => import('./FollowUpsScreen.tsx'),
  },
];
