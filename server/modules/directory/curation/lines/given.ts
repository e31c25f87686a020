// What a curator types is read by the very rules that read publications, so that a number gets its tel: link and hours
// their schedule in one way only. What those rules cannot read is refused with their own words, except hours: a text
// nobody can read yet is still better told as it stands than left out.
import { readHours } from '#hours/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { provinceOf, regionByCode } from '#regions/index.ts';
import { readAccessPoint, readAudience, readSessionMinutes } from '#sources/index.ts';
import type { RegionIndex } from '../../../regions/contract.ts';
import type { ReadAccessPoint, Validity } from '../../../sources/contract.ts';
import type { AccessPoint, DirectoryEvent, LineHours } from '../../contract.ts';
import type { Facts } from '../../facts.ts';
import type { GivenAccessPoint, GivenFields } from './contract.ts';

/** What given values are read against. */
export type GivenContext = { readonly index: RegionIndex; readonly events: readonly DirectoryEvent[] };

/** Facts read from what was given; only those that were. */
export type ReadFacts = Partial<Omit<Facts, 'id' | 'confirmedOn'>>;

type Read<Value> = Result<Value, 'not-readable'>;

/** Reads given fields for a line as it stands. The refusal's detail names the text and why, Chinese and English. */
export function readGiven(given: GivenFields, line: Facts, context: GivenContext): Read<ReadFacts> {
  const { name, formerNames, hosts, opened } = given;
  const region = given.region === undefined ? ok(undefined) : readRegion(given.region, context);
  if (!region.ok) return region;
  const place = region.value === undefined ? line.region : region.value;
  const reader: PointReader = { ...context, line: { ...line, region: place, name: name ?? line.name } };
  const points = given.accessPoints === undefined ? ok(undefined) : readPoints(given.accessPoints, reader);
  if (!points.ok) return points;
  const audience = given.audience === undefined ? ok(undefined) : audienceFrom(given.audience, reader);
  if (!audience.ok) return audience;
  const minutes = given.sessionMinutes === undefined ? ok(undefined) : minutesFrom(given.sessionMinutes);
  if (!minutes.ok) return minutes;
  const validity = given.validity === undefined ? ok(undefined) : validityFrom(given.validity, context);
  if (!validity.ok) return validity;
  const hours = given.hours === undefined ? undefined : hoursFrom(given.hours);
  return ok({
    ...(name !== undefined && { name }),
    ...(formerNames !== undefined && { formerNames: [...new Set(formerNames)] }),
    ...(region.value !== undefined && { region: region.value }),
    ...(hosts !== undefined && { hosts: [...new Set(hosts)] }),
    ...(points.value !== undefined && { accessPoints: points.value }),
    ...(audience.value !== undefined && { audience: audience.value }),
    ...(hours !== undefined && { hours }),
    ...(minutes.value !== undefined && { sessionMinutes: minutes.value }),
    ...(opened !== undefined && { opened }),
    ...(validity.value !== undefined && { validity: validity.value }),
  });
}

const unreadable = (text: string, zh: string, en: string) =>
  refuse('not-readable', `“${text}”：${zh} · “${text}”: ${en}`);

function readRegion(code: string | null, { index }: GivenContext): Read<Facts['region']> {
  if (code === null) return ok(null);
  const found = index.byCode.get(code);
  return found === undefined
    ? unreadable(code, '没有这个地区', 'there is no such region')
    : ok({ code: found.code, name: found.name });
}

const hoursFrom = (text: string | null): LineHours | null =>
  text === null || text === '' ? null : { raw: text, schedule: readHours(text).schedule };

type PointReader = GivenContext & { readonly line: Facts };

function audienceFrom(text: string, { index, line }: PointReader): Read<Facts['audience']> {
  const region = line.region === null ? undefined : regionByCode(index, line.region.code);
  const province = region === undefined ? undefined : provinceOf(index, region);
  const home = province === undefined ? null : { code: province.code, name: province.name };
  const { audience, flags } = readAudience(text, { index, home, name: line.name });
  return flags.some(({ code }) => code === 'field-unread')
    ? unreadable(text, '看不出服务哪些人', 'it does not say whom the line serves')
    : ok(audience);
}

