// Small lines for tests: everything a line needs, so that a test says only what it is about.
import type { RegionRef } from '../server/modules/regions/contract.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';
import type { Audience, ReadAccessPoint, ReadLine, ReadSource } from '../server/modules/sources/contract.ts';
import { LineId, type AccessPoint, type Line } from '../server/modules/directory/contract.ts';

/** `210200` and a name. */
export const region = (code: string, name: string): RegionRef => ({ code: RegionCode.parse(code), name });

export const LIAONING = region('210000', '辽宁省');
export const DALIAN = region('210200', '大连市');
export const SHENYANG = region('210100', '沈阳市');
export const SHANXI = region('140000', '山西省');

/** For everybody, unless said otherwise. */
export function audience(differences: Partial<Audience> = {}): Audience {
  return {
    raw: '所有需要心理支持的人群',
    everyone: true,
    groups: [],
    family: false,
    region: null,
    national: false,
    eventOnly: false,
    everyoneDuringEvent: false,
    ...differences,
  };
}

/** A landline that can be dialled as published. */
export function phone(tel: string, differences: Partial<AccessPoint> = {}): AccessPoint {
  return {
    kind: 'phone',
    raw: tel,
    display: tel,
    e164: null,
    tel,
    suggestedTel: null,
    number: null,
    lineType: 'landline',
    menuKeys: [],
    note: null,
    hours: null,
    audience: null,
    ...differences,
  };
}

/** A line for everybody, valid for long, of unknown hours, reached by one landline. */
export function line(id: string, differences: Partial<Omit<Line, 'id'>> = {}): Line {
  return {
    id: LineId.parse(id),
    name: `${id} 心理援助热线`,
    formerNames: [],
    region: null,
    hosts: [],
    accessPoints: [phone('01012345678')],
    audience: audience(),
    hours: null,
    sessionMinutes: null,
    opened: null,
    validity: { raw: '长期有效', kind: 'long-term' },
    confirmedOn: '2020-05-27',
    verifiedOn: null,
    listings: [],
    openFlags: 0,
    ...differences,
  };
}

/** A publication. */
export function source(id: string, date: string | null): ReadSource {
  return {
    id,
    file: `${id}.txt`,
    title: `热线名单 ${id}`,
    number: null,
    issuers: [],
    date,
    round: null,
    signature: null,
    contacts: [],
    format: 'text',
    sha256: '',
  };
}

/** A number as a source publishes it. */
export function readPhone(tel: string, differences: Partial<ReadAccessPoint> = {}): ReadAccessPoint {
  return { kind: 'phone', raw: tel, tel: tel.replaceAll('-', ''), display: tel, lineType: 'landline', ...differences };
}

/** A line as a source publishes it: silent about everything but its name and audience. */
export function readLine(source: string, row: string, differences: Partial<ReadLine> = {}): ReadLine {
  return {
    source,
    row,
    name: '心理援助热线',
    formerNames: [],
    region: null,
    hosts: [],
    accessPoints: [],
    audience: audience(),
    hours: null,
    sessionMinutes: null,
    validity: { raw: '', kind: 'unstated' },
    flags: [],
    cells: {},
    ...differences,
  };
}
