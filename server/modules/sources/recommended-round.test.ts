// The fifth round of recommended lines (S2), row by row: what must be read of each, told as a person would note
// it down from the paper, on a day (2020-06-15) when only the lines valid until May 2020 had lapsed.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadLine } from './contract.ts';
import { loadPublished } from './index.ts';

const reading = await loadPublished('2020-06-15');
const source = reading.sources.find(({ round }) => round === 5);
const lines = reading.lines.filter((line) => line.source === source?.id);
const row = (number: number): ReadLine => {
  const line = lines.find((one) => one.row === String(number));
  assert.ok(line, `row ${number}`);
  return line;
};

const serves = ({ audience: a }: ReadLine): string =>
  [
    a.everyone ? '人人' : '',
    ...a.groups,
    a.family ? '家属' : '',
    a.region?.name ?? '',
    a.national ? '全国' : '',
    a.eventOnly ? '受影响' : '',
    a.everyoneDuringEvent ? '期间人人' : '',
  ]
    .filter((word) => word !== '')
    .join('+');

function lasts({ sessionMinutes: minutes }: ReadLine): string {
  if (minutes === null) return '-';
  return minutes.depends === true ? '不定' : `${minutes.min}-${minutes.max}`;
}

/** row | region/city | name | other names | hosts | whom | hours | minutes | since | validity | flags */
function brief(line: ReadLine): string {
  const { validity } = line;
  return [
    line.row,
    [line.region?.name ?? '-', ...(line.city === undefined ? [] : [line.city.name])].join('/'),
    line.name,
    line.formerNames.join('、') || '-',
    line.hosts.length,
    serves(line),
    line.hours?.zh ?? '-',
    lasts(line),
    line.opened?.date ?? '-',
    `${validity.kind} ${validity.until ?? validity.event ?? ''}`.trim(),
    [...new Set(line.flags.map(({ code }) => code))].toSorted().join(' ') || '-',
  ].join(' | ');
}