function minutesFrom(text: string | null): Read<Facts['sessionMinutes']> {
  if (text === null || text === '') return ok(null);
  const { minutes, flags } = readSessionMinutes(text);
  return flags.length > 0
    ? unreadable(text, '看不出每次服务多长时间', 'it does not say how long a session lasts')
    : ok(minutes);
}

function validityFrom(
  { kind, until, event: id }: NonNullable<GivenFields['validity']>,
  { events }: GivenContext,
): Read<Validity> {
  if (kind === 'long-term') return ok({ raw: '长期有效', kind });
  if (kind === 'unstated') return ok({ raw: '', kind });
  if (kind === 'event') {
    const event = events.find((one) => one.id === id);
    return event === undefined
      ? unreadable(id ?? '', '没有这个事件', 'there is no such event')
      : ok({ raw: `${event.zh}期间有效`, kind, event: event.id });
  }
  if (until === undefined) return unreadable(kind, '请写到哪一天', 'please give the day');
  const { year, month, day } = Temporal.PlainDate.from(until);
  return ok({ raw: `${kind === 'until' ? '有效至' : '至少到'}${year}年${month}月${day}日`, kind, until });
}

function readPoints(given: readonly GivenAccessPoint[], reader: PointReader): Read<AccessPoint[]> {
  const points: AccessPoint[] = [];
  for (const one of given) {
    const read = readPoint(one, reader);
    if (!read.ok) return read;
    points.push(read.value);
  }
  return ok(points);
}

/** An access point as given. Text that is unchanged keeps its reading, whatever doubts there are about it. */
export function readPoint(given: GivenAccessPoint, reader: PointReader): Read<AccessPoint> {
  const same = reader.line.accessPoints.find(({ kind, raw }) => kind === given.kind && raw === given.text);
  const contact = same === undefined ? readContact(given, reader) : ok(same);
  if (!contact.ok) return contact;
  const audience =
    given.audience === null || given.audience === ''
      ? ok(null)
      : given.audience === same?.audience?.raw
        ? ok(same.audience)
        : audienceFrom(given.audience, reader);
  if (!audience.ok) return audience;
  const hours = given.hours !== null && given.hours === same?.hours?.raw ? same.hours : hoursFrom(given.hours);
  return ok({ ...contact.value, note: given.note === '' ? null : given.note, hours, audience: audience.value });
}

const DOUBTS = new Set(['not-diallable', 'malformed-address', 'field-unread']);

/** Reads one number, account or address. What cannot be reached as typed is refused: a person is there to type it again. */
function readContact({ kind, text }: GivenAccessPoint, { index, line }: PointReader): Read<AccessPoint> {
  const region = line.region === null ? null : (regionByCode(index, line.region.code) ?? null);
  const { point, flags } = readAccessPoint(text, { index, region, name: line.name, expected: kind });
  const doubt = flags.find(({ code }) => DOUBTS.has(code));
  if (point === null || doubt !== undefined)
    return unreadable(text, doubt?.why ?? '读不出联系方式', 'no number, account or address that works can be read');
  const dialled = kind === 'phone' || kind === 'short-code';
  if (dialled ? point.tel === undefined : point.kind !== kind)
    return unreadable(text, '和所选的联系方式对不上', 'this is another kind of contact than chosen');
  return ok(accessPointOf(point));
}

/** A contact just read, with nothing beside it. */
const accessPointOf = (read: ReadAccessPoint): AccessPoint => ({
  kind: read.kind,
  raw: read.raw,
  display: read.display,
  e164: read.e164 ?? null,
  tel: read.tel ?? null,
  suggestedTel: null,
  number: read.number ?? null,
  lineType: read.lineType ?? null,
  menuKeys: read.menuKeys ?? [],
  note: read.note ?? null,
  hours: null,
  audience: null,
});
