// What backgrounds, kinds of organisation and the meaning of groups are called, and links that are shown once, on screens (docs/words.md).
import { twoLanguages } from '../kit/words.ts';

export const identityWords = twoLanguages({
  zh: {
    backgrounds: {
      'psychiatric-doctor': '精神科医师',
      'psychiatric-nurse': '精神科护士',
      psychotherapist: '心理治疗师',
      counsellor: '心理咨询师',
      'social-worker': '社会工作者',
      'psychology-teacher': '心理教师',
      other: '其他',
    },
    groupAbout: {
      administration: '管理机构和成员',
      counselling: '接听和回复来访',
      supervision: '督导咨询工作',
      custody: '保管服务资料',
      authority: '代表主管部门开展工作',
      expert: '疑难情况时受邀参与',
    },
    twoFactors: '这个组登录时要用两步验证。',
    undoFailed: (why: string) => `没能撤销：${why}`,
    link: {
      once: '这条链接只在这里显示一次，请现在复制。',
      copy: '复制链接',
      copied: '已复制',
      copyFailed: '没能自动复制，请选中链接自己复制。',
      passOn: '怎么转交',
      done: '已经转交，收起',
    },
  },
  en: {
    backgrounds: {
      'psychiatric-doctor': 'Psychiatrist',
      'psychiatric-nurse': 'Psychiatric nurse',
      psychotherapist: 'Psychotherapist',
      counsellor: 'Counsellor',
      'social-worker': 'Social worker',
      'psychology-teacher': 'Psychology teacher',
      other: 'Other',
    },
    groupAbout: {
      administration: 'manages the organisation and its people',
      counselling: 'takes contacts',
      supervision: 'supervises the counselling',
      custody: 'keeps the records',
      authority: 'acts for the authority',
      expert: 'is called in for hard cases',
    },
    twoFactors: 'This group signs in with two factors.',
    undoFailed: (why: string) => `Could not be undone: ${why}`,
    link: {
      once: 'It is shown this once. Please copy it now.',
      copy: 'Copy the link',
      copied: 'Copied',
      copyFailed: 'It could not be copied by itself. Please select and copy the link.',
      passOn: 'How to pass it on',
      done: 'Passed on, close',
    },
  },
});