const EXPECTED = `
1 | 湖北省 | 教育部华中师范大学心理援助热线 | - | 4 | 人人+overseas+全国+受影响 | 每天24小时 | 10-30 | 2020-01-20 | at-least 2020-08-27 | assumption
2 | 湖北省/武汉市 | 武汉市“心语”心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 10-30 | 1996-09-16 | long-term | -
3 | 湖北省 | 湖北微邻里热线 | 湖北省高校心理健康专家服务队心理援助热线 | 2 | 人人+全国+受影响 | 每天 9:00–21:00 | 10-30 | 2020-01-30 | until 2020-12-31 | -
4 | 北京市 | 北京市心理援助热线 | - | 1 | 人人 | 每天24小时 | 不定 | 2002-12-03 | long-term | -
5 | 北京市 | 北京大学心理援助热线 | - | 1 | student | 每天24小时 | 10-50 | 2019-04-26 | long-term | -
6 | 北京市 | 陈仲庚心理热线 | - | 2 | 人人+全国 | 所有群众：每天 13:00–22:00；医务人员专线：每天 16:00–22:00 | 30-50 | 2020-02-21 | until 2020-05-31 | expired
7 | 北京市 | “抗击疫情心理援助”公益热线 | - | 1 | 人人+全国+受影响 | 每天24小时 | 30-50 | 2020-02-02 | until 2020-05-31 | expired
8 | 北京市 | 中国科学院大学-启明灯 | - | 1 | 人人 | 每天24小时 | 10-30 | 2013-05-25 | long-term | -
9 | 北京市 | 中灾协爱心抗疫心理热线 | - | 1 | 人人+全国 | 400-650 6208：每天 9:00–18:00；400-100 9595：每天 6:00–24:00 | 30-50 | 2020-02-21 | long-term | -
10 | 北京市 | 北京安定医院心理咨询热线 | - | 1 | 人人+全国 | 每天24小时 | 10-30 | 2020-01-29 | event covid-19 | -
11 | 北京市 | 简单心理“简心守护专线” | - | 1 | 人人+全国+受影响 | 每天 18:00–24:00 | 10-30 | 2020-02-25 | event covid-19 | -
12 | 北京市 | 用心抗疫——医务人员心理公益热线 | - | 1 | medical | 每天24小时 | 10-30 | 2020-01-26 | long-term | -
13 | 北京市 | 晨帆心理热线 | 华夏心理热线 | 2 | 人人+全国 | 每天 9:00–20:00 | 10-50 | 2003-04-20 | long-term | -
14 | 北京市 | 抗击疫情“安心”行动网络心理援助热线 | - | 4 | 人人+全国 | 每天24小时 | 10-50 | 2020-01-30 | long-term | -
15 | 北京市 | 北京市民政局心理热线 | - | 1 | 人人+全国+受影响 | 每天 10:00–22:00 | 10-30 | 2020-02-07 | long-term | -
16 | 北京市 | 房山区心理援助热线 | - | 1 | 人人+全国 | 每天 8:30–17:00 | 10-30 | 2020-02-03 | long-term | -
17 | 北京市 | 红枫热线 | 红枫妇女热线、红枫心理热线 | 2 | 人人+全国 | 疫情期间热线：每天 9:00–21:00；其他热线：周一至周五 9:00–20:00 | 10-30 | 1992-09-01 | long-term | not-diallable
18 | 北京市 | 盛心同心心理援助热线 | - | 1 | 人人+全国 | 每天 9:00–21:00 | 10-50 | 2020-01-29 | until 2021-03-31 | -
19 | 天津市 | 天津市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 10-30 | 2012-05-01 | long-term | -
20 | 天津市 | 天津市教育系统师生心理援助热线 | - | 1 | student+youth+teacher+天津市 | 每天 9:00–17:00 | 10-30 | 2020-02-02 | event covid-19 | -
21 | 天津市 | 天津大学心理健康教育中心心理援助热线 | - | 1 | 人人+全国+受影响 | 每天 8:30–11:30、14:00–17:00、18:00–21:00 | 10-30 | 2020-02-18 | event covid-19 | -
22 | 河北省 | 整合“心战疫” | - | 3 | 人人+全国 | 每天 8:30–20:30 | 30-50 | 2020-01-31 | event covid-19 | -
23 | 山西省 | 山西省心理援助热线 | - | 1 | 人人+山西省 | 每天24小时 | 不定 | 2016-08-01 | long-term | -
24 | 内蒙古自治区 | 内蒙古自治区12320-5心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 不定 | 2018-10-19 | long-term | -
25 | 辽宁省 | 辽宁省高校疫情期间心理援助热线 | - | 1 | student | 每天 9:00–24:00 | 10-30 | 2020-01-31 | event covid-19 | region-doubtful
26 | 辽宁省/大连市 | 大连市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2013-07-15 | long-term | suspicious-area-code
27 | 辽宁省 | 辽宁省心理咨询师协会心理援助热线 | - | 1 | 人人 | 工作日 9:00–17:00 | 10-30 | 2020-03-09 | long-term | -
28 | 吉林省/长春市 | 长春市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 不定 | 2010-05-10 | long-term | -
29 | 吉林省/吉林市 | 吉林松花江防控疫情心理关爱热线 | - | 1 | 人人+全国 | 每天 9:00–21:00 | 30-50 | 2020-02-02 | long-term | -
30 | 黑龙江省/哈尔滨市 | 哈尔滨市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2016-06-01 | long-term | -
31 | 上海市 | 同济大学心理健康教育与咨询中心抗疫心理热线 | - | 1 | 人人 | 工作日 9:00–17:00 | 30-50 | 2020-01-29 | event covid-19 | -
32 | 上海市 | 华东师范大学全国心理援助热线 | - | 1 | youth+全国+期间人人 | 工作日 8:30–11:30、13:00–16:30 | 不定 | 2020-01-30 | until 2020-06-30 | -
33 | 江苏省 | 陶老师热线 | - | 2 | youth+全国+期间人人 | 每天24小时 | 不定 | 2005-11-30 | long-term | -
34 | 江苏省 | 江苏省心理危机干预热线 | 南京危机干预中心 | 1 | 人人+全国 | 每天24小时 | 10-30 | 1991-07-01 | long-term | -
35 | 江苏省/苏州市 | 苏州市未成年人健康成长指导中心“苏老师”热线 | - | 1 | youth+江苏省 | 工作日 9:00–21:00 | 不定 | 2006-05-18 | long-term | -
36 | 江苏省 | 江苏省公安厅民警心理热线 | - | 1 | police+江苏省 | 每天24小时 | 不定 | 2014-06-08 | long-term | -
37 | 安徽省 | 安徽省心理危机干预热线 | - | 2 | 人人+全国 | 每天24小时 | 10-50 | 1997-09-01 | long-term | -
38 | 安徽省 | 安徽心语抗疫心理援助热线 | - | 1 | 人人+全国 | 每天 9:00–24:00 | 10-50 | 2020-02-01 | event covid-19 | -
39 | 福建省 | 福建省心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2008-10-06 | long-term | -
40 | 福建省/厦门市 | 厦门市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2005-03-21 | long-term | -
41 | 福建省 | 闽政通APP(心理援助热线) | - | 1 | 人人+police | 每天 9:00–21:00 | 10-30 | 2020-02-06 | long-term | -
42 | 福建省 | 福州大学抗疫心理援助热线 | - | 2 | 人人+全国 | 每天 8:00–22:00 | 10-30 | 2020-02-01 | at-least 2020-08-27 | assumption region-doubtful
43 | 福建省/泉州市 | 泉州市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2010-04-01 | long-term | -
44 | 福建省 | 福建医科大学心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2020-02-12 | long-term | -
45 | 山东省 | 山东心理学会心理援助热线 | - | 1 | 人人+全国 | 每天 9:00–22:00 | 10-30 | 2020-02-01 | until 2020-05-31 | expired
46 | 山东省/青岛市 | 青岛市心理学会“阳光心旅”心理援助热线 | - | 2 | 人人+全国 | 每天 9:00–12:00、14:00–17:00 | 10-30 | 2020-02-02 | until 2020-05-31 | expired
47 | 山东省 | 山东师范大学防疫心理支持热线 | - | 1 | 人人+山东省 | 工作日 9:00–17:00 | 30-50 | 2020-01-30 | at-least 2020-08-27 | assumption
48 | 山东省/潍坊市 | 潍坊医学院心理服务热线 | - | 2 | 人人+全国 | 工作日 9:00–17:00 | 30-50 | 2020-01-29 | long-term | -
49 | 河南省 | 河南省心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 不定 | 1995-06-30 | long-term | -
50 | 河南省 | 奇才心理热线 | 新冠病毒心理支持热线 | 3 | 人人 | 白班：每天 9:00–12:00、14:00–18:00；晚班：每天 19:00–23:00 | 不定 | 2017-07-01 | long-term | -
51 | 河南省/安阳市 | 安阳市文峰区(高新区)心理援助平台 | - | 1 | 人人+全国 | 每天 8:00–20:00 | 10-50 | 2020-02-01 | long-term | -
52 | 河南省/郑州市 | 河南省郑州市第八人民医院新冠肺炎疫情心理热线 | - | 2 | 人人+全国 | 每天24小时 | 10-30 | 2020-01-29 | event covid-19 | -
53 | 河南省/开封市 | 开封市心理援助热线 | - | 1 | 人人+河南省 | 每天24小时 | 10-30 | 2013-01-01 | long-term | -
54 | 河南省/郑州市 | 郑州大学心理热线 | - | 1 | student | 工作日 9:00–17:00 | 30-50 | 2020-01-29 | at-least 2020-08-27 | assumption conflict duplicate repaired
55 | 湖南省 | 湖南省公安厅战时心理服务热线 | - | 1 | police+家属 | 每天 8:30–12:00、14:30–17:30、18:30–21:30 | 30-50 | 2020-01-31 | event covid-19 | -
56 | 深圳市 | 春风心理热线 | - | 1 | 人人+全国 | 每天 9:00–21:00 | 30-50 | 2020-03-01 | long-term | -
57 | 广东省/广州市 | 广州市心理危机干预热线 | - | 1 | 人人+全国 | 每天24小时 | 10-30 | 2008-02-20 | long-term | -
58 | 广东省/佛山市 | 佛山市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 30-50 | 2019-04-19 | long-term | -
59 | 广东省 | 华南师范大学心晴热线 | - | 2 | 人人+广东省+受影响 | 每天 9:00–21:00 | 30-50 | 2020-01-29 | event covid-19 | -
60 | 广东省 | 中山大学心理援助热线 | - | 2 | 人人+全国 | 每天24小时 | 30-50 | 2020-01-23 | event covid-19 | -
61 | 广东省/汕头市 | 汕头市24小时心理援助热线 | - | 1 | 人人 | 每天24小时 | 30-50 | 2019-10-11 | long-term | -
62 | 广东省/深圳市 | 深圳市应对新型冠状病毒市民公益心理服务热线 | - | 1 | 人人+受影响 | 每天 8:30–17:30 | 30-50 | 2020-02-04 | at-least 2020-11-27 | assumption
63 | 广东省/惠州市 | 惠州市心理援助热线 | - | 1 | 人人+广东省 | 每天24小时 | 30-50 | 2020-04-03 | event covid-19 | -
64 | 广西壮族自治区/南宁市 | 南宁心理援助热线 | - | 1 | 人人+全国 | 每天 8:00–22:00 | 30-50 | 2015-12-25 | long-term | -
65 | 重庆市 | 重庆市12320心理援助热线 | - | 1 | 人人 | 每天24小时 | 10-50 | 2008-06-01 | long-term | -
66 | 重庆市 | 西南大学心理学部防疫心理热线 | - | 1 | 人人+全国+受影响 | 每天 8:30–17:30 | 不定 | 2020-01-28 | event covid-19 | -
67 | 重庆市 | 重庆联合抗疫心理援助热线 | - | 2 | 人人+youth+parent+全国 | 周一至周六 9:00–17:00 | 不定 | 2020-02-05 | event covid-19 | -
68 | 重庆市 | 重庆大学心理援助热线 | - | 1 | 人人+重庆市 | 每天 9:00–18:00 | 30-50 | 2020-02-01 | event covid-19 | -
69 | 四川省/成都市 | 成都市心理热线 | - | 1 | 人人+全国 | 每天24小时 | 10-30 | 2006-01-20 | long-term | -
70 | 四川省 | 新冠疫情心理援助热线 | - | 1 | 人人+受影响 | 每天 9:00–21:00 | 10-30 | 2020-01-26 | event covid-19 | -
71 | 四川省 | 彭州抗疫心理支持网络热线 | - | 4 | 人人+四川省 | 每天 14:00–17:00、18:00–21:00 | 30-50 | 2020-02-19 | long-term | -
72 | 云南省 | 云南省心理咨询师协会心理服务热线 | - | 3 | 人人+云南省 | 座机：每天 9:00–17:00；移动电话：每天24小时 | 10-30 | 2020-02-08 | until 2020-12-31 | -
73 | 陕西省/西安市 | 陕西省西安市心理援助热线 | - | 1 | 人人+全国 | 每天 10:00–24:00 | 10-30 | 2008-06-27 | long-term | -
74 | 甘肃省/兰州市 | 兰州市心理援助热线 | - | 1 | 人人+全国 | 每天 8:00–22:00 | 30-50 | 2015-07-01 | long-term | -
75 | 甘肃省/天水市 | 天水市心理援助热线 | - | 1 | 人人+全国 | 每天24小时 | 10-50 | 2012-12-01 | long-term | -
`;

