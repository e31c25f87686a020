// A small directory for the site's own tests, as the site asks it: enough of matching and searching to walk through
// the pages; the rules themselves are the directory's and are tested there.
import type {
  AccessPoint,
  AccessState,
  Answer,
  CrisisNumber,
  Line,
  LineId,
  Matching,
  MatchQuery,
  Notice,
  Reason,
} from '../server/modules/directory/contract.ts';
import type { HoursState } from '../server/modules/hours/contract.ts';
import type { DayHours, Found, LineView, RegionCount, SitePorts, SiteSettings } from '../site/ports.ts';
import { band, daily, fifthRound, findRegion, henan, type Kept, kept, regions, unknown } from './site-fixture-lines.ts';

/** The instant at which every state of the fixtures holds. */
export const fixtureNow = Temporal.Instant.from('2026-11-22T23:40:00+08:00');

/** An installation for tests. */
export const fixtureSettings: SiteSettings = {
  publicUrl: 'https://xindeng.example',
  leaveTo: 'https://www.baidu.com/',
  secret: new Uint8Array(32).fill(3),
};

const crisis = (tel: string, zh: string, en: string): CrisisNumber => ({
  tel,
  zh,
  en,
  verifiedOn: '2026-11-22',
  source: 'https://www.nhc.gov.cn/',
});

const crisisNumbers: readonly CrisisNumber[] = [
  crisis('12356', '全国统一心理援助热线', 'National psychological support line'),
  crisis('110', '报警', 'Police'),
  crisis('119', '火警', 'Fire'),
  crisis('120', '急救', 'Ambulance'),
];

const week: readonly DayHours[] = ['22', '23', '24', '25', '26', '27', '28'].map((day, index) => ({
  date: `2026-11-${day}`,
  day: index === 0 || index === 6 ? 'weekend' : 'working',
  bands: [],
}));

const stateOf = ({ state }: Kept, point: AccessPoint): AccessState => (point.kind === 'email' ? unknown : state);

function answer(one: Kept, reasons: readonly Reason[] = []): Answer {
  const points = one.line.accessPoints.map((point) => ({ point, at: stateOf(one, point) }));
  const [best] = points;
  const state: HoursState = best?.at.state ?? 'unknown';
  return {
    line: one.line,
    service: one.service,
    state,
    nextChange: best?.at.nextChange ?? null,
    accessPoints: points,
    reasons: [...reasons],
  };
}

const isOnline = ({ accessPoints }: Line): boolean => accessPoints.some(({ kind }) => kind === 'qq' || kind === 'app');
const isMail = ({ accessPoints }: Line): boolean => accessPoints.some(({ kind }) => kind === 'email');

function fits(query: MatchQuery, { line }: Kept): boolean {
  const { audience, region } = line;
  const forGroup = audience.everyone || (query.audience !== undefined && audience.groups.includes(query.audience));
  const near = audience.national || query.region === undefined || region?.code.slice(0, 2) === query.region.slice(0, 2);
  const by = query.channel === 'online' ? isOnline(line) : query.channel === 'mail' ? isMail(line) : true;
  return forGroup && near && by;
}

function reasonsFor(query: MatchQuery, { line }: Kept): readonly Reason[] {
  const { region, audience } = line;
  const same = region !== null && region.code === query.region;
  const province = region !== null && region.code.slice(0, 2) === query.region?.slice(0, 2);
  const group = query.audience !== undefined && audience.groups.includes(query.audience) ? query.audience : undefined;
  return [
    ...(same ? [{ kind: 'same-city', region: region.name } as const] : []),
    ...(!same && province ? [{ kind: 'same-province', region: region.name } as const] : []),
    ...(!province && audience.national ? [{ kind: 'serves-whole-country' } as const] : []),
    ...(group === undefined ? [{ kind: 'for-everyone' } as const] : [{ kind: 'for-your-group', group } as const]),
  ];
}

function match(query: MatchQuery): Matching {
  const nearness = ({ line }: Kept): number => {
    if (query.region === undefined || line.region === null) return 2;
    return line.region.code === query.region ? 0 : line.region.code.slice(0, 2) === query.region.slice(0, 2) ? 1 : 2;
  };
  const fitting = kept.filter((one) => one.service === 'in-service' && fits(query, one));
  const ranked = fitting.toSorted((a, b) => nearness(a) - nearness(b));
  const answers = ranked.map((one) => answer(one, reasonsFor(query, one)));
  const open = answers.filter(({ state }) => state === 'open');
  const later = answers.filter(({ state }) => state !== 'open');
  const roundTheClock = kept.find(({ line }) => line.id === 's2-57');
  return {
    answers: open.slice(0, query.limit ?? 20),
    later: later.slice(0, query.limit ?? 20),
    totals: { open: open.length, later: later.length },
    always: [...crisisNumbers],
    allDay: roundTheClock === undefined ? null : answer(roundTheClock, [{ kind: 'serves-whole-country' }]),
    calendarCovered: true,
  };
}

