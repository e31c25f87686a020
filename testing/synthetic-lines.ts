// A directory as large as the country might one day have, made from a seed: the same seed gives the same lines.
// Shares of kinds follow the lists of 2020 (about half of the lines open all day, two in three for everybody in
// the country, one in five bound to the epidemic); names and numbers are made up and belong to nobody.
import { readHours } from '#hours/index.ts';
import type { RegionIndex } from '../server/modules/regions/contract.ts';
import type { Audience, AudienceGroup, Validity } from '../server/modules/sources/contract.ts';
import type { AccessPoint, Line, LineHours } from '../server/modules/directory/contract.ts';
import { audience, line, phone } from './lines.ts';

/** Draws numbers from 0 to below 1; mulberry32, public domain. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Draw = {
  readonly chance: (share: number) => boolean;
  readonly oneOf: <T>(items: readonly T[]) => T;
  readonly digits: (count: number) => string;
};

function drawFrom(seed: number): Draw {
  const next = generator(seed);
  const oneOf = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  };
  return {
    chance: (share) => next() < share,
    oneOf,
    digits: (count) => Array.from({ length: count }, () => Math.floor(next() * 10)).join(''),
  };
}

const DAYS = ['', '', '周一至周五 ', '周一至周日 ', '周一至周六 ', '周一至周五(节假日除外) ', '(工作日)'];
const OPENS = ['7:30', '8:00', '8:30', '9:00', '9:30', '10:00', '13:00', '14:00', '18:00'];
const CLOSES = ['12:00', '16:30', '17:00', '17:30', '18:00', '20:00', '21:00', '22:00', '23:00', '24:00', '次日2:00'];
const BANDS = [
  '8:00-12:00; 14:00-17:00',
  '8:30-11:30 14:00-17:00 18:00-21:00',
  '9:00-12:00 / 14:00-17:00 / 19:00-22:00',
];
const GROUPS: readonly AudienceGroup[] = ['student', 'student', 'youth', 'medical', 'police', 'teacher'];

/** Reads each hours text once: thousands of lines share a few hundred. */
function hoursBook(): (raw: string) => LineHours {
  const read = new Map<string, LineHours>();
  return (raw) => {
    const known = read.get(raw) ?? { raw, schedule: readHours(raw).schedule };
    read.set(raw, known);
    return known;
  };
}

function hoursText({ chance, oneOf }: Draw): string {
  if (chance(0.5)) return '24小时';
  const days = oneOf(DAYS);
  const band = chance(0.25) ? oneOf(BANDS) : `${oneOf(OPENS.slice(0, 6))}-${oneOf(CLOSES.slice(1))}`;
  return days.startsWith('(') ? `${band} ${days}` : `${days}${band}`;
}

function someAudience({ chance, oneOf }: Draw, place: Audience['region']): Audience {
  if (chance(0.66)) return audience({ raw: '全国所有需要心理支持的人群', national: true, eventOnly: chance(0.15) });
  if (chance(0.4)) return audience();
  if (chance(0.5)) return audience({ raw: `主要对${place?.name ?? ''}需要心理支持的人群`, region: place });
  return audience({
    raw: '主要服务这些人',
    everyone: false,
    groups: [oneOf(GROUPS)],
    everyoneDuringEvent: chance(0.2),
  });
}

function someValidity({ chance, oneOf }: Draw): Validity {
  if (chance(0.6)) return { raw: '长期有效', kind: 'long-term' };
  if (chance(0.5)) return { raw: '疫情期间有效', kind: 'event', event: 'covid-19' };
  if (chance(0.5))
    return { raw: '2020年12月', kind: 'until', until: oneOf(['2020-05-31', '2020-12-31', '2021-03-31']) };
  return { raw: '将继续工作三个月以上', kind: 'at-least', until: '2020-08-27' };
}

function somePoints(draw: Draw, areaCode: string, hours: (raw: string) => LineHours): AccessPoint[] {
  const { chance, digits, oneOf } = draw;
  if (chance(0.03)) return [phone('x', { kind: 'qq', tel: null, number: digits(9), lineType: null })];
  const count = chance(0.75) ? 1 : oneOf([2, 2, 3, 4]);
  return Array.from({ length: count }, () => {
    const own = chance(0.08) ? { hours: hours(hoursText(draw)) } : {};
    if (chance(0.03))
      return phone(`${areaCode.slice(0, -1)}-${digits(8)}`, { tel: null, suggestedTel: areaCode + digits(8), ...own });
    if (chance(0.12)) return phone(`400${digits(7)}`, { lineType: 'shared-cost-400', ...own });
    if (chance(0.15)) return phone(`1${oneOf(['3', '5', '8'])}${digits(9)}`, { lineType: 'mobile', ...own });
    return phone(areaCode + digits(8), own);
  });
}

/** `count` plausible lines all over the country. */
export function syntheticLines(count: number, regions: RegionIndex, seed = 20_200_527): Line[] {
  const draw = drawFrom(seed);
  const hours = hoursBook();
  return Array.from({ length: count }, (_, index) => {
    const place = draw.oneOf(regions.regions);
    const seat = { code: place.code, name: place.name };
    return line(`y-${String(index).padStart(5, '0')}`, {
      name: `${place.shortName}${draw.oneOf(['心理援助', '心灵之家', '阳光', '守望', '知心'])}热线${draw.digits(3)}`,
      region: draw.chance(0.95) ? seat : null,
      hosts: [`${place.name}第${draw.oneOf(['一', '三', '四', '七'])}人民医院`],
      accessPoints: somePoints(draw, place.areaCodes[0] ?? '010', hours),
      audience: someAudience(draw, seat),
      hours: draw.chance(0.04) ? null : hours(hoursText(draw)),
      validity: someValidity(draw),
      verifiedOn: draw.chance(0.1) ? draw.oneOf(['2024-03-01', '2026-06-15', '2026-10-20']) : null,
    });
  });
}
