// One's own account: how one signs in, and where one is signed in.
import { PersonMark } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

export const accountScreens: readonly Screen[] = [
  {
    path: '/account',
    title: { zh: '我的账户', en: 'My account' },
    group: 'account',
    may: 'everybody',
    icon: PersonMark,
    found: 'wdzh account password sessions 密码 登录 会话',
    letter: 'a',
    load: () => import('./AccountScreen.tsx'),
  },
];
