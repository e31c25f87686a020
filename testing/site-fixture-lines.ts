// The lines of the fixture directory: real ones of the fifth round of 2020 and of Henan's annex, each with its
// peculiarity, and an invented one that is open past midnight, as they stand on Sunday 22 November 2026 at 23:40.
// Nothing is computed: states are written down.
import {
  type AccessPoint,
  type AccessState,
  type Line,
  LineId,
  type Service,
} from '../server/modules/directory/contract.ts';
import type { Band, Schedule } from '../server/modules/hours/contract.ts';
import { type Region, RegionCode, type RegionRef } from '../server/modules/regions/contract.ts';
import type { Audience, AudienceGroup, Flag, Validity } from '../server/modules/sources/contract.ts';
import type { DayHours } from '../site/ports.ts';

const place = (code: string, name: string, shortName: string, english: string): Region => ({
  code: RegionCode.parse(code),
  name,
  shortName,
  english,
  level: code.endsWith('0000') ? 'province' : 'city',
  province: code.endsWith('0000') ? null : RegionCode.parse(`${code.slice(0, 2)}0000`),
  areaCodes: [],
});

/** A few provinces and cities. */
export const regions: readonly Region[] = [
  place('110000', '北京市', '北京', 'Beijing'),
  place('120000', '天津市', '天津', 'Tianjin'),
  place('130000', '河北省', '河北', 'Hebei'),
  place('140000', '山西省', '山西', 'Shanxi'),
  place('150000', '内蒙古自治区', '内蒙古', 'Inner Mongolia'),
  place('210000', '辽宁省', '辽宁', 'Liaoning'),
  place('210200', '大连市', '大连', 'Dalian'),
  place('220000', '吉林省', '吉林', 'Jilin'),
  place('310000', '上海市', '上海', 'Shanghai'),
  place('320000', '江苏省', '江苏', 'Jiangsu'),
  place('320500', '苏州市', '苏州', 'Suzhou'),
  place('410000', '河南省', '河南', 'Henan'),
  place('410100', '郑州市', '郑州', 'Zhengzhou'),
  place('420000', '湖北省', '湖北', 'Hubei'),
  place('420100', '武汉市', '武汉', 'Wuhan'),
  place('440000', '广东省', '广东', 'Guangdong'),
  place('440100', '广州市', '广州', 'Guangzhou'),
  place('620000', '甘肃省', '甘肃', 'Gansu'),
  place('620500', '天水市', '天水', 'Tianshui'),
  place('630000', '青海省', '青海', 'Qinghai'),
];

/** A region of the fixtures by its code. */
export const findRegion = (code: string): Region | undefined => regions.find((region) => region.code === code);
const ref = (code: string): RegionRef => ({ code: RegionCode.parse(code), name: findRegion(code)?.name ?? code });

const everyone: Audience = {
  raw: '全国所有需要心理支持的人群',
  everyone: true,
  groups: [],
  family: false,
  region: null,
  national: true,
  eventOnly: false,
  everyoneDuringEvent: false,
};
const onlyFor = (raw: string, groups: readonly AudienceGroup[]): Audience => ({
  ...everyone,
  raw,
  everyone: false,
  groups: [...groups],
  national: false,
});

const phone = (display: string, more: Partial<AccessPoint> = {}): AccessPoint => ({
  kind: 'phone',
  raw: display,
  display,
  e164: null,
  tel: display.replace(/\D/g, ''),
  suggestedTel: null,
  number: null,
  lineType: display.startsWith('1') ? 'mobile' : 'landline',
  menuKeys: [],
  note: null,
  hours: null,
  audience: null,
  ...more,
});
const account = (kind: AccessPoint['kind'], number: string, more: Partial<AccessPoint> = {}): AccessPoint =>
  phone(number, { kind, number, tel: null, lineType: null, ...more });

