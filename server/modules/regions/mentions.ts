// A line's name often says where it is (大连市心理援助热线), and as often names a street, a university
// or an everyday word that is also a city (中山大学 is in 广州, 南京路 in 上海, 阿里健康 nowhere).
// A wrong place sends people to a line that is not theirs, so every find says how sure it is and why.
import { type RegionIndex, type RegionMention, type RegionName, RegionSureness } from './contract.ts';
import { isWithin } from './regions.ts';

/** Cities whose short name is an everyday word, a person or another place: only with 市, 州 …, or after their province. */
const everydayWords = new Set(
  (
    '中山 东方 阿里 安康 来宾 白银 大同 朝阳 日照 三明 文昌 白沙 双河 新星 白杨 昆玉 和田 天门 万宁 海东 山南 ' +
    '乐东 昌江 定安 通化 大理 安顺 吉安 六安 泰安 广安 长治 中卫 北海 兴安 黄山 文山 红河 海西 海北 黄南 临高 ' +
    '金昌 克州 巴州 博州'
  ).split(' '),
);

/** Seas are no regions: 黄海南部. */
const noRegions = ['黄海', '东海', '渤海', '南海'];

/** What follows a short name when it is a street or a district of somewhere else: 南京西路, 天津市河北区. */
const streetOrDistrict = /^(?:[东南西北中环]|[一二三四五六七八九十]{1,3})?(?:路|街|大街|大道|支路|巷|胡同|弄)|^区/;

/** What follows when the two characters only happen to stand side by side: 扩大连续, 重大庆典. */
const tornApart: ReadonlyMap<string, RegExp> = new Map([
  ['大连', /^[续接锁贯环累忙]/],
  ['大庆', /^[典祝]/],
  ['南通', /^[知讯过]/],
  ['成都', /^[是会能要]/],
]);

/** A body named after a place: 福州大学, 广州医科大学, 江苏警官学院. */
const institution = /^\p{Script=Han}{0,8}?(?:大学|学院|高等专科学校|师专)/u;

const order = RegionSureness.options;

/**
 * The regions named inside a longer text, surest first and, when equally sure, cities before provinces.
 * Each region once. Empty when none is named. Takes time linear in the length of the text.
 */
export function findRegionIn(index: RegionIndex, text: string): readonly RegionMention[] {
  const mentions = confirmByProvince(scan(index, text));
  const best = new Map<string, RegionMention>();
  for (const mention of mentions.toSorted(bySureness)) {
    if (!best.has(mention.region.code)) best.set(mention.region.code, mention);
  }
  return [...best.values()];
}

function scan(index: RegionIndex, text: string): readonly RegionMention[] {
  const mentions: RegionMention[] = [];
  let at = 0;
  while (at < text.length) {
    const name = nameAt(index, text, at);
    if (name) mentions.push(...read(index, { text, at, name, before: mentions.at(-1) }));
    const sea = noRegions.find((word) => text.startsWith(word, at));
    at += (name?.text ?? sea ?? ' ').length;
  }
  return mentions;
}

function nameAt(index: RegionIndex, text: string, at: number): RegionName | undefined {
  return index.byFirstCharacter.get(text.charAt(at))?.find((name) => text.startsWith(name.text, at));
}

type Sighting = {
  readonly text: string;
  readonly at: number;
  readonly name: RegionName;
  readonly before: RegionMention | undefined;
};

function read(index: RegionIndex, sighting: Sighting): readonly RegionMention[] {
  const { text, at, name, before } = sighting;
  const rest = text.slice(at + name.text.length, at + name.text.length + 16);
  const afterItsProvince =
    before !== undefined && before.at + before.text.length === at && isWithin(name.region, before.region);
  if (!name.full && !afterItsProvince && !standsForPlace(name.text, rest)) return [];
  const body = name.full ? null : institution.exec(rest);
  const sureness = name.full ? 'full-name' : body ? 'institution' : 'short-name';
  const why =
    sureness === 'full-name'
      ? `文中写明“${name.text}”。`
      : sureness === 'short-name'
        ? `文中提到“${name.text}”。`
        : `“${name.text}${body?.[0] ?? ''}”是单位名称，服务的地方未必在此。`;
  const [first, ...others] = index.byName.get(name.text) ?? [name];
  const mention = (region: RegionName, sure: RegionSureness, because: string): RegionMention => {
    return { region: region.region, text: name.text, at, sureness: sure, why: because };
  };
  return [
    mention(first ?? name, sureness, why),
    ...others.map((other) => mention(other, 'ambiguous', `“${name.text}”也可能指${other.region.name}。`)),
  ];
}

function standsForPlace(name: string, rest: string): boolean {
  return !everydayWords.has(name) && !streetOrDistrict.test(rest) && !(tornApart.get(name)?.test(rest) ?? false);
}

/** 开封 beside 河南省 is as sure as 河南省 itself. */
function confirmByProvince(mentions: readonly RegionMention[]): readonly RegionMention[] {
  const provinces = mentions.filter(({ region, sureness }) => region.level === 'province' && sureness === 'full-name');
  const written = new Map(provinces.map((mention) => [mention.region.code, mention.text]));
  return mentions.map((mention) => {
    const province = mention.region.province === null ? undefined : written.get(mention.region.province);
    if (mention.sureness !== 'short-name' || province === undefined) return mention;
    return { ...mention, sureness: 'full-name', why: `文中提到“${mention.text}”，并写明“${province}”。` };
  });
}

function bySureness(a: RegionMention, b: RegionMention): number {
  return (
    order.indexOf(a.sureness) - order.indexOf(b.sureness) ||
    Number(a.region.level === 'province') - Number(b.region.level === 'province') ||
    a.at - b.at
  );
}
