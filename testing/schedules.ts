// Random schedules in the form the reader gives them, for properties that must hold for all hours.
import fc from 'fast-check';
import type { Band, DaySet, HoursScope, OpeningRule, Schedule } from '../server/modules/hours/contract.ts';

const SCOPES: readonly HoursScope[] = [
  { kind: 'number', raw: '400-650 6208' },
  { kind: 'number', raw: '12356' },
  { kind: 'landline', raw: '座机' },
  { kind: 'mobile', raw: '移动电话' },
  { kind: 'audience', raw: '所有群众' },
  { kind: 'audience', raw: '医务人员专线' },
  { kind: 'shift', raw: '白班' },
  { kind: 'shift', raw: '晚班' },
  { kind: 'during-event', raw: '疫情期间热线' },
  { kind: 'otherwise', raw: '其他热线' },
];

/** Edges of bands: mostly full and half hours, sometimes any minute but the last of a day (read as its end). */
const edge = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((half) => half * 30),
  fc.integer({ min: 0, max: 2880 }).filter((minute) => minute % 1440 !== 1439),
);

/** One to three bands in order and apart; only the last may reach into the next day. */
const bands: fc.Arbitrary<Band[]> = fc.oneof(
  fc.constant<Band[]>([{ from: 0, to: 1440 }]),
  fc
    .uniqueArray(edge, { minLength: 2, maxLength: 6 })
    .map((edges) => edges.toSorted((a, b) => a - b))
    .map((edges) => edges.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: edges[at + 1] ?? -1 }] : [])))
    .map((pairs) =>
      pairs.filter(({ from, to }, at) => to > from && from < 1440 && (to <= 1440 || at === pairs.length - 1)),
    )
    .filter((pairs) => pairs.length > 0),
);

const holidays = fc.constantFrom('as-usual' as const, 'closed' as const);

/** Every weekday has one of two kinds of hours, or none. */
const weekly: fc.Arbitrary<OpeningRule[]> = fc
  .tuple(
    fc.tuple(bands, holidays),
    fc.tuple(bands, holidays),
    fc.array(fc.constantFrom(0, 1, 2), { minLength: 7, maxLength: 7 }),
  )
  .map(([one, other, choice]) => {
    const rules = [one, other].map(([bands, word], kind): OpeningRule => {
      const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => choice[day - 1] === kind + 1);
      return { days: { kind: 'weekdays', days, holidays: word }, bands };
    });
    return rules.filter(({ days }) => days.kind === 'weekdays' && days.days.length > 0);
  })
  .filter(
    (rules) => new Set(rules.map((rule) => JSON.stringify([rule.bands, holidaysOf(rule.days)]))).size === rules.length,
  )
  .map((rules) => rules.toSorted((a, b) => orderOf(a.days) - orderOf(b.days)));

function holidaysOf(days: DaySet): string {
  return days.kind === 'weekdays' ? days.holidays : '';
}

function orderOf(days: DaySet): number {
  return days.kind === 'weekdays' ? (days.days[0] ?? 0) + (days.holidays === 'closed' ? 10 : 0) : 20;
}

const calendarRule = (kind: 'working-days' | 'rest-days' | 'public-holidays'): fc.Arbitrary<OpeningRule> =>
  bands.map((bands) => ({ days: { kind }, bands }));

const rules: fc.Arbitrary<OpeningRule[]> = fc.oneof(
  weekly.filter((week) => week.length > 0),
  fc.tuple(weekly, calendarRule('public-holidays')).map(([week, holiday]) => [...week, holiday]),
  fc.tuple(calendarRule('working-days')).map((only) => [...only]),
  fc.tuple(calendarRule('working-days'), calendarRule('rest-days')).map((both) => [...both]),
  fc.tuple(calendarRule('working-days'), calendarRule('public-holidays')).map((both) => [...both]),
);

const since = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Schedules of one to three parts; the one that speaks of the whole line comes first. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .tuple(
    fc.option(rules),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...SCOPES), rules), { maxLength: 2, selector: ([{ raw }]) => raw }),
    fc.option(since, { freq: 6 }),
  )
  .filter(([whole, scoped]) => whole !== null || scoped.length > 0)
  .map(([whole, scoped, day]) => ({
    parts: [
      ...(whole === null ? [] : [{ scope: null, rules: whole }]),
      ...scoped.map(([scope, rules]) => ({ scope, rules })),
    ],
    ...(day === null ? {} : { since: day }),
  }));

const PIECES =
  '周一 周五 星期日 周末 工作日 节假日 法定节假日 每天 全年无休 全天 24小时 9:00 12：00 14:30 17.30 22:00 6:00 24:00 8点 八点半 十点 上午 下午 晚上 次日 至 - ~ 、 ， ； / ( ) （ ） 除外 除 外 休息 不休 含 不含 座机 手机 白班 晚班 所有 学生 疫情期间 其他热线 400-650 6208 起 从 2020年2月1日 7×24 开放时间 ： 25:00 单周 预约 一 三 五 、';

/** Texts made of the words of opening hours in any order: most are nonsense, some are hours. */
export const likelyTexts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES.split(' '), '9:00-17:00', '19:00-22:00', '周一至周五', '(节假日除外)', ' ', '\n'), {
    maxLength: 9,
  })
  .map((pieces) => pieces.join(''));
