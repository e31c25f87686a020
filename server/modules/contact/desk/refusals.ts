// How each refusal at the desk sounds.

/** A foreign contact and a missing one look alike. */
export const unknownContact = {
  status: 404,
  zh: '没有这个来访，或者它不在您这里。',
  en: 'There is no such contact, or it is not with you.',
} as const;

export const offerGone = {
  status: 409,
  zh: '这次邀请已经过期，或者已转给其他咨询员。',
  en: 'This offer has passed, or somebody else was asked.',
} as const;

export const notActive = { status: 409, zh: '对话没有在进行。', en: 'The conversation is not under way.' } as const;

export const notOpen = {
  status: 409,
  zh: '对话已经结束，这句话没有送出。',
  en: 'The conversation is over; this was not sent.',
} as const;

export const silentOnly = {
  status: 403,
  zh: '您现在是静默旁听，不能发言。公开进入后可以发言。',
  en: 'You are here silently. Come in openly to say something.',
} as const;

export const alreadyForgotten = {
  status: 410,
  zh: '这个来访的内容已经到期删除。',
  en: 'What belonged to this contact is gone, as its clock says.',
} as const;
