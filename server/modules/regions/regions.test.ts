import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import {
  findRegion,
  findRegionIn,
  isWithin,
  loadRegions,
  provinceOf,
  regionByCode,
  regionChoices,
  regionsOfAreaCode,
} from './index.ts';
import { buildRegionIndex } from './regions.ts';
import { RegionCode } from './contract.ts';

const index = loadRegions();
const named = (text: string) => findRegion(index, text)?.name;
const mentioned = (text: string) =>
  findRegionIn(index, text).map(({ region, sureness }) => `${region.name} ${sureness}`);

suite('a cell that names a region', () => {
  const cells: readonly (readonly [string, string | undefined])[] = [
    ['湖北', '湖北省'],
    [' 湖 北 ', '湖北省'],
    ['内蒙古', '内蒙古自治区'],
    ['内蒙', '内蒙古自治区'],
    ['广西', '广西壮族自治区'],
    ['深圳', '深圳市'],
    ['北京市', '北京市'],
    ['湘西州', '湘西土家族苗族自治州'],
    ['湘西', '湘西土家族苗族自治州'],
    ['湘西土家族苗族自治州', '湘西土家族苗族自治州'],
    ['湖南湘西', '湘西土家族苗族自治州'],
    ['延边', '延边朝鲜族自治州'],
    ['辽宁省大连市', '大连市'],
    ['广东 深圳', '深圳市'],
    ['中国香港', '香港特别行政区'],
    ['锡林郭勒盟', '锡林郭勒盟'],
    ['襄樊市', '襄阳市'],
    ['济源', '济源市'],
    ['海南', '海南省'],
    ['海南州', '海南藏族自治州'],
    ['吉林', '吉林省'],
    ['吉林市', '吉林市'],
    ['辽宁省深圳市', undefined],
    ['省级', undefined],
    ['全国', undefined],
    ['', undefined],
    ['湖北等地', undefined],
  ];
  for (const [cell, name] of cells) {
    test(`“${cell}” is ${name ?? 'no region'} [S2-31]`, () => assert.equal(named(cell), name));
  }
});

suite('a region named inside a text', () => {
  const texts: readonly (readonly [string, ...string[]])[] = [
    ['大连市心理援助热线', '大连市 full-name'],
    ['武汉市“心语”心理援助热线', '武汉市 full-name'],
    ['南宁心理援助热线', '南宁市 short-name'],
    ['福州大学抗疫心理援助热线', '福州市 institution'],
    ['重庆大学心理援助热线', '重庆市 institution'],
    ['广州医科大学附属脑科医院', '广州市 institution'],
    ['吉林松花江防控疫情心理关爱热线', '吉林省 short-name', '吉林市 ambiguous'],
    ['吉林大学', '吉林省 institution', '吉林市 ambiguous'],
    ['吉林市心理学会', '吉林市 full-name'],
    ['河南省安阳市文峰区政法委', '安阳市 full-name', '河南省 full-name'],
    ['江苏省心理危机干预热线、南京危机干预中心', '南京市 full-name', '江苏省 full-name'],
    ['广东中山心理热线', '中山市 short-name', '广东省 short-name'],
    ['天津市河北区', '天津市 full-name'],
    ['中山大学心理援助热线'],
    ['上海市南京西路', '上海市 full-name'],
    ['中山一路、北京东路'],
    ['黄海南部、泰山南路'],
    ['支付宝公益基金会、阿里健康、东方明见'],
    ['扩大连续服务，重大庆典'],
    ['彭州抗疫心理支持网络热线'],
    [''],
  ];
  for (const [text, ...found] of texts) {
    test(`“${text}” names ${found.join(', ') || 'none'}`, () => assert.deepEqual(mentioned(text), found));
  }

  test('says in Chinese why it believes the name', () => {
    assert.match(findRegionIn(index, '福州大学热线')[0]?.why ?? '', /福州大学.*单位/);
    assert.equal(findRegionIn(index, '辽宁省的大连')[0]?.why, '文中提到“大连”，并写明“辽宁省”。');
  });

  test('every full name is found again inside other words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...index.regions), fc.constantFrom('', '心理', '我们在'), (region, before) => {
        assert.equal(findRegionIn(index, `${before}${region.name}心理援助热线`)[0]?.region.code, region.code);
      }),
    );
  });

  test('a megabyte of place names is read in a moment', () => {
    const begun = performance.now();
    findRegionIn(index, '大连北京路海南'.repeat(150_000));
    assert.ok(performance.now() - begun < 20_000);
  });
});

