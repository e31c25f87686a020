// How each refusal about a member sounds.

/** A foreign person and a missing one look alike. */
export const noSuchMember = {
  status: 404,
  zh: '这个机构里没有这位成员。',
  en: 'Nobody of this organisation was found here.',
} as const;

export const staffNumberTaken = {
  status: 409,
  zh: '这个工号已经有人使用。',
  en: 'This staff number is somebody else’s already.',
} as const;

export const groupDoesNotFit = {
  status: 422,
  zh: '只有主管部门才有“主管部门”这个组。',
  en: 'Only an authority has this group.',
} as const;

const lastAdministrator = {
  status: 409,
  zh: '这是最后一位管理员。请先让另一位同事加入行政管理组。',
  en: 'This is the last administrator. Please put a colleague into administration first.',
} as const;

/** What a change of a profile may run into. */
export const changeRefusals = {
  'no-such-member': noSuchMember,
  'staff-number-taken': staffNumberTaken,
  'not-oneself': {
    status: 409,
    zh: '专业背景和从业时间须由另一位同事登记。',
    en: 'Background and experience are entered by a colleague, not by oneself.',
  },
  'in-the-future': { status: 422, zh: '从业时间不能晚于今天。', en: 'Experience cannot begin in the future.' },
} as const;

/** What adding to a group may run into. */
export const joinRefusals = {
  'no-such-member': noSuchMember,
  'already-in-group': { status: 409, zh: '这位成员已经在这个组里。', en: 'They are in this group already.' },
  'group-does-not-fit': groupDoesNotFit,
  'not-oneself': {
    status: 409,
    zh: '不能给自己加组，请另一位管理员操作。',
    en: 'Nobody adds themselves to a group. Please ask another administrator.',
  },
} as const;

/** What leaving a group may run into. */
export const leaveRefusals = {
  'no-such-member': noSuchMember,
  'not-in-group': { status: 409, zh: '这位成员不在这个组里。', en: 'They are not in this group.' },
  'last-administrator': lastAdministrator,
} as const;

/** What leaving altogether may run into. */
export const endRefusals = { 'no-such-member': noSuchMember, 'last-administrator': lastAdministrator } as const;
