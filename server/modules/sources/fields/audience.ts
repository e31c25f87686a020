// Whom a line is for. A person who is told "not for you" may not try again, and one who is sent to a line
// that turns them away even less; so the words decide by stated rules, and the text stays beside the reading.
//
//   所有…, 公众, 群众, 民众, 社会           everybody
//   主要对X服务, X                          X only
//   主要对X服务, 也可/还可 服务其他         X, and everybody
//   主要对<place>地区需要心理支持的人群      everybody there
//   主要对X服务, 疫情期间对所有…开放        X; everybody while the event lasts
//   本热线含X专线                           everybody, and X by name
import type { RegionIndex, RegionRef } from '#regions/contract.ts';
import { findRegionIn, provinceOf } from '#regions/index.ts';
import type { Audience, AudienceGroup, Flag } from '../contract.ts';

const GROUPS: readonly (readonly [AudienceGroup, RegExp])[] = [
  ['student', /大学生|高校学生|学生|师生|大中小学/],
  ['youth', /青少年|未成年人|儿童|少年|中小学|大中小学|各级各类学校|孩子/],
  ['teacher', /教师|老师|师生|教职工|教育工作者/],
  ['parent', /家长|父母/],
  ['medical', /医护|医务|医生|护士|医疗救治人员/],
  ['police', /公安|民警|警察|辅警/],
  ['frontline', /一线|社区工作者|疾控|基层工作者/],
  ['patient', /患者|病人|确诊|疑似|受感染|感染者|康复/],
  ['isolated', /隔离/],
  ['volunteer', /志愿者|组织管理人员/],
  ['overseas', /全球|海外|华人|侨胞|留学/],
];

const EVERYONE =
  /所有|公众|群众|民众|大众|市民|居民|社会(?:各界|人士)?(?=$|[\s，,、。])|全社会|任何人|需要(?:心理)?(?:支持|帮助|援助)的?(?:人群|人)|急需[^，,]{0,20}人群|不限|everyone|all people|general public/i;
const OTHERS_TOO = /(?:也|还)(?:可|会|能|为|对|面向|服务)[^，,]{0,12}(?:其他|其它|所有|公众|社会|人群)/;
const DURING_EVENT = /疫情(?:防控)?期间[^，,]{0,4}(?:对|向|面向|为)?([^，,。]{0,30})(?:开放|服务)/;
const AFFECTED =
  /受(?:此次|本次|这次)?(?:新冠)?(?:肺炎)?疫情影响|因新(?:型)?冠(?:状病毒)?[^，,]{0,10}(?:导致|产生|引起)/;
const FAMILY = /(?:及其|和|与|及)?(?:家属|亲属|家人|亲友)/;
const NATIONAL = /全国|全球/;
const WHOLE_PROVINCE = /全省|全自治区|我省|本省/;
const INCLUDES = /含[^，,。]{1,20}专线|设有?[^，,。]{1,20}专线/;

/** What an audience is read against: its publication's province, for 全省; the line's name, where no audience is printed. */
export type AudienceContext = { readonly index: RegionIndex; readonly home: RegionRef | null; readonly name: string };

/** An audience as read, with what remains doubtful. */
export type ReadAudience = { readonly audience: Audience; readonly flags: readonly Flag[] };

/** Reads whom a line serves. Several statements, one a line, hold together. */
export function readAudience(raw: string, context: AudienceContext): ReadAudience {
  const statements = raw
    .split('\n')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  if (statements.length === 0) return unstated(context.name);
  const read = statements.map((statement) => readStatement(statement, context));
  const flags = read.flatMap((one) => one.flags);
  const audience = together(
    raw,
    read.map((one) => one.audience),
  );
  if (!audience.everyone && audience.groups.length === 0) {
    flags.push({ code: 'field-unread', field: 'audience', raw, why: '看不出服务哪些人，暂按所有人处理' });
    return { audience: { ...audience, everyone: true }, flags };
  }
  const differing = read.some((one) => one.audience.everyone) && read.some((one) => !one.audience.everyone);
  if (differing) {
    flags.push({ code: 'assumption', field: 'audience', raw, why: '原文一处写特定人群，一处写公众；按都可以使用处理' });
  }
  return { audience, flags };
}