const on = (days: readonly number[], bands: readonly Band[]): Schedule => ({
  parts: [
    { scope: null, rules: [{ days: { kind: 'weekdays', days: [...days], holidays: 'as-usual' }, bands: [...bands] }] },
  ],
});
/** A span of whole hours. */
export const band = (from: number, to: number): Band => ({ from: from * 60, to: to * 60 });
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const allDay = { raw: '24小时', schedule: on(everyDay, [band(0, 24)]) };
const longTerm: Validity = { raw: '长期有效', kind: 'long-term' };
const forEvent: Validity = { raw: '疫情期间有效', kind: 'event', event: 'covid-19' };

/** The survey's fifth list. */
export const fifthRound = {
  source: 'hotline-survey-5',
  title: '推荐 | 专业可靠的中国心理热线(第五轮)',
  number: null,
  issuers: ['中国心理热线服务调查项目组'],
  date: '2020-05-27',
};
/** Henan's notice of universities. */
export const henan = {
  source: 'henan-2020-4',
  title: '关于针对新型冠状病毒感染的肺炎疫情面向社会开展网络心理辅导服务的通知',
  number: '豫教疫防办〔2020〕4号',
  issuers: ['河南省教育厅新型冠状病毒感染的肺炎疫情防控工作领导小组'],
  date: '2020-01-30',
};

type Given = Partial<Omit<Line, 'id' | 'region'>> & { readonly region?: string };

/** One line of the fifth round, with what is common left out. */
function line(row: string, name: string, given: Given): Line {
  const { region, ...rest } = given;
  return {
    id: LineId.parse(`s2-${row}`),
    name,
    formerNames: [],
    region: region === undefined ? null : ref(region),
    hosts: [],
    accessPoints: [],
    audience: everyone,
    hours: allDay,
    sessionMinutes: { raw: '10-30分钟', min: 10, max: 30 },
    opened: null,
    validity: longTerm,
    confirmedOn: '2020-05-27',
    verifiedOn: null,
    listings: [{ ...fifthRound, row }],
    openFlags: 0,
    ...rest,
  };
}

/** A line with how it stands. */
export type Kept = {
  readonly line: Line;
  readonly service: Service;
  readonly state: AccessState;
  readonly week: (day: DayHours) => DayHours;
  readonly doubts: readonly Flag[];
  readonly initials: string;
};

const openAllDay: AccessState = { state: 'open', nextChange: null, openAllDay: true };
const opens = (iso: string): AccessState => ({ state: 'closed', nextChange: iso, openAllDay: false });
const openUntil = (iso: string): AccessState => ({ state: 'open', nextChange: iso, openAllDay: false });
/** Nobody can say. */
export const unknown: AccessState = { state: 'unknown', nextChange: null, openAllDay: false };
const noHours = (day: DayHours): DayHours => ({ ...day, bands: null });

const keep = (line: Line, initials: string, given: Partial<Kept> = {}): Kept => ({
  line,
  initials,
  service: 'in-service',
  state: openAllDay,
  week: (day) => ({ ...day, bands: [band(0, 24)] }),
  doubts: [],
  ...given,
});

/** The same spans every day. */
export const daily =
  (...bands: readonly Band[]) =>
  (day: DayHours): DayHours => ({ ...day, bands });
const workingDays =
  (...bands: readonly Band[]) =>
  (day: DayHours): DayHours => ({
    ...day,
    bands: day.day === 'working' || day.day === 'make-up' ? bands : [],
  });

const shifts = '9:00-12:00 14:00-18:00(白班) 19:00-23:00(晚班)';

const dalianDoubt: Flag = {
  code: 'suspicious-area-code',
  field: 'accessPoints',
  raw: '041-8468 9595',
  suggestion: '0411-8468 9595',
  why: '没有 041 这个区号。大连的区号是 0411，公布时可能漏了一位。',
};

