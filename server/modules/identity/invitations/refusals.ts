// How each refusal about an invitation sounds.
import { groupDoesNotFit, staffNumberTaken } from '../members/refusals.ts';

/** A foreign invitation and a missing one look alike. */
export const noSuchInvitation = { status: 404, zh: '没有找到这份邀请。', en: 'There is no such invitation.' } as const;

/** What inviting may run into. */
export const inviteRefusals = {
  'group-does-not-fit': groupDoesNotFit,
  'staff-number-taken': staffNumberTaken,
  'nothing-to-sign-in-with': {
    status: 422,
    zh: '请填写邮箱或工号，登录时要用。',
    en: 'An e-mail or a staff number is needed to sign in with.',
  },
  'not-oneself': {
    status: 409,
    zh: '不能邀请自己，请另一位管理员操作。',
    en: 'Nobody invites themselves. Please ask another administrator.',
  },
} as const;

/** What reading a link may run into. */
export const linkRefusals = {
  'no-such-invitation': noSuchInvitation,
  'invitation-used': {
    status: 410,
    zh: '这个邀请链接已经用过了，请直接登录。',
    en: 'This invitation has been used already. Please sign in.',
  },
  'invitation-revoked': {
    status: 410,
    zh: '这份邀请已被收回，请联系邀请您的人。',
    en: 'This invitation has been taken back. Please ask whoever invited you.',
  },
  'invitation-expired': {
    status: 410,
    zh: '这个邀请链接已过期，请联系邀请您的人重新发送。',
    en: 'This invitation has expired. Please ask whoever invited you for a new one.',
  },
} as const;
