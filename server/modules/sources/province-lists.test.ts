// The papers of 湖南 (S0), 河南 (S1) and 陕西 (S4): lines in tables, in lists and in sentences, and the numbers
// around them that are none.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadLine, ReadSource } from './contract.ts';
import { loadPublished } from './index.ts';

const reading = await loadPublished('2020-02-20');

function paper(issuer: RegExp): { source: ReadSource; lines: ReadLine[]; row: (id: string) => ReadLine } {
  const source = reading.sources.find(({ issuers }) => issuer.test(issuers.join()));
  assert.ok(source, String(issuer));
  const lines = reading.lines.filter((line) => line.source === source.id);
  const row = (id: string): ReadLine => {
    const line = lines.find((one) => one.row === id);
    assert.ok(line, id);
    return line;
  };
  return { source, lines, row };
}

const flagsOf = (line: ReadLine, code: string, field: string) =>
  line.flags.filter((flag) => flag.code === code && flag.field === field);

suite('湖南省教育厅', () => {
  const { source, lines, row } = paper(/湖南省教育厅/);

  test('the issuing contact is kept: person, phone and fax [S0-06]', () => {
    assert.deepEqual(source.contacts, [{ person: '陈解', phone: '0731-84720593', fax: '0731-82203435' }]);
    assert.equal(source.date, null);
  });

  test('the office, the fax and the counts are listed as no hotline, with reasons [S0-06]', () => {
    const others = reading.notHotlines.filter((other) => other.source === source.id);
    const why = (raw: string) => others.find((other) => other.raw === raw)?.why;
    assert.match(why('0731-84720593') ?? '', /办公/);
    assert.match(why('0731-82203435') ?? '', /传真/);
    for (const count of ['61 所', '36 部', '110 多个']) assert.match(why(count) ?? '', /数量/);
  });

  test('one phone service holds its three numbers [S0-10]', () => {
    const line = row('prose-1');
    assert.equal(line.name, '心理服务热线');
    assert.deepEqual(
      line.accessPoints.map(({ tel }) => tel),
      ['16673137186', '18573358525', '073188876901'],
    );
    assert.equal(line.hours?.zh, '每天 9:00–12:00、14:00–17:00、19:00–22:00');
    assert.deepEqual(line.sessionMinutes, { raw: '每次 30 分钟左右', min: 30, max: 30, approximate: true });
    assert.equal(line.hosts.length, 2);
  });

  test('each of the four accounts of the online platform has its own band [S0-15]', () => {
    const points = row('prose-2').accessPoints.map(({ kind, number, hours }) => [kind, number, hours?.zh]);
    assert.deepEqual(points, [
      ['qq', '2919262702', '每天 9:00–12:00'],
      ['qq', '2540257868', '每天 13:00–15:00'],
      ['qq', '1447299498', '每天 15:00–18:00'],
      ['qq', '2659438786', '每天 19:00–22:00'],
    ]);
  });

  test('an opening date without a year is taken from the event, and said to be [S0-08]', () => {
    assert.deepEqual(row('prose-1').opened, { raw: '拟于 2 月 9 号开通', date: '2020-02-09' });
    assert.match(flagsOf(row('prose-1'), 'assumption', 'opened')[0]?.why ?? '', /没有写年份/);
  });

  test('students and teachers are named, and everybody in the province may use it; the two statements are flagged', () => {
    const { audience } = row('prose-1');
    assert.deepEqual(
      [audience.everyone, audience.groups, audience.region?.name, audience.eventOnly],
      [true, ['student', 'teacher'], '湖南省', true],
    );
    assert.equal(flagsOf(row('prose-1'), 'assumption', 'audience').length, 1);
  });

  test('its own service is bound to the epidemic by its own words', () => {
    assert.deepEqual(row('prose-2').validity, { raw: '只在疫情防控期间开通', kind: 'event', event: 'covid-19' });
  });

  test('the two crisis lines named in a sentence are lines, with their own names', () => {
    const [national, province] = [row('prose-3'), row('prose-4')];
    assert.deepEqual([national.name, national.accessPoints[0]?.tel], ['全国新冠肺炎心理危机干预热线', '4008321100']);
    assert.deepEqual([national.region, national.audience.national], [null, true]);
    assert.equal(flagsOf(national, 'region-missing', 'region').length, 1);
    assert.deepEqual(
      [province.name, province.accessPoints[0]?.tel, province.region?.name],
      ['湖南省湘雅二医院疫情心理危机干预热线', '073185292999', '湖南省'],
    );
  });

  test('the regional table gives one provincial and fourteen city rows without loss [S0-27]', () => {
    const table = lines.filter(({ row: id }) => id.startsWith('table-'));
    const seen = table.map((line) => [line.region?.code, line.hosts.join(), line.accessPoints[0]?.tel].join(' '));
    assert.deepEqual(seen, [
      '430000 湖南省脑科医院 073112320',
      '430100 长沙市第九医院 073185501010',
      '430200 株洲市三医院 073122325833',
      '430300 湘潭市第五人民医院 13786207611',
      '430400 衡阳市第二人民医院 07343138120',
      '430500 邵阳市脑科医院 07395182266',
      '430600 岳阳市康复医院 07308736478',
      '430700 常德市康复医院 07367870909',
      '430800 张家界市精神病医院 07443589120',
      '430900 益阳市第四人民医院 07376182462',
      '431000 郴州市精神病医院 07352889909',
      '431100 永州市第三人民医院 07468426126',
      '431200 怀化市第四人民医院 07452480666',
      '431300 娄底市康复医院 07388800096',
      '433100 湘西州精神病医院 07435223195',
    ]);
  });

  test('the hours of the regional table are read, holidays included [S0-28]', () => {
    const hours = Map.groupBy(
      lines.filter(({ row: id }) => id.startsWith('table-')),
      (line) => line.hours?.zh ?? '?',
    );
    assert.deepEqual(
      [...hours].map(([zh, some]) => `${some.length} ${zh}`),
      [
        '8 每天24小时',
        '1 周一至周五 8:00–20:00',
        '1 每天 8:00–22:00',
        '2 周一至周五（节假日除外）8:00–12:00、14:00–17:00',
        '2 周一至周五 8:00–17:00',
        '1 周一至周五 8:00–17:30',
      ],
    );
  });

  test('lines of others under a heading about the epidemic are not bound to it; that is flagged [S0-27]', () => {
    assert.equal(row('table-7').validity.kind, 'unstated');
    assert.equal(flagsOf(row('table-7'), 'assumption', 'validity').length, 1);
    assert.equal(flagsOf(row('table-7'), 'assumption', 'name').length, 1);
  });
});

