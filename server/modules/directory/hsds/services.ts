// Our lines as HSDS objects. A line is a service; its host is the organization; and since HSDS hangs hours on a
// service or a place but never on a telephone, each group of numbers with hours of its own becomes a virtual
// location of the service.
import type { WorkingDayCalendar } from '#hours/index.ts';
import type { AccessPoint, Line, Service } from '../contract.ts';
import { NEVER_ENDS, type ServicePeriod } from '../validity.ts';
import type {
  HsdsLanguage,
  HsdsOrganizationFacts,
  HsdsPhone,
  HsdsSchedule,
  HsdsService,
  HsdsServiceArea,
  HsdsServiceAtLocation,
  HsdsServiceFacts,
} from './objects.ts';
import { schedulesOf, type ScheduleSetting } from './schedules.ts';
import { attributesOf } from './taxonomies.ts';
import { uuidOf } from './uuid.ts';
import { alertOf, applicationProcess, areaOf, describeLine, describePhone } from './words.ts';

/** A line with what depends on the day and the working-day calendar. */
export type Told = {
  readonly line: Line;
  readonly service: Service;
  readonly period: ServicePeriod;
  readonly calendar: WorkingDayCalendar;
  /** ISO date. */
  readonly today: string;
};

/** The UUID of a line's service. */
export const serviceId = (line: Pick<Line, 'id'>): string => uuidOf('service', line.id);

/** The name of the organization that runs a line: its first host, or the line itself where no source names one. */
export const organizationName = (line: Pick<Line, 'hosts' | 'name'>): string => line.hosts[0] ?? line.name;

/** The UUID of an organization, by its name without spaces. */
export const organizationId = (name: string): string => uuidOf('organization', name.replaceAll(/\s/g, ''));

/** An organization with the names of the lines it runs. */
export function organizationOf(name: string, lines: readonly string[]): HsdsOrganizationFacts {
  return { id: organizationId(name), name, description: `运行或支持的热线 Lines: ${lines.join('、')}` };
}

/** The service of a line without what hangs on it. */
export function serviceFacts(told: Told): HsdsServiceFacts {
  const { line, service, today } = told;
  const name = organizationName(line);
  return {
    id: serviceId(line),
    organization_id: organizationId(name),
    name: line.name,
    ...given('alternate_name', line.formerNames.join('、')),
    description: describeLine(line),
    ...given('email', line.accessPoints.find(isAddress)?.number),
    status: service === 'in-service' ? 'active' : 'inactive',
    ...given('application_process', applicationProcess(line)),
    ...given('eligibility_description', line.audience.raw),
    ...given('assured_date', line.verifiedOn),
    ...given('alert', alertOf(line, service, today)),
    ...given('last_modified', lastModified(line)),
    organization: organizationOf(name, [line.name]),
  };
}

/** A field with its value, or no field at all: the specification's schemas know neither null nor empty. */
function given<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  const field: { [P in K]?: string } = {};
  if (value !== null && value !== undefined && value !== '') field[key] = value;
  return field;
}

const isAddress = ({ kind, number }: AccessPoint): boolean =>
  kind === 'email' && number !== null && /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(number);

/** The newest fact about a line: its last listing or verification, at midnight of Asia/Shanghai. */
export function lastModified(line: Pick<Line, 'confirmedOn' | 'verifiedOn'>): string | undefined {
  const [newest] = [line.confirmedOn, line.verifiedOn]
    .filter((date) => date !== null)
    .toSorted((a, b) => (a > b ? -1 : 1));
  return newest === undefined ? undefined : `${newest}T00:00:00.000+08:00`;
}

/** The service of a line with everything that hangs on it. */
export function fullService(told: Told): HsdsService {
  const { line } = told;
  const facts = serviceFacts(told);
  return {
    ...facts,
    phones: phonesOf(line, line.accessPoints),
    schedules: schedulesOf(line.hours, settingOf(told, `service ${line.id}`)),
    service_areas: [areaFor(`service ${line.id}`, line)],
    languages: [mandarin(line.id)],
    service_at_locations: locationsOf(told),
    attributes: attributesOf(line, facts.id),
  };
}

function settingOf({ calendar, today, line, period }: Told, owner: string): ScheduleSetting {
  const validTo = period.lastDay === NEVER_ENDS || period.resumed !== NEVER_ENDS ? null : isoDate(period.lastDay);
  return { owner, calendar, today, validFrom: line.opened, validTo };
}

const isoDate = (day: number): string => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

const mandarin = (owner: string): HsdsLanguage => ({ id: uuidOf('language', owner), name: '汉语', code: 'zh' });

function areaFor(owner: string, line: Pick<Line, 'audience'>): HsdsServiceArea {
  const { name, description, code } = areaOf(line);
  const extent = code === null ? {} : { extent: `GB/T 2260 ${code}`, extent_type: 'text' as const };
  return { id: uuidOf('service-area', owner), name, description, ...extent };
}

function phonesOf(line: Line, points: readonly AccessPoint[]): HsdsPhone[] {
  return points
    .filter(({ kind }) => kind === 'phone' || kind === 'short-code')
    .map((point) => {
      const keys = point.menuKeys.join('');
      const description = describePhone(point);
      const id = uuidOf('phone', line.id, point.raw.replaceAll(/\s/g, ''), keys);
      return {
        id,
        number: point.e164 ?? point.tel ?? point.raw,
        ...(/^[1-9]\d{0,5}$/.test(keys) && { extension: Number(keys) }),
        type: point.lineType === 'mobile' ? 'cell' : 'voice',
        ...(description !== '' && { description }),
        languages: [mandarin(id)],
      };
    });
}

/** Access points that share hours and audience, in the order of the first of each. */
export function groupsOf(line: Line): AccessPoint[][] {
  return [...Map.groupBy(line.accessPoints, ({ hours, audience }) => JSON.stringify([hours, audience])).values()];
}

/** The virtual locations of a line: one for each group of access points. */
export function locationsOf(told: Told): HsdsServiceAtLocation[] {
  return groupsOf(told.line).map((points, group) => locationOf(told, points, group));
}

/** The UUID of one group of a line, as a place where its service is given. */
export const locationId = (line: Pick<Line, 'id'>, group: number): string =>
  uuidOf('service-at-location', line.id, String(group));

function locationOf(told: Told, points: readonly AccessPoint[], group: number): HsdsServiceAtLocation {
  const { line } = told;
  const owner = `location ${line.id} ${group}`;
  const ways = points.map(({ display, note }) => (note === null ? display : `${display} (${note})`)).join('、');
  const [{ hours, audience } = { hours: null, audience: null }] = points;
  const place = uuidOf('location', line.id, String(group));
  const schedules: HsdsSchedule[] = schedulesOf(hours ?? line.hours, settingOf(told, owner));
  return {
    id: locationId(line, group),
    service_id: serviceId(line),
    location_id: place,
    description: `${line.name}: ${ways}`,
    location: {
      id: place,
      location_type: 'virtual',
      name: ways,
      description: '通过电话或网络提供，没有接待地址。 Given by telephone or online; there is no place to visit.',
    },
    service_areas: [areaFor(owner, { audience: audience ?? line.audience })],
    phones: phonesOf(line, points),
    schedules,
  };
}
