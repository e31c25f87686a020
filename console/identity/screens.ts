// The screens about people and their organisation. The server decides again who may do what on them.
import { drawing, OrganisationMark } from '../kit/Marks.tsx';
import type { Screen } from '../kit/screens.ts';

const PeopleMark = drawing(
  'M7 4a2.6 2.6 0 1 0 0 5.2A2.6 2.6 0 0 0 7 4z',
  'M2 16c0-2.8 2.2-4.4 5-4.4s5 1.6 5 4.4',
  'M13 4.6a2.3 2.3 0 0 1 0 4.3M14.6 12c2 .5 3.4 1.9 3.4 4',
);
const InviteMark = drawing('M3 5h14v10H3z', 'M3 5.5l7 5.5 7-5.5');
const BelowMark = drawing('M8 3h4v4H8zM3 13h4v4H3zM13 13h4v4h-4z', 'M10 7v3M5 13v-3h10v3');
const DoorMark = drawing('M11 3.5h5.5v13H11', 'M3 10h9M9 7l3 3-3 3');
const TermMark = drawing('M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M10 6v4l2.6 1.8');

const people = ['identity.see-people'] as const;
const oversee = ['identity.oversee'] as const;

export const identityScreens: readonly Screen[] = [
  {
    path: '/people',
    title: { zh: '成员', en: 'People' },
    group: 'people',
    may: people,
    icon: PeopleMark,
    found: 'cy mingdan members 名单 上岗条件 资格 staff',
    letter: 'p',
    load: () => import('./people/PeopleScreen.tsx'),
  },
  {
    path: '/people/:person',
    title: { zh: '成员', en: 'People' },
    group: 'none',
    may: people,
    load: () => import('./people/PeopleScreen.tsx'),
  },
  {
    path: '/invitations',
    title: { zh: '邀请', en: 'Invitations' },
    group: 'people',
    may: ['identity.manage-people'],
    icon: InviteMark,
    found: 'yq invite 邀请成员 链接',
    letter: 'y',
    load: () => import('./invitations/InvitationsScreen.tsx'),
  },
  {
    path: '/organisation',
    title: { zh: '机构资料', en: 'Organisation' },
    group: 'organisation',
    may: ['identity.see-organisation'],
    icon: OrganisationMark,
    found: 'jgzl organisation profile duty mode 值班模式',
    letter: 'o',
    load: () => import('./organisation/OrganisationScreen.tsx'),
  },
  {
    path: '/institutions',
    title: { zh: '下属机构', en: 'Institutions' },
    group: 'organisation',
    may: oversee,
    icon: BelowMark,
    found: 'xsjg institutions below 概况 设立机构',
    letter: 'k',
    load: () => import('./organisation/InstitutionsScreen.tsx'),
  },
  {
    path: '/single-sign-on',
    title: { zh: '单点登录', en: 'Single sign-on' },
    group: 'organisation',
    may: ['identity.manage-sign-in'],
    icon: DoorMark,
    found: 'dddl sso oidc single sign-on 统一认证',
    load: () => import('./single-sign-on/SingleSignOnScreen.tsx'),
  },
  {
    path: '/retention',
    title: { zh: '保存期限', en: 'Retention' },
    group: 'organisation',
    may: ['privacy.see-policy'],
    icon: TermMark,
    found: 'bcqx retention policy terms 期限',
    letter: 'r',
    load: () => import('./retention/RetentionScreen.tsx'),
  },
];