suite('河南省教育厅, 豫教疫防办〔2020〕4号', () => {
  const { source, lines, row } = paper(/河南省教育厅/);
  const listed = lines.filter(({ row: id }) => id.startsWith('list-'));

  test('number, issuer, date and signature are kept [S1-31]', () => {
    assert.equal(source.number, '豫教疫防办〔2020〕4号');
    assert.deepEqual(source.issuers, ['河南省教育厅新型冠状病毒感染的肺炎疫情防控工作领导小组']);
    assert.equal(source.date, '2020-01-30');
    assert.match(source.signature ?? '', /\(河南省教育厅代章\)$/);
  });

  test('all 42 universities are read with a mailbox and a number each, for people to choose from [S1-13, S1-30]', () => {
    assert.equal(listed.length, 42);
    for (const line of listed) {
      assert.deepEqual(
        line.accessPoints.map(({ kind }) => kind),
        ['email', 'phone'],
        line.name,
      );
    }
    assert.deepEqual(
      [listed[0]?.name, listed[16]?.name, listed[17]?.name],
      ['郑州大学', '洛阳师范学院', '周口师范学院'],
    );
    assert.deepEqual([listed[39]?.name, listed[41]?.name], ['三门峡职业技术学院', '郑州澍青医学高等专科学校']);
  });

  test('mailboxes that were probably misread are flagged, with what they may have been [S1-30]', () => {
    const misread = listed.flatMap((line) => flagsOf(line, 'likely-misread', 'accessPoints'));
    assert.deepEqual(
      misread.map(({ raw, suggestion }) => `${raw} → ${suggestion}`),
      [
        'sqnux1@126.com → sqnuxl@126.com',
        'hncjx1@hncj.edu.cn → hncjxl@hncj.edu.cn',
        'agx1525@163.com → agxl525@163.com',
        'hkdx1jkzx@163.com → hkdxljkzx@163.com',
        'hngyx1zx@163.com → hngyxlzx@163.com',
        'szyxIjk@126.com → szyxljk@126.com',
      ],
    );
  });

  test('the province is certain; a city only where name and area code agree, else it is a suggestion [S1-30]', () => {
    assert.ok(lines.every(({ region }) => region?.code === '410000'));
    assert.equal(row('list-25').city?.name, '新乡市');
    assert.equal(row('list-21').city, undefined);
    assert.equal(flagsOf(row('list-21'), 'region-doubtful', 'region')[0]?.suggestion, '许昌市');
  });

  test('the lead line, to which callers are pointed, is found in its sentence under its fuller name [S1-17]', () => {
    const line = row('prose-1');
    assert.deepEqual([line.name, line.formerNames], ['郑州大学心理咨询服务热线', ['心理咨询热线']]);
    assert.deepEqual([line.accessPoints[0]?.tel, line.hosts], ['037167781617', ['郑州大学']]);
  });

  test('its hours are read from the afternoon clock, since the day they begin [S1-19]', () => {
    const line = row('prose-1');
    assert.equal(line.hours?.zh, '每天 8:00–12:00、14:30–17:30');
    assert.deepEqual(line.opened, { raw: '2020年2月1日起', date: '2020-02-01' });
    assert.deepEqual([line.sessionMinutes?.min, line.sessionMinutes?.max], [30, 60]);
  });

  test('"within 24 hours" is a time to answer, not opening hours', () => {
    assert.ok(listed.every(({ hours }) => hours === null));
  });

  test('every group the notice names is served, their families and the public too [S1-01]', () => {
    const { audience } = row('list-1');
    assert.deepEqual(audience.groups, [
      'student',
      'youth',
      'teacher',
      'parent',
      'frontline',
      'patient',
      'isolated',
      'volunteer',
    ]);
    assert.deepEqual([audience.everyone, audience.family, audience.region?.name], [true, true, '河南省']);
  });

  test('one number in two papers is told to both, field by field where they differ [S2-33]', () => {
    const other = reading.lines.find((line) => line.row === '54');
    assert.deepEqual(
      other?.flags.filter(({ code }) => code === 'conflict').map(({ field }) => field),
      ['hours', 'audience', 'sessionMinutes', 'opened', 'validity'],
    );
    const conflict = flagsOf(row('prose-1'), 'conflict', 'hours');
    assert.match(conflict[0]?.why ?? '', /0371-6778 1617.*9:00-17:00 \(工作日\)/);
    assert.match(
      flagsOf(row('list-1'), 'duplicate', 'accessPoints')[0]?.why ?? '',
      /本文件“郑州大学心理咨询服务热线”（prose-1）/,
    );
  });
});

suite('陕西省', () => {
  const { source, row } = paper(/陕西省政务服务中心/);

  test('the announcing bodies and the day in China are kept [S4-20]', () => {
    assert.deepEqual(source.issuers, ['陕西省应对新冠肺炎疫情工作领导小组办公室医疗救治组', '陕西省政务服务中心']);
    assert.equal(source.date, '2021-12-28');
  });

  test('the published free numbers are read from their sentence, seats and routing told apart [S4-02]', () => {
    assert.equal(row('prose-1').name, '陕西省12320卫生热线疫情心理援助热线专席');
    assert.deepEqual([row('prose-1').accessPoints[0]?.tel, row('prose-1').hours?.zh], ['12320', '每天24小时']);
    assert.deepEqual([row('prose-2').name, row('prose-2').accessPoints[0]?.tel], ['陕西12345', '12345']);
    assert.match(row('prose-2').cells['note'] ?? '', /引导和分转/);
  });

  test('the regions it names stand for the province, and that is flagged [S4-03]', () => {
    assert.equal(row('prose-1').audience.region?.name, '陕西省');
    assert.match(flagsOf(row('prose-1'), 'assumption', 'audience')[0]?.why ?? '', /西安、咸阳、延安、渭南/);
  });
});
