// The first screen: where somebody works and what they can open.
import { HomeMark } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

export const homeScreens: readonly Screen[] = [
  {
    path: '/',
    title: { zh: '首页', en: 'Home' },
    group: 'work',
    may: 'everybody',
    icon: HomeMark,
    found: 'sy home',
    load: () => import('./HomeScreen.tsx'),
  },
];
