// From a published row to a line: each field is read by its own rule, its text stays beside it, and every
// doubt of every rule ends up in one list that a person can work through.
import type { Region, RegionIndex, RegionRef } from '#regions/contract.ts';
import type { Flag, ReadAccessPoint, ReadLine } from './contract.ts';
import { readAudience } from './fields/audience.ts';
import { localParts, readContacts } from './fields/contacts.ts';
import { readHosts } from './fields/hosts.ts';
import { assignHours, readOpening } from './fields/hours.ts';
import { isCommon, isInstitution, readNames } from './fields/names.ts';
import { homeOf, readRegion } from './fields/regions.ts';
import {
  type Calendar,
  eventTerm,
  type KnownEvent,
  readOpened,
  readSessionMinutes,
  readValidity,
} from './fields/terms.ts';
import type { Leftover, PublishedDocument, PublishedRow } from './published.ts';

/** What lines are read against. `today` is an ISO day in China. */
export type ReadingContext = {
  readonly index: RegionIndex;
  readonly events: readonly KnownEvent[];
  readonly today: string;
};

/** The lines of a publication, and what stood among their numbers that is none. */
export type ReadLines = { readonly lines: readonly ReadLine[]; readonly notHotlines: readonly Leftover[] };

type Paper = ReadingContext & {
  readonly source: string;
  readonly home: RegionRef | null;
  readonly calendar: Calendar;
  readonly otherLocalParts: readonly string[];
};

/** Reads every row of a publication. */
export function readLines(document: PublishedDocument, source: string, context: ReadingContext): ReadLines {
  const paper: Paper = {
    ...context,
    source,
    home: homeOf(document.imprint, context.index),
    calendar: { events: context.events, published: document.imprint.date, today: context.today },
    otherLocalParts: localParts(document.rows),
  };
  const read = document.rows.map((row) => readRow(row, paper));
  return { lines: read.map(({ line }) => line), notHotlines: read.flatMap(({ notHotlines }) => notHotlines) };
}

type ReadRow = { readonly line: ReadLine; readonly notHotlines: readonly Leftover[] };

function readRow(row: PublishedRow, paper: Paper): ReadRow {
  const { cells } = row;
  const place = readRegion(row, cells['name'] ?? '', paper.home, paper.index);
  const named = nameOf(row, place.region, paper);
  const contacts = readContacts({
    cells,
    index: paper.index,
    region: regionOf(place.region, paper.index),
    name: named.name,
    otherLocalParts: paper.otherLocalParts,
  });
  const opening = cells['hours'] === undefined ? null : readOpening(cells['hours']);
  const timed = assignHours(contacts.accessPoints, opening?.hours ?? null);
  const audience = readAudience(cells['audience'] ?? '', { ...paper, name: named.name });
  const minutes = cells['sessionMinutes'] === undefined ? null : readSessionMinutes(cells['sessionMinutes']);
  const opened = cells['opened'] === undefined ? null : readOpened(cells['opened'], paper.calendar);
  const term = termOf(row, named.name, paper.calendar);
  const flags: Flag[] = [
    ...row.repairs.map((repair): Flag => ({ code: 'repaired', ...repair })),
    ...[place, named, contacts, opening, timed, audience, minutes, opened, term].flatMap((read) => read?.flags ?? []),
  ];
  const line: ReadLine = {
    source: paper.source,
    row: row.row,
    name: named.name,
    formerNames: [...named.formerNames],
    region: place.region,
    ...(place.city === null ? {} : { city: place.city }),
    hosts: hostsOf(row, named.name, paper.index),
    accessPoints: withAudience(timed.points, paper),
    audience: audience.audience,
    hours: opening?.hours ?? null,
    sessionMinutes: minutes?.minutes ?? null,
    ...(opened?.opened === undefined ? {} : { opened: opened.opened }),
    validity: term.validity,
    flags,
    cells: { ...cells },
  };
  return { line, notHotlines: contacts.notHotlines };
}

const regionOf = (ref: RegionRef | null, index: RegionIndex): Region | null =>
  ref === null ? null : (index.byCode.get(ref.code) ?? null);

type Named = { readonly name: string; readonly formerNames: readonly string[]; readonly flags: readonly Flag[] };

