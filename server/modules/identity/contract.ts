// Who works here and what they may do, for server and console alike. The table of rights below is the only one: the
// server refuses by it, the console shows by it, and a manager can read it.
import { z } from 'zod';

/** Identifies an organisation. */
export const OrganisationId = z.uuid().brand('OrganisationId');
export type OrganisationId = z.infer<typeof OrganisationId>;

/** Identifies somebody who works here. */
export const PersonId = z.uuid().brand('PersonId');
export type PersonId = z.infer<typeof PersonId>;

/** An instant as ISO text with its offset. */
export const Instant = z.iso.datetime({ offset: true });
/** A day in Asia/Shanghai, 2026-11-22. */
export const Day = z.iso.date();
/** One line of words, trimmed, of at most so many characters. */
export const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);
/** The name of a person, as colleagues know them. */
export const PersonName = words(60);
/** An address for sign-in and invitations; lower case. */
export const Email = z.string().trim().toLowerCase().max(254).regex(z.regexes.email);
/** The number that an organisation gives to one of its staff. */
export const StaffNumber = words(30).regex(/^[\p{L}\p{N}._/-]+$/u);

/** The groups of staff (S3-22). */
export const Group = z.enum(['administration', 'counselling', 'supervision', 'custody', 'authority', 'expert']);
export type Group = z.infer<typeof Group>;

/** What an organisation is (S3-09). */
export const OrganisationKind = z.enum(['authority', 'medical', 'university', 'society', 'other']);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

/** Groups whose members sign in with two factors. */
export const twoFactorGroups = [
  'supervision',
  'custody',
  'administration',
  'authority',
] as const satisfies readonly Group[];

/**
 * One condition of a right: membership of a group, and where the right then holds: `own` in the organisation acted for,
 * `below` also in all organisations under it. `on-duty` asks that the duty gate is passed.
 */
export type Condition = Group | 'own' | 'below' | 'on-duty';

type RightRow = {
  /** What it allows, for a manager to read. */
  readonly about: { readonly zh: string; readonly en: string };
  /** Held by whoever meets all conditions of any one list. */
  readonly anyOf: readonly (readonly Condition[])[];
};

/** Whoever answers for the service and those who give it. */
const inCharge = [
  ['supervision', 'own'],
  ['administration', 'own'],
] as const satisfies readonly (readonly Condition[])[];

