// The words of a way back in: the page of the link, and the notice afterwards.
import { twoLanguages } from '../kit/words.ts';

export const renewalWords = twoLanguages({
  zh: {
    title: '重设登录',
    operator: '系统运维人员',
    lead: (name: string, by: string) => `${name}，您好。${by}给您生成了这个链接，用来重新登录。`,
    passwordWhy: '设好新密码后，其他地方的登录会全部退出，旧的恢复码也不能再用。',
    bothWhy: '设好新密码后，原来的第二步会被移除，其他地方的登录会全部退出，旧的恢复码也不能再用。',
    until: (moment: string) => `链接到 ${moment} 为止有效，只能用一次。`,
    password: '新密码',
    submit: '设好并登录',
    unusableWhy: '它可能已经用过、过期，或者没有复制完整。请联系本机构的管理员，请对方再发一个。',
    renewedTitle: '您的登录方式已重设',
    renewed: (moment: string, by: string, secondFactor: boolean) =>
      secondFactor
        ? `${moment}，凭${by}生成的链接，您的密码已换新，原来的第二步已移除。`
        : `${moment}，凭${by}生成的链接，您的密码已换新。`,
    notYou: '如果您没有请人帮忙重设，请马上告诉本机构的资料保管人员或系统运维人员。',
    known: '我知道了',
  },
  en: {
    title: 'Renew how you sign in',
    operator: 'an operator of this service',
    lead: (name: string, by: string) =>
      `Hello ${name}. This link was made for you by ${by}, so that you can sign in again.`,
    passwordWhy: 'Your new password signs you out everywhere else, and earlier recovery codes stop working.',
    bothWhy:
      'Your new password takes your earlier second factor away, signs you out everywhere else, and earlier recovery codes stop working.',
    until: (moment: string) => `The link is good until ${moment}, and once only.`,
    password: 'New password',
    submit: 'Set it and sign in',
    unusableWhy:
      'It may have been used, have expired, or not have been copied whole. Please ask your administrator for another.',
    renewedTitle: 'Your access was renewed',
    renewed: (moment: string, by: string, secondFactor: boolean) =>
      secondFactor
        ? `On ${moment}, by a link made by ${by}, your password was replaced and your second factor taken away.`
        : `On ${moment}, by a link made by ${by}, your password was replaced.`,
    notYou:
      'If you did not ask for this, please tell the custodians of your organisation or whoever runs this service at once.',
    known: 'I know about this',
  },
});