/** The printed name; else the heading of the numbers, with the region; else the host. Names put together are flagged. */
function nameOf(row: PublishedRow, region: RegionRef | null, paper: Paper): Named {
  const printed = row.cells['name'];
  if (printed === undefined) return composedName(row, region);
  if (printed.startsWith('=')) {
    const why = '这一格是没有保存结果的公式，看不到名称';
    return { name: printed, formerNames: [], flags: [{ code: 'field-unread', field: 'name', raw: printed, why }] };
  }
  const names = readNames(printed);
  const [host, ...others] = readHosts(row.cells['hosts'] ?? '', paper.index);
  if (isCommon(names.name) && host !== undefined && others.length === 0) {
    const name = `${host}${names.name}`;
    const why = `“${names.name}”看不出是哪家的热线；这里的名称加上了主办机构`;
    const flag: Flag = { code: 'assumption', field: 'name', raw: printed, suggestion: name, why };
    return { name, formerNames: [names.name, ...names.formerNames], flags: [flag] };
  }
  return { ...resolveOwner(names, paper.home), flags: ownerFlags(printed, paper.home) };
}

function composedName(row: PublishedRow, region: RegionRef | null): Named {
  const level = row.cells['region'] ?? '';
  const caption = (row.cells['caption'] ?? '').replace(/(?<=热线|专线)(?:电话|号码)+$/, '');
  const heading = /[^热线专电话号码]/.test(caption) ? caption : '心理热线';
  const where = level.endsWith('级')
    ? `${region?.name ?? ''}${level}`
    : level || region?.name || row.cells['hosts'] || '';
  const name = `${where}${heading}`;
  const why = '原文没有写热线名称；这里的名称由地区和表头合成';
  return { name, formerNames: [], flags: [{ code: 'assumption', field: 'name', raw: '', suggestion: name, why }] };
}

const OWN_PROVINCE = /^省(?=\d|[^\d]{2})/;

/** 省12320 in a paper of 陕西 is 陕西省12320. */
function resolveOwner(
  names: { readonly name: string; readonly formerNames: readonly string[] },
  home: RegionRef | null,
): Omit<Named, 'flags'> {
  if (home === null || !OWN_PROVINCE.test(names.name) || !home.name.endsWith('省')) return names;
  return { ...names, name: names.name.replace(/^省/, home.name) };
}

function ownerFlags(printed: string, home: RegionRef | null): Flag[] {
  if (home === null || !OWN_PROVINCE.test(printed) || !home.name.endsWith('省')) return [];
  return [
    {
      code: 'assumption',
      field: 'name',
      raw: printed,
      suggestion: home.name,
      why: `名称里的“省”按发文机构读作“${home.name}”`,
    },
  ];
}

function hostsOf(row: PublishedRow, name: string, index: RegionIndex): string[] {
  const printed = row.cells['hosts'];
  if (printed !== undefined) return readHosts(printed, index);
  return isInstitution(name) ? [name] : [];
}

const OF_THE_EVENT = /疫情|抗疫|防疫|战疫|新冠|新型冠状/;

/** The printed term; else what the line's own name says; a heading above others' lines is only mentioned. */
function termOf(row: PublishedRow, name: string, calendar: Calendar): ReturnType<typeof readValidity> {
  const printed = row.cells['validity'] ?? '';
  if (printed !== '') return readValidity(printed, calendar);
  const section = row.cells['section'] ?? '';
  const note = row.cells['note'] ?? '';
  if (OF_THE_EVENT.test(name) || OF_THE_EVENT.test(note))
    return boundByName(OF_THE_EVENT.test(name) ? name : note, calendar);
  const unstated = { validity: { raw: '', kind: 'unstated' as const }, flags: [] };
  if (!OF_THE_EVENT.test(section)) return unstated;
  const why = `没有写有效期；标题是“${section}”，但没有说这些热线只在疫情期间开通，按未注明处理`;
  return { ...unstated, flags: [{ code: 'assumption', field: 'validity', raw: section, why }] };
}

function boundByName(text: string, calendar: Calendar): ReturnType<typeof readValidity> {
  const bound = eventTerm(text, calendar);
  const read = readValidity(`${text}期间`, calendar);
  const why = `没有写有效期；“${text}”是为疫情开通的，按随疫情结束处理`;
  return {
    validity: bound.validity,
    flags: [
      ...read.flags.map((flag) => ({ ...flag, raw: text })),
      { code: 'assumption', field: 'validity', raw: text, why },
    ],
  };
}

/** A number set apart for one group (医务人员专线) has that audience. */
function withAudience(points: readonly ReadAccessPoint[], paper: Paper): ReadAccessPoint[] {
  return points.map((point) => {
    if (point.note === undefined || !/专线|专用|限/.test(point.note)) return point;
    const { audience } = readAudience(point.note, { ...paper, name: '' });
    return audience.groups.length === 0 ? point : { ...point, audience };
  });
}
