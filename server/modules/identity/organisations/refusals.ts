// How each refusal about an organisation sounds.

/** For rows that name an organisation: a foreign one and a missing one look alike. */
export const noSuchOrganisation = {
  status: 404,
  zh: '没有找到这个机构。',
  en: 'There is no such organisation.',
} as const;

export const nameTaken = {
  status: 409,
  zh: '已经有一个同名的机构，请换一个名称。',
  en: 'There is an organisation of this name already. Please choose another.',
} as const;

export const closed = { status: 409, zh: '这个机构已经停用。', en: 'This organisation has been closed.' } as const;

/** What a change may run into. */
export const changeRefusals = {
  'no-such-organisation': noSuchOrganisation,
  closed,
  'name-taken': nameTaken,
  'authority-stays': {
    status: 409,
    zh: '主管部门不能改成其他类型，其他类型也不能改成主管部门。',
    en: 'An authority cannot become another kind, nor another kind an authority.',
  },
  'only-universities': {
    status: 422,
    zh: '只有高校可以设置面向公众开放。',
    en: 'Only a university can be opened to everybody.',
  },
  'basis-missing': {
    status: 422,
    zh: '请选择面向公众开放的依据：示范单位、试点单位或基础较好。',
    en: 'Please choose on what ground it is opened to everybody.',
  },
} as const;

/** What setting up may run into. */
export const setUpRefusals = {
  'no-such-organisation': noSuchOrganisation,
  closed,
  'name-taken': nameTaken,
  'not-an-authority': {
    status: 409,
    zh: '只有主管部门可以设立下属机构。',
    en: 'Only an authority can have organisations below it.',
  },
} as const;

/** What closing may run into. */
export const closeRefusals = {
  'no-such-organisation': noSuchOrganisation,
  closed,
  'own-organisation': {
    status: 409,
    zh: '不能停用您正在使用的机构。',
    en: 'You cannot close the organisation you act for.',
  },
  'organisations-below': {
    status: 409,
    zh: '它还有下属机构，请先停用下属机构。',
    en: 'There are organisations below it. Close those first.',
  },
} as const;

/** What inviting a first administrator may run into. */
export const firstAdministratorRefusals = {
  'no-such-organisation': noSuchOrganisation,
  closed,
  'has-administrator': {
    status: 409,
    zh: '这个机构已经有管理员，由管理员邀请其他成员。',
    en: 'It has an administrator, who invites everybody else.',
  },
} as const;