suite('provinces, cities and their codes', () => {
  test('there are 34 provinces, and every city stands within its own', () => {
    const choices = regionChoices(index);
    assert.equal(choices.length, 34);
    assert.equal(choices.flatMap(({ province, cities }) => [province, ...cities]).length, index.regions.length);
    for (const { province, cities } of choices)
      for (const city of cities) {
        assert.ok(isWithin(city, province) && !isWithin(province, city));
        assert.equal(provinceOf(index, city), province);
      }
  });

  test('a municipality is chosen without a city', () => {
    for (const name of ['北京', '天津', '上海', '重庆'])
      assert.deepEqual(regionChoices(index).find(({ province }) => province.shortName === name)?.cities, []);
  });

  test('every name but one is told apart, and every code is met once', () => {
    const shared = [...Map.groupBy(index.regions, ({ shortName }) => shortName)].filter(
      ([, regions]) => regions.length > 1,
    );
    assert.deepEqual(
      shared.map(([name]) => name),
      ['吉林'],
    );
    assert.equal(new Set(index.regions.map(({ code }) => code)).size, index.regions.length);
    for (const region of index.regions) assert.equal(regionByCode(index, region.code), region);
  });

  test('English names are the romanised ones that a traveller knows', () => {
    const english = Object.fromEntries(index.regions.map(({ shortName, english }) => [shortName, english]));
    assert.deepEqual(
      ['陕西', '山西', '内蒙古', '哈尔滨', '呼和浩特', '西安', '乌鲁木齐', '延边州', '厦门'].map(
        (name) => english[name],
      ),
      ['Shaanxi', 'Shanxi', 'Inner Mongolia', 'Harbin', 'Hohhot', "Xi'an", 'Urumqi', 'Yanbian', 'Xiamen'],
    );
    for (const { english: name } of index.regions) assert.match(name, /^[A-Z][A-Za-zü' ()]+$/);
  });
});

suite('telephone area codes', () => {
  const codes: readonly (readonly [string, string, readonly number[]])[] = [
    ['010', '北京市', [8]],
    ['0411', '大连市', [8]],
    ['0371', '郑州市 开封市', [8]],
    ['0373', '新乡市', [7]],
    ['0391', '焦作市 济源市', [7]],
    ['0431', '长春市', [8]],
    ['0432', '吉林市', [8]],
    ['0938', '天水市', [7]],
    ['0931', '兰州市', [7]],
    ['0734', '衡阳市', [7]],
    ['0731', '长沙市 株洲市 湘潭市', [8]],
    ['0376', '信阳市', [7]],
    ['024', '沈阳市 抚顺市 本溪市 铁岭市', [8]],
  ];
  for (const [code, places, lengths] of codes) {
    test(`${code} serves ${places} with ${lengths.join(' or ')} digits`, () => {
      assert.equal(
        regionsOfAreaCode(index, code)
          .map(({ name }) => name)
          .join(' '),
        places,
      );
      assert.deepEqual(index.areaCodes.get(code)?.lengths, lengths);
    });
  }

  test('every city of the mainland has a code, and a province has all of its cities’', () => {
    for (const region of index.regions) {
      const outside = ['71', '81', '82'].includes(region.code.slice(0, 2));
      assert.equal(region.areaCodes.length > 0, !outside, region.name);
      const province = provinceOf(index, region);
      assert.ok(region.areaCodes.every((code) => province.areaCodes.includes(code)));
    }
  });

  test('041 is none, and a merged code leads to the one that took its place', () => {
    assert.deepEqual(regionsOfAreaCode(index, '041'), []);
    for (const { code, now } of index.mergedAreaCodes.values()) {
      assert.ok(!index.areaCodes.has(code), code);
      assert.ok(index.areaCodes.has(now), now);
    }
  });

  test('data with a region that does not exist stops the start', () => {
    const facts = [{ code: RegionCode.parse('110000'), name: '北京市', shortName: '北京', english: 'Beijing' }];
    const areaCodes = [{ code: '022', regions: ['120000'], lengths: [8] }];
    assert.throws(() => buildRegionIndex(facts, { areaCodes, retired: [] }), /022 names region 120000/);
  });
});
