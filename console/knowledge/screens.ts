// The screen of texts and phrases for conversations.
import { drawing } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const TextMark = drawing('M4 3.5h8.5L16 7v9.5H4z', 'M12.5 3.5V7H16', 'M7 10h6M7 13h4');

export const knowledgeScreens: readonly Screen[] = [
  {
    path: '/texts',
    title: { zh: '资料与常用语', en: 'Texts and phrases' },
    group: 'work',
    may: ['contact.write-text', 'contact.approve-text'],
    icon: TextMark,
    found: 'zlycyy texts snippets knowledge 审定 资料 常用语 知识库',
    load: () => import('./KnowledgeScreen.tsx'),
  },
];