function unstated(name: string): ReadAudience {
  const flag: Flag = { code: 'assumption', field: 'audience', raw: '', why: '没有写服务对象，按所有人都可以使用处理' };
  return { audience: { ...NOBODY, everyone: true, national: NATIONAL.test(name) }, flags: [flag] };
}

const NOBODY: Audience = {
  raw: '',
  everyone: false,
  groups: [],
  family: false,
  region: null,
  national: false,
  eventOnly: false,
  everyoneDuringEvent: false,
};

function readStatement(statement: string, context: AudienceContext): ReadAudience {
  const text = statement.normalize('NFKC');
  const duringEvent = DURING_EVENT.exec(text);
  const opensDuringEvent = duringEvent !== null && EVERYONE.test(duringEvent[1] ?? '');
  const always = opensDuringEvent ? text.replace(duringEvent[0], '') : text;
  const included = INCLUDES.exec(always)?.[0] ?? '';
  const place = placeOf(always, context);
  const audience: Audience = {
    raw: statement,
    everyone: EVERYONE.test(always.replace(included, '')) || OTHERS_TOO.test(always),
    groups: GROUPS.filter(([, pattern]) => pattern.test(always)).map(([group]) => group),
    family: FAMILY.test(always),
    region: place.region,
    national: NATIONAL.test(text),
    eventOnly: AFFECTED.test(always),
    everyoneDuringEvent: opensDuringEvent,
  };
  return { audience, flags: place.flags };
}

/** The place an audience is limited to; several cities of one province stand for the province, and that is said. */
function placeOf(text: string, { index, home }: AudienceContext): { region: RegionRef | null; flags: Flag[] } {
  if (NATIONAL.test(text)) return { region: null, flags: [] };
  const named = findRegionIn(index, text).filter(
    ({ sureness }) => sureness === 'full-name' || sureness === 'short-name',
  );
  const [first, second] = named;
  if (first === undefined) return { region: wholeOf(text, home), flags: [] };
  if (second === undefined) return { region: refOf(first.region), flags: [] };
  const provinces = new Set(named.map(({ region }) => provinceOf(index, region).code));
  const province = refOf(provinceOf(index, first.region));
  if (provinces.size > 1) {
    const why = '服务对象提到几个省的地方，没有据此限定地区';
    return { region: null, flags: [{ code: 'assumption', field: 'audience', raw: text, why }] };
  }
  const why = `服务对象提到${named.map((mention) => mention.text).join('、')}等地，按${province.name}处理`;
  return {
    region: province,
    flags: [{ code: 'assumption', field: 'audience', raw: text, suggestion: province.name, why }],
  };
}

/** 全省 is the paper's province, 全区 its autonomous region and not a district, 全市 its city. */
function wholeOf(text: string, home: RegionRef | null): RegionRef | null {
  if (WHOLE_PROVINCE.test(text)) return home;
  if (/全区/.test(text)) return home?.name.endsWith('自治区') === true ? home : null;
  return /全市|本市|我市/.test(text) && home?.name.endsWith('市') === true ? home : null;
}

const refOf = ({ code, name }: RegionRef): RegionRef => ({ code, name });

/** Several statements about one line: whom any of them names is served. */
function together(raw: string, read: readonly Audience[]): Audience {
  const any = (pick: (audience: Audience) => boolean) => read.some((audience) => pick(audience));
  const named = new Set(read.flatMap(({ groups }) => groups));
  return {
    raw,
    everyone: any(({ everyone }) => everyone),
    groups: GROUPS.map(([group]) => group).filter((group) => named.has(group)),
    family: any(({ family }) => family),
    region: read.map(({ region }) => region).find((region) => region !== null) ?? null,
    national: any(({ national }) => national),
    eventOnly: any(({ eventOnly }) => eventOnly),
    everyoneDuringEvent: any(({ everyoneDuringEvent }) => everyoneDuringEvent),
  };
}