/** The lines, in the order of their rows. */
export const kept: readonly Kept[] = [
  keep(
    line('2', '武汉市“心语”心理援助热线', {
      region: '420100',
      hosts: ['武汉市精神卫生中心'],
      accessPoints: [phone('027-8584 4666')],
      opened: '1996-09-16',
      verifiedOn: '2026-11-03',
    }),
    'whsxyxlyzrx',
  ),
  keep(
    line('4', '北京市心理援助热线', {
      region: '110000',
      hosts: ['北京心理危机研究与干预中心'],
      accessPoints: [
        phone('010-8295 1332', { note: '手机用户拨打' }),
        phone('800-810 1117', { lineType: 'landline-only-800', note: '座机用户拨打' }),
      ],
      audience: { ...everyone, raw: '所有需要心理支持的人群', national: false },
      sessionMinutes: { raw: '视具体情况而定', depends: true },
      opened: '2002-12-03',
    }),
    'bjsxlyzrx',
  ),
  keep(
    line('6', '陈仲庚心理热线', {
      region: '110000',
      hosts: ['北京大学心理与认知科学学院', '北京大学医学人文学院医学心理学系'],
      accessPoints: [phone('010-5346 6977')],
      hours: { raw: '13:00-22:00 (所有群众) 16:00-22:00 (医务人员专线)', schedule: null },
      validity: { raw: '2020年5月', kind: 'until', until: '2020-05-31' },
    }),
    'czgxlrx',
    { service: 'expired', state: unknown, week: noHours },
  ),
  keep(
    line('10', '北京安定医院心理咨询热线', {
      region: '110000',
      hosts: ['首都医科大学附属北京安定医院'],
      accessPoints: [phone('010-5830 3286'), phone('010-5834 0263')],
      validity: forEvent,
    }),
    'bjadyyxlzxrx',
    { service: 'event-over' },
  ),
  keep(
    line('12', '用心抗疫——医务人员心理公益热线', {
      region: '110000',
      hosts: ['深圳市慈善会关爱医务工作者基金'],
      accessPoints: [phone('010-8140 0101')],
      audience: onlyFor('主要对医护人员服务', ['medical']),
    }),
    'yxkyywryxlgyrx',
  ),
  keep(
    line('13', '晨帆心理热线', {
      region: '110000',
      formerNames: ['华夏心理热线'],
      hosts: ['北京妇联', '北京晨帆心理咨询中心'],
      accessPoints: [phone('010-8646 0770')],
      hours: { raw: '9:00-20:00', schedule: on(everyDay, [band(9, 20)]) },
      opened: '2003-04-20',
    }),
    'cfxlrx',
    { state: opens('2026-11-23T09:00:00+08:00'), week: daily(band(9, 20)) },
  ),
  keep(
    line('14', '抗击疫情“安心”行动网络心理援助热线', {
      hosts: ['中国心理学会', '中科院心理所'],
      accessPoints: [account('app', '支付宝搜索 “抗击疫情心理援助平台”进入')],
    }),
    'kjyqaxxdwlxlyzrx',
  ),
  keep(
    line('24', '内蒙古自治区12320-5心理援助热线', {
      region: '150000',
      hosts: ['内蒙古自治区精神卫生中心'],
      accessPoints: [
        phone('0471-12320', { kind: 'short-code', raw: '0471-12320-5', menuKeys: ['5'], lineType: 'area-short-code' }),
      ],
    }),
    'nmgzzqxlyzrx',
  ),
  keep(
    line('26', '大连市心理援助热线', {
      region: '210200',
      hosts: ['大连市第七人民医院'],
      accessPoints: [phone('041-8468 9595', { tel: null, suggestedTel: '041184689595' })],
      sessionMinutes: { raw: '30-50分钟', min: 30, max: 50 },
      opened: '2013-07-15',
      openFlags: 1,
    }),
    'dlsxlyzrx',
    { doubts: [dalianDoubt] },
  ),
  keep(
    line('27', '辽宁省心理咨询师协会心理援助热线', {
      region: '210000',
      hosts: ['辽宁省心理咨询师协会'],
      accessPoints: [phone('024-6799 9958')],
      audience: { ...everyone, raw: '所有需要心理支持的人群', national: false },
      hours: {
        raw: '9:00-17:00 (工作日)',
        schedule: { parts: [{ scope: null, rules: [{ days: { kind: 'working-days' }, bands: [band(9, 17)] }] }] },
      },
      opened: '2020-03-09',
    }),
    'lnsxlzxsxhxlyzrx',
    { state: opens('2026-11-23T09:00:00+08:00'), week: workingDays(band(9, 17)) },
  ),
  keep(
    line('35', '苏州市未成年人健康成长指导中心“苏老师”热线', {
      region: '320500',
      hosts: ['苏州市未成年人健康成长指导中心'],
      accessPoints: [phone('0512-6520 2000')],
      audience: { ...onlyFor('主要对江苏地区青少年服务', ['youth']), region: ref('320000') },
      hours: { raw: '9:00-21:00 (工作日)', schedule: null },
      sessionMinutes: { raw: '视具体情况而定', depends: true },
      opened: '2006-05-18',
    }),
    'szswcnrjkczzdzxslsrx',
    { state: opens('2026-11-23T09:00:00+08:00'), week: workingDays(band(9, 21)) },
  ),
  keep(
    line('50', '奇才心理热线', {
      region: '410100',
      formerNames: ['新冠病毒心理支持热线'],
      hosts: ['奇才心理(郑州雨露心理咨询有限公司)'],
      accessPoints: [
        phone('0371-8616 9595', {
          note: '白班',
          hours: { raw: shifts, schedule: on(everyDay, [band(9, 12), band(14, 18)]) },
        }),
        phone('0371-2299 3442', {
          note: '晚班',
          hours: { raw: shifts, schedule: on(everyDay, [band(19, 23)]) },
        }),
      ],
      hours: {
        raw: shifts,
        schedule: on(everyDay, [band(9, 12), band(14, 18), band(19, 23)]),
      },
      opened: '2017-07-01',
    }),
    'qcxlrx',
    { state: opens('2026-11-23T09:00:00+08:00'), week: daily(band(9, 12), band(14, 18)) },
  ),
  keep(
    line('57', '广州市心理危机干预热线', {
      region: '440100',
      hosts: ['广州医科大学附属脑科医院'],
      accessPoints: [phone('020-8189 9120')],
      opened: '2008-02-20',
    }),
    'gzsxlwjgyrx',
  ),
  keep(
    line('61', '跨夜热线（虚构）', {
      region: '440000',
      accessPoints: [phone('400-000 0000', { lineType: 'shared-cost-400' })],
      hours: { raw: '20:00-次日2:00', schedule: on(everyDay, [{ from: 1200, to: 1560 }]) },
    }),
    'kyrx',
    { state: openUntil('2026-11-23T02:00:00+08:00'), week: daily(band(0, 2), band(20, 24)) },
  ),
  keep(
    line('62', '深圳市应对新型冠状病毒市民公益心理服务热线', {
      region: '440000',
      hosts: ['深圳大学'],
      accessPoints: [account('qq', '1406319697', { raw: 'QQ: 1406319697' })],
      hours: { raw: '8: 30-17: 30', schedule: on(everyDay, [{ from: 510, to: 1050 }]) },
    }),
    'szsydxxgzbdsmgyxlfwrx',
    { state: opens('2026-11-23T08:30:00+08:00'), week: daily({ from: 510, to: 1050 }) },
  ),
  keep(
    line('75', '天水市心理援助热线', {
      region: '620500',
      hosts: ['天水市第三人民医院'],
      accessPoints: [
        phone('0938-822 1199'),
        phone('0931-12320', {
          kind: 'short-code',
          raw: '0931-12320-5-2',
          menuKeys: ['5', '2'],
          lineType: 'area-short-code',
        }),
      ],
      sessionMinutes: { raw: '10-50分钟', min: 10, max: 50 },
      opened: '2012-12-01',
    }),
    'tssxlyzrx',
  ),
  keep(
    line('101', '河南大学心理健康教育中心', {
      region: '410000',
      accessPoints: [account('email', 'hdpsygyx@126.com'), phone('150 3719 5395', { lineType: 'mobile' })],
      hours: null,
      sessionMinutes: null,
      validity: { raw: '', kind: 'unstated' },
      confirmedOn: '2020-01-30',
      listings: [{ ...henan, row: '2' }],
    }),
    'hndxxljkjyzx',
    { state: unknown, week: noHours },
  ),
];
