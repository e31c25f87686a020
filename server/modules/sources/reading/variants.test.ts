// Papers of other provinces, in other words and other order: what is read must not hang on the five documents
// the service began with. Every paper here is made up.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadLine, Reading } from '../contract.ts';
import { loadReadingContext, readDocument } from '../index.ts';

const context = await loadReadingContext('2024-05-01');

function read(text: string, name = 'paper.txt'): Reading {
  const result = readDocument({ name, bytes: new TextEncoder().encode(text) }, context);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const brief = (line: ReadLine): string =>
  [
    line.row,
    line.name,
    line.city?.name ?? line.region?.name ?? '-',
    line.accessPoints.map((point) => point.tel ?? point.number ?? `?${point.raw}`).join(' '),
    line.hours?.zh ?? '-',
  ].join(' | ');

const whyNot = (reading: Reading, raw: string): string =>
  reading.notHotlines.find((other) => other.raw === raw)?.why ?? '';

suite('tables of others', () => {
  test('columns may stand in any order, under other words, with columns nobody expected', () => {
    const { lines } = read(
      '浙江省心理援助热线名录\n\n编号\t热线名称\t咨询电话\t城市\t开放时间\t主办单位\t网址\n' +
        '101\t杭州市心理援助热线\t0571-85029595\t杭州\t24小时\t杭州市第七人民医院\thttp://example.cn\n' +
        '102\t宁波市心理援助热线\t0574-12320\t宁波市\t周一至周五 9:00-17:00\t宁波市康宁医院\t\n',
    );
    assert.deepEqual(lines.map(brief), [
      '101 | 杭州市心理援助热线 | 杭州市 | 057185029595 | 每天24小时',
      '102 | 宁波市心理援助热线 | 宁波市 | 057412320 | 周一至周五 9:00–17:00',
    ]);
    assert.equal(lines[0]?.cells['网址'], 'http://example.cn');
  });

  test('a row that lost a cell, or gained an empty one, is put right only where everything then fits', () => {
    const { lines } = read(
      '序号\t地区\t名称\t电话\t服务时间\t单次时长\t有效期\n' +
        '1\t云南\t昆明热线\t0871-65011111\t24小时\t30分钟\t长期有效\n' +
        '2\t昭通热线\t0870-2133333\t9:00-17:00\t20-30分钟\t长期有效\n' +
        '3\t贵州\t贵阳热线\t\t0851-85551111\t9:00-17:00\t20-30分钟\t长期有效\n' +
        '4\t随便\t什么\t都有\t可能\t写在\t这里\n',
    );
    assert.deepEqual(
      lines.map((line) => line.flags.filter(({ code }) => code === 'repaired').length),
      [0, 1, 1, 0],
    );
    assert.equal(lines[1]?.region?.name, '云南省');
    assert.equal(lines[2]?.accessPoints[0]?.tel, '085185551111');
  });

  test('where regions are written out on every row, an empty one is missing, not merged', () => {
    const table = '地区\t名称\t电话\n北京\t甲热线\t010-62345671\n北京\t乙热线\t010-62345672\n\t丙热线\t400-812-3456\n';
    const [, , last] = read(table).lines;
    assert.equal(last?.region, null);
    assert.ok(last.flags.some(({ code }) => code === 'region-missing'));
  });

  test('the same head on every page and a sum at the end are no lines', () => {
    const head = '序号\t名称\t电话\n';
    const { lines, notHotlines } = read(`${head}1\t甲热线\t12355\n\n${head}2\t乙热线\t12338\n合计2条\t\t\n`);
    assert.deepEqual(
      lines.map(({ name }) => name),
      ['甲热线', '乙热线'],
    );
    assert.equal(notHotlines.length, 1);
  });

  test('a region that cannot be read is kept and flagged; the paper, the name or the area code place the line', () => {
    const [line] = read('地区\t名称\t电话\n甲片区\t某热线\t0411-84689595\n').lines;
    assert.deepEqual([line?.region?.name, line?.cells['region']], ['辽宁省', '甲片区']);
    assert.deepEqual(
      line?.flags.filter(({ field }) => field === 'region').map(({ code }) => code),
      ['field-unread', 'assumption'],
    );
  });

  test('a name that is a formula without a value is flagged', () => {
    const [line] = read('名称\t电话\n=B5&"热线"\t12355\n').lines;
    assert.ok(line?.flags.some(({ code, field }) => code === 'field-unread' && field === 'name'));
  });

  test('a sheet of a hundred columns is no list of helplines', () => {
    const wide = ['名称', '电话', ...Array.from({ length: 100 }, () => '列')].join('\t');
    const result = readDocument({ name: 'x.txt', bytes: new TextEncoder().encode(`${wide}\n甲\t12355\n`) }, context);
    assert.equal(result.ok, false);
  });

  test('a name that speaks for another province than the merged cell is doubted, not moved', () => {
    const table = '地区\t名称\t电话\n湖北\t武汉热线\t027-85844666\n\t湖南省某热线\t400-812-3456\n';
    const flag = read(table).lines[1]?.flags.find(({ code }) => code === 'region-doubtful');
    assert.deepEqual([read(table).lines[1]?.region?.name, flag?.suggestion], ['湖北省', '湖南省']);
  });
});

suite('lists and sentences of others', () => {
  const paper = read(
    '江西省卫生健康委员会\n\n关于公布心理援助热线的公告\n\n赣卫办〔2023〕12号\n\n各设区市：\n\n' +
      '1. 江西省精神病院 0791-88333333 24小时\n2. 南昌市心理热线 0791-12320-5\n\n' +
      '3. 九江市第五人民医院  0792-8338111、13812345678\n\n' +
      '咨询邮箱：x@jx.gov.cn\n办公电话：0791-86266667\n\n某某印刷厂 0791-86266668\n\n联系人：王芳，联系电话：0791-86266666，邮编：330006\n\n江西省卫生健康委员会\n2023年3月5日\n',
  );

  test('a numbered list gives its lines, with several numbers and hours behind them', () => {
    assert.deepEqual(paper.lines.map(brief), [
      'list-1 | 江西省精神病院 | 江西省 | 079188333333 | 每天24小时',
      'list-2 | 南昌市心理热线 | 南昌市 | 079112320 | -',
      'list-3 | 九江市第五人民医院 | 九江市 | 07928338111 13812345678 | -',
    ]);
  });

  test('the paper says who issued it, when, under which number, and whom to ask', () => {
    const [source] = paper.sources;
    assert.deepEqual(
      [source?.title, source?.number, source?.issuers, source?.date, source?.contacts],
      [
        '关于公布心理援助热线的公告',
        '赣卫办〔2023〕12号',
        ['江西省卫生健康委员会'],
        '2023-03-05',
        [{ person: '王芳', phone: '0791-86266666' }],
      ],
    );
  });

  test('an office, a postcode and a mailbox of nobody are no lines, each for its reason', () => {
    assert.match(whyNot(paper, '0791-86266666'), /联系/);
    assert.match(whyNot(paper, '330006'), /邮政编码/);
    assert.match(whyNot(paper, 'x@jx.gov.cn'), /没有写明/);
    assert.match(whyNot(paper, '0791-86266667'), /办公/);
    assert.match(whyNot(paper, '0791-86266668'), /没有写明/);
  });

  test('sentences name lines, with the hours, the length and the QQ account that stand beside the number', () => {
    const { lines, notHotlines } = read(
      '广东省教育厅关于开通心理热线的通知\n\n粤教思函〔2022〕8号\n\n各高校：\n\n' +
        '为方便学生，广东省高校心理热线：020-87654321（每天9:00-21:00），QQ：123456789。\n\n' +
        '深圳大学面向全市市民开通心理咨询热线0755-26536114，服务时间为每天上午9点至下午5点，每次不超过50分钟。也可拨打中山大学心理咨询专线。\n\n' +
        '如遇紧急情况请拨打110或广州市心理危机干预热线020-81899120、020-81899121。监督热线：020-12345678。\n\n' +
        '广东省教育厅\n2022年3月10日\n',
    );
    assert.deepEqual(lines.map(brief), [
      'prose-1 | 广东省高校心理热线 | 广东省 | 02087654321 123456789 | -',
      'prose-2 | 深圳大学心理咨询热线 | 广东省 | 075526536114 | 每天 9:00–17:00',
      'prose-3 | 广州市心理危机干预热线 | 广州市 | 02081899120 02081899121 | -',
    ]);
    assert.equal(lines[0]?.accessPoints[0]?.hours?.zh, '每天 9:00–21:00');
    assert.deepEqual(lines[1]?.sessionMinutes, { raw: '每次不超过50分钟', max: 50 });
    assert.match(notHotlines.find(({ raw }) => raw === '020-12345678')?.why ?? '', /办公/);
  });

  test('labels under a heading give one line with all its channels', () => {
    const { lines } = read(
      '四川省妇联心理关爱服务\n\n一、服务对象：全省妇女及其家属\n\n二、热线电话：028-12338\n服务时间：工作日9:00-12:00，14:00-17:00\n' +
        '邮箱：fl@sc.gov.cn\n\n三、微信公众号：四川女性\n',
    );
    assert.deepEqual(lines.map(brief), [
      'prose-1 | 四川省心理热线 | 四川省 | 02812338 fl@sc.gov.cn 四川女性 | 工作日 9:00–12:00、14:00–17:00',
    ]);
    assert.deepEqual(lines[0]?.audience.raw, '全省妇女及其家属');
  });

  test('a text that is neither a list nor a paper is refused', () => {
    const result = readDocument({ name: 'x.txt', bytes: new TextEncoder().encode('hello\nworld\n') }, context);
    assert.deepEqual([result.ok, result.ok ? '' : result.refusal], [false, 'nothing-to-read']);
  });
});

suite('web pages of others', () => {
  const page =
    '<!doctype html><html><head><title>青海省心理热线名单</title><meta name="PubDate" content="2023-02-01 10:00">' +
    '<script>var phone = "0971-1111111"</script></head><body><h1>青海省心理热线名单</h1><table>' +
    '<tr><th>地区</th><th>热线名称</th><th>电话</th></tr>' +
    '<tr><td rowspan=2>西宁市</td><td>西宁市心理热线</td><td>0971-8140371<br>0971-8140372</td></tr>' +
    '<tr><td>西宁<script>alert(1)</script>青年热线</td><td>0971-12355</td></tr></table>' +
    '<!-- 13800001234 --><img src="/i/20230201.png"></body></html>';

  test('a table of a page is read, cells over several rows included, and no script with it', () => {
    const { lines, sources } = read(page, 'page.html');
    assert.deepEqual(lines.map(brief), [
      'table-1 | 西宁市心理热线 | 西宁市 | 09718140371 09718140372 | -',
      'table-2 | 西宁青年热线 | 西宁市 | 097112355 | -',
    ]);
    assert.deepEqual(
      [sources[0]?.title, sources[0]?.date, sources[0]?.format],
      ['青海省心理热线名单', '2023-02-01', 'html'],
    );
  });

  test('digits in comments and addresses of a page are listed as no hotline', () => {
    const reading = read(page, 'page.html');
    assert.ok(reading.notHotlines.some(({ raw }) => raw === '13800001234'));
    assert.ok(reading.notHotlines.some(({ raw }) => raw.includes('20230201')));
  });

  test('a page nested a hundred thousand deep, and tables within tables, are read in bounded time', () => {
    const begun = performance.now();
    for (const nested of [
      '<div>'.repeat(100_000),
      '<table><tr><td>'.repeat(20_000),
      '<table><tr><td>a<td>b<tr><td>c<td>'.repeat(5000),
    ]) {
      const result = readDocument({ name: 'x', bytes: new TextEncoder().encode(`<html>${nested}`) }, context);
      assert.equal(result.ok, false);
    }
    assert.ok(performance.now() - begun < 20_000);
  });
});
