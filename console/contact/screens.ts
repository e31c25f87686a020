// The screens of people being helped: the counsellor's desk, the wallboard, what has no outcome yet.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';
import { deskKeys } from './desk/keys.ts';

const TalkMark = drawing('M3.5 4.5h13v9H9l-3.5 3v-3h-2z', 'M6.8 8h6.4M6.8 10.5h4');
const BoardMark = drawing('M2.5 4h15v10h-15z', 'M7 17h6M6 11V9M10 11V7M14 11V8.5');
const UnfinishedMark = drawing('M4.5 3h11v14h-11z', 'M7.5 7h5M7.5 10h5M7.5 13h2');

export const contactScreens: readonly Screen[] = [
  {
    path: '/desk',
    title: { zh: '接待台', en: 'Desk' },
    group: 'work',
    may: ['contact.talk', 'contact.supervise'],
    icon: TalkMark,
    found: 'jdt desk chat 对话 来访 上岗 咨询',
    letter: 'm',
    keys: deskKeys,
    load: () => import('./desk/DeskScreen.tsx'),
  },
  {
    path: '/wallboard',
    title: { zh: '值班大屏', en: 'Wallboard' },
    group: 'work',
    may: ['contact.see-wallboard'],
    icon: BoardMark,
    found: 'zbdp wallboard 值班 大屏 等待 督导',
    letter: 'q',
    load: () => import('./wallboard/WallboardScreen.tsx'),
  },
  {
    path: '/contacts/unfinished',
    title: { zh: '待填结果', en: 'Outcomes open' },
    group: 'work',
    may: ['contact.chase'],
    icon: UnfinishedMark,
    found: 'dtjg unfinished outcomes 催办 没有结果 着落',
    letter: 'z',
    load: () => import('./unfinished/UnfinishedScreen.tsx'),
  },
];