/** Every right there is. */
export const rights = {
  'identity.see-self': {
    about: { zh: '查看自己的账户与会话', en: 'See one’s own account and sessions' },
    anyOf: [
      ['administration', 'own'],
      ['counselling', 'own'],
      ['supervision', 'own'],
      ['custody', 'own'],
      ['authority', 'own'],
      ['expert', 'own'],
    ],
  },
  'identity.see-organisation': {
    about: { zh: '查看机构与下属机构', en: 'See the organisation and those below it' },
    anyOf: [
      ['administration', 'below'],
      ['authority', 'below'],
      ['supervision', 'own'],
      ['custody', 'own'],
      ['counselling', 'own'],
      ['expert', 'own'],
    ],
  },
  'identity.oversee': {
    about: { zh: '查看下属机构的概况', en: 'See how the organisations below stand' },
    anyOf: [
      ['authority', 'below'],
      ['administration', 'below'],
    ],
  },
  'identity.manage-organisation': {
    about: { zh: '修改机构资料与值班模式', en: 'Change the organisation and its duty mode' },
    anyOf: [
      ['administration', 'own'],
      ['authority', 'below'],
    ],
  },
  'identity.set-up-organisation': {
    about: {
      zh: '设立、停用下属机构，邀请它的第一位管理员',
      en: 'Set up and close organisations below, and invite their first administrator',
    },
    anyOf: [['authority', 'below']],
  },
  'identity.see-people': {
    about: { zh: '查看成员名单', en: 'See who belongs to the organisation' },
    anyOf: [
      ['administration', 'own'],
      ['supervision', 'own'],
      ['custody', 'own'],
    ],
  },
  'identity.manage-people': {
    about: { zh: '邀请成员、调整分组、停用账户', en: 'Invite people, change their groups, end their access' },
    anyOf: [['administration', 'own']],
  },
  'identity.manage-sign-in': {
    about: { zh: '设置单点登录', en: 'Set up single sign-on' },
    anyOf: [['administration', 'own']],
  },
  'workforce.see-qualifications': {
    about: { zh: '查看成员资格与上岗条件', en: 'See qualifications and the duty gate' },
    anyOf: inCharge,
  },
  'workforce.record-qualifications': {
    about: { zh: '登记、撤销成员资格', en: 'Record and withdraw qualifications' },
    anyOf: inCharge,
  },
  'directory.see-curation': {
    about: { zh: '查看名录的疑点与修改记录', en: 'See the directory’s doubts and changes' },
    anyOf: [
      ['administration', 'own'],
      ['authority', 'below'],
    ],
  },
  'directory.curate': {
    about: { zh: '核实、修改、合并、发布热线信息', en: 'Verify, change, merge and publish lines' },
    anyOf: [
      ['administration', 'own'],
      ['authority', 'below'],
    ],
  },
  'directory.import': {
    about: { zh: '导入名单', en: 'Import lists' },
    anyOf: [
      ['authority', 'below'],
      ['administration', 'own'],
    ],
  },
  'directory.publish-notice': {
    about: { zh: '发布通知，查看回执', en: 'Publish notices and see their receipts' },
    anyOf: [['authority', 'below']],
  },
  'directory.answer-notice': {
    about: { zh: '接收、转发通知，报送落实情况', en: 'Receive and pass on notices, report on them' },
    anyOf: [['administration', 'own']],
  },
  'privacy.see-policy': {
    about: { zh: '查看保存期限', en: 'See how long what is kept' },
    anyOf: [
      ['administration', 'own'],
      ['custody', 'own'],
      ['supervision', 'own'],
      ['authority', 'below'],
    ],
  },
  'privacy.set-policy': {
    about: { zh: '设定保存期限', en: 'Set how long what is kept' },
    anyOf: [['administration', 'own']],
  },
  'privacy.see-clocks': {
    about: { zh: '查看保存时钟、删除凭证与冻结', en: 'See clocks, certificates and holds' },
    anyOf: [
      ['custody', 'own'],
      ['administration', 'own'],
    ],
  },
  'privacy.hold': {
    about: { zh: '冻结与解除冻结', en: 'Place and lift legal holds' },
    anyOf: [['custody', 'own']],
  },
  'privacy.decide-destruction': {
    about: { zh: '决定到期档案的销毁', en: 'Decide on the destruction of records whose term has ended' },
    anyOf: [['custody', 'own']],
  },
  'privacy.open-record': {
    about: { zh: '说明目的后调阅密封档案', en: 'Open sealed records, stating a purpose' },
    anyOf: [
      ['custody', 'own'],
      ['supervision', 'own'],
    ],
  },
  'privacy.use-exception': {
    about: { zh: '依法突破保密，并登记事由', en: 'Use an exception to confidentiality, with its reason' },
    anyOf: [
      ['counselling', 'own', 'on-duty'],
      ['supervision', 'own'],
      ['custody', 'own'],
    ],
  },
  'privacy.see-audit': {
    about: { zh: '查阅操作留痕', en: 'Read the audit' },
    anyOf: [
      ['custody', 'own'],
      ['administration', 'own'],
    ],
  },
  'privacy.ask-export': {
    about: { zh: '申请导出', en: 'Ask for an export' },
    anyOf: [
      ['custody', 'own'],
      ['administration', 'own'],
      ['supervision', 'own'],
    ],
  },
  'privacy.approve-export': {
    about: { zh: '审批他人的导出申请', en: 'Approve exports that others ask for' },
    anyOf: [
      ['custody', 'own'],
      ['administration', 'own'],
    ],
  },
  'contact.answer': {
    about: { zh: '上岗、接受来访', en: 'Go on duty and take contacts' },
    anyOf: [['counselling', 'own', 'on-duty']],
  },
  'contact.talk': {
    about: {
      zh: '继续、转交、结束自己的服务，填写结果；督导看到自己进入的对话',
      en: 'Go on with, hand over and end one’s own contacts; a supervisor follows those they came into',
    },
    anyOf: [
      ['counselling', 'own'],
      ['supervision', 'own'],
    ],
  },
  'contact.see-wallboard': {
    about: { zh: '查看值班大屏', en: 'See the wallboard' },
    anyOf: inCharge,
  },
  'contact.supervise': {
    about: { zh: '进入进行中的对话，给咨询员支持', en: 'Enter a running conversation and support the counsellor' },
    anyOf: [['supervision', 'own']],
  },
  'contact.answer-alarm': {
    about: { zh: '接收并确认紧急警报', en: 'Receive and acknowledge alarms' },
    anyOf: inCharge,
  },
  'contact.chase': {
    about: { zh: '查看并催办没有结果的服务', en: 'See and chase contacts without an outcome' },
    anyOf: inCharge,
  },
  'contact.manage-queues': {
    about: {
      zh: '设置队列、专席、优先人群与转入来源',
      en: 'Set up queues, dedicated seats, priority and inbound bodies',
    },
    anyOf: [['administration', 'own']],
  },
  'contact.write-text': {
    about: { zh: '撰写资料与常用语', en: 'Write texts and phrases for the desk' },
    anyOf: [
      ['counselling', 'own'],
      ['supervision', 'own'],
      ['administration', 'own'],
    ],
  },
  'contact.approve-text': {
    about: { zh: '审定资料与常用语', en: 'Approve texts and phrases for the desk' },
    anyOf: [['supervision', 'own']],
  },
} as const satisfies Readonly<Record<string, RightRow>>;

/** The name of a right. */
export type Right = keyof typeof rights;
