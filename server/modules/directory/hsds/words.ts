// What HSDS wants said in sentences: why a service is not active, how a number is dialled, whom it takes. Both
// languages each time, since the data are read by programs abroad and shown to people here.
import type { AccessPoint, Line, Service } from '../contract.ts';
import { standingOf } from '../validity.ts';

const ENDED: Readonly<Record<Exclude<Service, 'in-service'>, string>> = {
  'not-yet-open': '尚未开通。 Not yet open.',
  expired: '已超过来源公布的有效期，此后没有新的消息。 Past the validity that its source gave; nothing is known since.',
  'event-over': '只在事件期间开通，事件已经结束。 Open only during an event that is over.',
};

/** What must be known before relying on a service; undefined when nothing. */
export function alertOf(line: Line, service: Service, today: string): string | undefined {
  if (service !== 'in-service') return ENDED[service];
  const standing = standingOf(line, today);
  if (standing.kind === 'listed') {
    const { on } = standing;
    return `最近一次登载于 ${on}，此后无人核实。 Last listed on ${on}; nobody has verified it since.`;
  }
  return standing.kind === 'undated'
    ? '来源没有日期，也无人核实。 Its source is undated and nobody has verified it.'
    : undefined;
}

/** A line in a few words: its audience, hours and session length as published, and its hosts. */
export function describeLine(line: Line): string {
  const session = line.sessionMinutes?.raw ?? '';
  return [
    line.audience.raw && `服务对象 Audience: ${line.audience.raw}`,
    line.hours !== null && `服务时间 Hours: ${line.hours.raw}`,
    session && `单次时长 Session: ${session}`,
    line.hosts.length > 0 && `依托机构 Hosts: ${line.hosts.join('、')}`,
    line.validity.raw && `有效期 Validity: ${line.validity.raw}`,
    `来源 Source: ${line.listings.map(({ title, number, date }) => [title, number, date].filter(Boolean).join(' ')).join('；')}`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n');
}

const LINE_TYPES: Readonly<Record<NonNullable<AccessPoint['lineType']>, string>> = {
  landline: '固定电话 landline',
  mobile: '手机 mobile',
  'shared-cost-400': '400 号码，主被叫分摊话费 shared cost',
  'landline-only-800': '800 号码，只能用座机拨打 from landlines only',
  'short-code': '短号，直接拨打 short code, dialled as it is',
  'area-short-code': '区号加短号 area code and short code',
};

/** How a number is to be used, and what is doubtful about it. */
export function describePhone(point: AccessPoint): string {
  const keys = point.menuKeys.join('、');
  return [
    point.note,
    point.lineType === null ? null : LINE_TYPES[point.lineType],
    keys === '' ? null : `接通后依次按 ${keys} press ${point.menuKeys.join(', then ')} after the call is answered`,
    point.tel === null
      ? `按原文照录，不能直接拨打${point.suggestedTel === null ? '' : `，可能是 ${point.suggestedTel}`} ` +
        `as published, cannot be dialled${point.suggestedTel === null ? '' : `; likely ${point.suggestedTel}`}`
      : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join('; ');
}

const ONLINE: Readonly<Record<string, string>> = {
  qq: 'QQ',
  app: '应用程序 app',
  email: '电子邮箱 e-mail',
  wechat: '微信 WeChat',
};

/** The ways that are no telephone, in one sentence; undefined when there are none. */
export function applicationProcess(line: Line): string | undefined {
  const ways = line.accessPoints
    .filter(({ kind }) => kind in ONLINE)
    .map(
      (point) => `${ONLINE[point.kind]}: ${point.number ?? point.raw}${point.note === null ? '' : ` (${point.note})`}`,
    );
  return ways.length === 0 ? undefined : ways.join('; ');
}

/** Where a line's people may be. */
export function areaOf(line: Pick<Line, 'audience'>): {
  readonly name: string;
  readonly description: string;
  readonly code: string | null;
} {
  const { region, national } = line.audience;
  if (region !== null)
    return { name: region.name, description: `服务${region.name}的人。 For people of this region.`, code: region.code };
  if (national) return { name: '全国', description: '面向全国。 The whole country.', code: null };
  return { name: '不限地区', description: '来源没有限定地区。 The source names no region.', code: null };
}
