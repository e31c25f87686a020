// The words of the list of holds.
import { twoLanguages } from '../../kit/words.ts';

export const holdWords = twoLanguages({
  zh: {
    title: '冻结',
    about: '冻结着的档案什么都不会删。要复核的排在前面；只有人能解除。',
    show: '看哪些',
    choices: { active: '冻结中', 'review-due': '该复核了', lifted: '已解除' },
    none: {
      active: '现在没有冻结着的档案',
      'review-due': '没有到期要复核的冻结',
      lifted: '还没有解除过冻结',
    },
    why: '要冻结一份档案，先在“保存时钟”里打开它。',
    toClocks: '去保存时钟',
  },
  en: {
    title: 'Legal holds',
    about: 'Nothing of a held file is deleted. Those to be reviewed come first; only a person lifts a hold.',
    show: 'Show',
    choices: { active: 'Held now', 'review-due': 'Review due', lifted: 'Lifted' },
    none: {
      active: 'No file is held now',
      'review-due': 'No hold is due for review',
      lifted: 'No hold has been lifted yet',
    },
    why: 'To hold a file, open it from “Retention clocks”.',
    toClocks: 'To the clocks',
  },
});