suite('the fifth round of recommended lines', () => {
  test('all 75 rows are read with every field [S2-17]', () => {
    assert.deepEqual(lines.map(brief), EXPECTED.trim().split('\n'));
  });

  test('the round, its date, its signature and whom to write to are kept [S2-35]', () => {
    assert.equal(source?.title, '推荐 | 专业可靠的中国心理热线(第五轮)');
    assert.equal(source.date, '2020-05-27');
    assert.equal(source.signature, '中国心理热线服务调查项目组');
    assert.deepEqual(source.contacts, [{ person: '程寅', email: 'chengyin@dfmjxl.cn' }]);
  });

  test("the secretary's mailbox is listed as no hotline, with the reason", () => {
    const others = reading.notHotlines.filter((other) => other.source === source?.id);
    const mailbox = others.find(({ raw }) => raw === 'chengyin@dfmjxl.cn');
    assert.match(mailbox?.why ?? '', /不是热线/);
  });

  test('a merged region cell is carried down to every row under it, over a page break too [S2-31]', () => {
    assert.equal(row(3).region?.name, '湖北省');
    assert.equal(row(3).cells['region'], undefined);
    assert.equal(row(61).region?.name, '广东省');
  });

  test('a city can be a group of its own [S2-31]', () => {
    assert.equal(row(56).region?.code, '440300');
    assert.equal(row(57).region?.code, '440000');
  });

  test('a row whose merged cell the page cut off is placed by its name and area code, and says so [S2-32]', () => {
    const line = row(25);
    assert.equal(line.region?.code, '210000');
    const flag = line.flags.find(({ code }) => code === 'region-doubtful');
    assert.match(flag?.why ?? '', /内蒙古.*名称和区号都指向辽宁省.*分页/);
  });

  test('a row shifted by one cell is put right, and the row as printed is kept [S2-32]', () => {
    const line = row(54);
    assert.equal(line.region?.code, '410000');
    const flag = line.flags.find(({ code }) => code === 'repaired');
    assert.match(flag?.raw ?? '', /^54 \| 郑州大学心理热线 \| 0371-67781617 \| 高校学生/);
    assert.equal(line.cells['hosts'], '郑州大学心理健康教育中心');
  });

  test('former and temporary names are found, the printed text is kept [S2-30]', () => {
    assert.deepEqual(row(13).formerNames, ['华夏心理热线']);
    assert.equal(row(13).cells['name'], '晨帆心理热线（2017年前为华夏心理热线）');
    assert.deepEqual([row(50).name, row(50).formerNames], ['奇才心理热线', ['新冠病毒心理支持热线']]);
  });

  test('each number has the hours that speak of it [S2-19]', () => {
    const hoursOf = (number: number) => row(number).accessPoints.map(({ hours }) => hours?.zh ?? null);
    assert.deepEqual(hoursOf(9), ['每天 9:00–18:00', '每天 6:00–24:00']);
    assert.deepEqual(hoursOf(72), ['每天 9:00–17:00', '每天24小时']);
    assert.deepEqual(hoursOf(4), [null, null]);
  });

  test('each shift has the number it answers on [S2-18]', () => {
    const [day, night] = row(50).accessPoints;
    assert.deepEqual([day?.note, day?.hours?.zh], ['白班', '每天 9:00–12:00、14:00–18:00']);
    assert.deepEqual([night?.note, night?.hours?.zh], ['晚班', '每天 19:00–23:00']);
  });

  test('the number of the event has the hours of the event, the others the normal ones [S2-23]', () => {
    const hours = row(17).accessPoints.map((point) => point.hours?.zh);
    assert.deepEqual(hours, ['每天 9:00–21:00', ...Array.from({ length: 3 }, () => '周一至周五 9:00–20:00')]);
  });

  test('each audience has its hours on one number [S2-20]', () => {
    const scopes = row(6).hours?.schedule?.parts.map(({ scope }) => scope?.raw);
    assert.deepEqual(scopes, ['所有群众', '医务人员专线']);
    assert.equal(row(6).accessPoints[0]?.hours, undefined);
  });

  test('an app, an Alipay search and QQ accounts are ways to reach a line [S2-21]', () => {
    const kinds = (number: number) => row(number).accessPoints.map(({ kind }) => kind);
    assert.deepEqual([kinds(11), kinds(14), kinds(62), kinds(71)], [['app'], ['app'], ['qq'], ['qq', 'qq']]);
  });

  test('a session length may be a range or depend on the case [S2-24]', () => {
    assert.deepEqual(row(1).sessionMinutes, { raw: '10-30分钟', min: 10, max: 30 });
    assert.deepEqual(row(36).sessionMinutes, { raw: '根据民警实际情况', depends: true });
  });

  test('a promise of months is counted from the day of publication, and said to be [S2-25]', () => {
    assert.equal(row(62).validity.until, '2020-11-27');
    const flag = row(62).flags.find(({ code, field }) => code === 'assumption' && field === 'validity');
    assert.match(flag?.why ?? '', /2020-05-27 起算 6 个月/);
  });

  test('"mainly for" means those only, unless it says others too [S2-28]', () => {
    assert.deepEqual([row(12).audience.everyone, row(12).audience.groups], [false, ['medical']]);
    assert.deepEqual([row(67).audience.everyone, row(67).audience.groups], [true, ['youth', 'parent']]);
    assert.deepEqual([row(32).audience.everyone, row(32).audience.everyoneDuringEvent], [false, true]);
  });

  test('several host bodies are told apart, brackets and 暨 are not [S2-29]', () => {
    assert.deepEqual(row(67).hosts, ['重庆市心理卫生协会', '重庆市第十一人民医院']);
    assert.deepEqual(row(21).hosts, ['天津大学心理健康教育中心暨注册系统天津督导点']);
    assert.equal(row(37).hosts[1], '合肥市第四人民医院(安徽省精神卫生中心)');
    assert.deepEqual(row(5).hosts, ['北京大学学生心理健康教育与咨询中心']);
  });

  test('opening dates from 1991 on are kept as printed and as read [S2-34]', () => {
    assert.deepEqual(row(34).opened, { raw: '1991年7月1日', date: '1991-07-01' });
  });
});

suite('validity against the day of reading', () => {
  const expiredOn = async (today: string): Promise<number> => {
    const { lines: all } = await loadPublished(today);
    return all.filter((line) => line.source === source?.id && line.flags.some(({ code }) => code === 'expired')).length;
  };

  test('lines past their published validity are flagged, the day before they are not [S2-26]', async () => {
    assert.deepEqual([await expiredOn('2020-05-31'), await expiredOn('2020-06-01')], [0, 4]);
  });

  test('lines bound to the epidemic lapse together on the day after its end [S2-27]', async () => {
    const bound = lines.filter(({ validity }) => validity.kind === 'event').length;
    assert.equal((await expiredOn('2023-01-09')) - (await expiredOn('2023-01-08')), bound);
    assert.equal(bound, 17);
  });
});
