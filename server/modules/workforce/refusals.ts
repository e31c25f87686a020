// How each refusal about qualifications sounds.

/** A foreign person and a missing one look alike. */
export const noSuchMember = {
  status: 404,
  zh: '这个机构里没有这位成员。',
  en: 'Nobody of this organisation was found here.',
} as const;

const notOneself = {
  status: 409,
  zh: '自己的资格须由另一位同事登记或撤销。',
  en: 'One’s own qualifications are recorded and withdrawn by a colleague.',
} as const;

/** What recording may run into. */
export const recordRefusals = {
  'no-such-member': noSuchMember,
  'not-oneself': notOneself,
  'ends-before-it-begins': {
    status: 422,
    zh: '有效期的最后一天不能早于开始日期。',
    en: 'The last day cannot come before the first.',
  },
  'communication-not-assessed': {
    status: 422,
    zh: '登记遴选前，请确认已评估语言和沟通能力。',
    en: 'Please confirm that language and communication were assessed at the screening.',
  },
} as const;

/** What withdrawing may run into. */
export const withdrawRefusals = {
  'no-such-qualification': { status: 404, zh: '没有找到这条资格。', en: 'There is no such qualification.' },
  'already-withdrawn': { status: 409, zh: '这条资格已经撤销了。', en: 'It has been withdrawn already.' },
  'not-oneself': notOneself,
} as const;