function describeLine(id: LineId): LineView | undefined {
  const one = kept.find(({ line }) => line.id === id);
  if (one === undefined) return undefined;
  const points = one.line.accessPoints.map((point) => ({
    point,
    at: stateOf(one, point),
    week: week.map((day) => (point.note === '晚班' ? daily(band(19, 23))(day) : one.week(day))),
  }));
  const { state, nextChange } = answer(one);
  return { line: one.line, service: one.service, state, nextChange, points, doubts: one.doubts };
}

function search(asked: string): readonly Found[] {
  const text = asked.normalize('NFKC');
  const digits = text.replace(/\D/g, '');
  const by = ({ line, initials }: Kept): Found['by'] | undefined => {
    if (line.name.includes(text)) return 'name';
    if (line.formerNames.some((name) => name.includes(text))) return 'former-name';
    if (/^[a-z]+$/i.test(text) && initials.includes(text.toLowerCase())) return 'pinyin';
    if (digits.length >= 3 && line.accessPoints.some(({ raw }) => raw.replace(/\D/g, '').includes(digits)))
      return 'number';
    return line.hosts.some((host) => host.includes(text)) ? 'host' : undefined;
  };
  return kept.flatMap((one) => {
    const how = by(one);
    return how === undefined ? [] : [{ answer: answer(one), by: how }];
  });
}

const seatedIn = (code: string): readonly Kept[] => {
  const prefix = code.endsWith('0000') ? code.slice(0, 2) : code;
  return kept.filter(({ line }) => line.region?.code.startsWith(prefix) === true);
};
const inService = (lines: readonly Kept[]): readonly Kept[] => lines.filter(({ service }) => service === 'in-service');

function browse(): readonly RegionCount[] {
  return regions
    .filter(({ level }) => level === 'province')
    .map((region) => ({
      region,
      lines: inService(seatedIn(region.code)).length,
      cities: regions
        .filter(({ province }) => province === region.code)
        .map((city) => ({ region: city, lines: inService(seatedIn(city.code)).length }))
        .filter(({ lines }) => lines > 0),
    }));
}

const parted = (lines: readonly Kept[]) => ({
  inService: inService(lines).map((one) => answer(one)),
  ended: lines.filter(({ service }) => service !== 'in-service').map((one) => answer(one)),
});

const notices: readonly Notice[] = [
  {
    id: fifthRound.source,
    title: fifthRound.title,
    number: fifthRound.number,
    issuers: fifthRound.issuers,
    date: fifthRound.date,
    round: 5,
    signature: '中国心理热线服务调查项目组',
    contacts: [{ person: '程寅', email: 'chengyin@dfmjxl.cn' }],
    lines: 75,
  },
  {
    id: henan.source,
    title: henan.title,
    number: henan.number,
    issuers: henan.issuers,
    date: henan.date,
    round: null,
    signature: null,
    contacts: [],
    lines: 42,
  },
];

/** The directory of the fixtures, as the site asks it. */
export const fixturePorts: SitePorts = {
  match,
  describeLine,
  search,
  browse,
  linesIn: (code) => {
    const region = findRegion(code);
    return region === undefined ? undefined : { region, ...parted(seatedIn(code)) };
  },
  linesNowhere: () => parted(kept.filter(({ line }) => line.region === null)),
  region: findRegion,
  notices: () => notices,
  notice: (id) => {
    const notice = notices.find((one) => one.id === id);
    if (notice === undefined) return undefined;
    const rows = kept.flatMap(({ line, service }) =>
      line.listings
        .filter(({ source }) => source === id)
        .map(({ row }) => ({ row, id: line.id, name: line.name, service })),
    );
    return {
      notice,
      rows,
      notHotlines: [{ raw: 'chengyin@dfmjxl.cn', why: '这是项目秘书的邮箱，用来联系调查项目，不接待求助。' }],
    };
  },
  crisisNumbers,
  events: [
    {
      id: 'covid-19',
      zh: '新冠肺炎疫情',
      en: 'the COVID-19 epidemic',
      begins: '2020-01-20',
      ends: '2023-01-08',
      source: '国家卫生健康委员会公告2022年第7号',
    },
  ],
  revision: () => 1,
};
