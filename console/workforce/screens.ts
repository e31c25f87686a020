// The screens about one's own fitness for duty. Those about colleagues stand beside the members.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const DutyMark = drawing('M4.5 3.5h11v13h-11z', 'M7.2 10.2l2 2 3.8-4.4');

export const workforceScreens: readonly Screen[] = [
  {
    path: '/duty',
    title: { zh: '我的上岗条件', en: 'My duty' },
    group: 'work',
    may: ['identity.see-self'],
    icon: DutyMark,
    found: 'wdsgtj duty gate texts 伦理守则 声明 保密承诺 资格',
    letter: 'f',
    load: () => import('./DutyScreen.tsx'),
  },
];
