// Whom a line serves and how it is reached, as two small taxonomies of our own: no published one has the
// groups that the notices of 2020 name. Names are given in both languages, since the terms are read abroad.
import type { AccessKind, AudienceGroup } from '../../sources/contract.ts';
import type { HsdsAttribute, HsdsTaxonomy, HsdsTaxonomyTerm } from './objects.ts';
import type { Line } from '../contract.ts';
import { uuidOf } from './uuid.ts';

const AUDIENCE_WORDS: Readonly<Record<AudienceGroup | 'everyone', readonly [string, string]>> = {
  everyone: ['所有人', 'everybody'],
  student: ['学生', 'students'],
  youth: ['青少年', 'children and young people'],
  teacher: ['教师', 'teachers'],
  parent: ['家长', 'parents'],
  medical: ['医护人员', 'medical staff'],
  police: ['公安民警', 'police'],
  frontline: ['一线工作人员', 'front-line workers'],
  patient: ['患者与康复者', 'patients and people recovering'],
  isolated: ['被隔离人员', 'people in isolation'],
  volunteer: ['志愿者与组织管理人员', 'volunteers and organisers'],
  overseas: ['海外华人', 'Chinese people abroad'],
};

const ACCESS_WORDS: Readonly<Record<AccessKind, readonly [string, string]>> = {
  phone: ['电话', 'telephone'],
  'short-code': ['短号', 'short code'],
  qq: ['QQ', 'QQ'],
  app: ['应用程序', 'app'],
  email: ['电子邮箱', 'e-mail'],
  wechat: ['微信', 'WeChat'],
};

const VERSION = '1';

const taxonomy = (code: string, name: string, description: string): HsdsTaxonomy => ({
  id: uuidOf('taxonomy', code),
  name,
  description,
  version: VERSION,
});

const AUDIENCES = taxonomy('audience', '服务对象 Audience', '热线为谁服务。Whom a line serves.');
const ACCESS = taxonomy('access', '联系方式 Access', '怎样联系热线。How a line is reached.');

/** Both taxonomies, in a stable order. */
export const TAXONOMIES: readonly HsdsTaxonomy[] = [AUDIENCES, ACCESS];

const termOf = (of: HsdsTaxonomy, code: string, [zh, en]: readonly [string, string]): HsdsTaxonomyTerm => ({
  id: uuidOf('taxonomy-term', of.id, code),
  code,
  name: zh === en ? zh : `${zh} ${en}`,
  description: `${of.name}: ${zh === en ? zh : `${zh} (${en})`}`,
  taxonomy: of.name,
  taxonomy_id: of.id,
  taxonomy_detail: of,
  language: 'zh',
});

const audienceTerms = new Map(
  Object.entries(AUDIENCE_WORDS).map(([code, words]) => [code, termOf(AUDIENCES, code, words)]),
);
const accessTerms = new Map(Object.entries(ACCESS_WORDS).map(([code, words]) => [code, termOf(ACCESS, code, words)]));

/** All terms, the audience's first. */
export const TAXONOMY_TERMS: readonly HsdsTaxonomyTerm[] = [...audienceTerms.values(), ...accessTerms.values()];

/** The terms of a line: its audience's and its ways of access, each once. */
export function termsOf(line: Line): { readonly type: HsdsAttribute['link_type']; readonly term: HsdsTaxonomyTerm }[] {
  const audiences = [
    line.audience,
    ...line.accessPoints.flatMap(({ audience }) => (audience === null ? [] : [audience])),
  ];
  const codes = new Set(audiences.flatMap((one) => (one.everyone ? ['everyone', ...one.groups] : one.groups)));
  const kinds = new Set<string>(line.accessPoints.map(({ kind }) => kind));
  return [
    ...[...audienceTerms].filter(([code]) => codes.has(code)).map(([, term]) => ({ type: 'audience' as const, term })),
    ...[...accessTerms].filter(([code]) => kinds.has(code)).map(([, term]) => ({ type: 'access' as const, term })),
  ];
}

/** The terms of a line as HSDS attributes of its service. */
export function attributesOf(line: Line, serviceId: string): HsdsAttribute[] {
  return termsOf(line).map(({ type, term }) => ({
    id: uuidOf('attribute', line.id, term.id),
    link_id: serviceId,
    link_entity: 'service',
    link_type: type,
    taxonomy_term_id: term.id,
    taxonomy_term: term,
    label: term.name,
  }));
}
