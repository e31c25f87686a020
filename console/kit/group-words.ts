// What the groups of staff are called on every screen (docs/words.md).
import { twoLanguages } from './words.ts';

/** What groups are called on screens. */
export const groupWords = twoLanguages({
  zh: {
    administration: '行政管理组',
    counselling: '咨询工作组',
    supervision: '督导组',
    custody: '资料保管',
    authority: '主管部门',
    expert: '专家组',
  },
  en: {
    administration: 'administration',
    counselling: 'counselling',
    supervision: 'supervision',
    custody: 'custody',
    authority: 'authority',
    expert: 'experts',
  },
});
