// What reading a published document yields: the shape that `npm run import -- --dry-run --json` prints.
// The text of the source is kept beside everything that was read from it.
import { z } from 'zod';
import { Schedule } from '../hours/contract.ts';
import { RegionRef } from '../regions/contract.ts';

/** Whom a line serves, in one word each; the site's second question offers the same. */
export const AudienceGroup = z.enum([
  'student', // 高校学生、学生
  'youth', // 青少年、未成年人、中小学生
  'teacher', // 教师、师生中的教职工
  'parent', // 家长
  'medical', // 医护人员
  'police', // 公安民警
  'frontline', // 防疫一线工作人员
  'patient', // 确诊、受感染、疑似、康复
  'isolated', // 被隔离人员
  'volunteer', // 志愿者、组织管理人员
  'overseas', // 全球华人、海外华人
]);
export type AudienceGroup = z.infer<typeof AudienceGroup>;

/** Whom a line serves. `everyone` and `groups` may both stand: mainly these, but also anybody. */
export const Audience = z.object({
  raw: z.string().describe('As published.'),
  everyone: z.boolean().describe('Anybody may use it (within `region`, if one is given).'),
  groups: z.array(AudienceGroup).describe('Groups it names; the only ones it serves unless `everyone`.'),
  family: z.boolean().describe('Their families too.'),
  region: RegionRef.nullable().describe(
    'The audience it names by place: 主要对山西地区…; null when not limited by place.',
  ),
  national: z.boolean().describe('It says 全国 or 全球.'),
  eventOnly: z.boolean().describe('Only for people affected by the event (受此次疫情影响).'),
  everyoneDuringEvent: z.boolean().describe('Opened to everybody while the event lasts: 疫情期间对全国…开放.'),
});
export type Audience = z.infer<typeof Audience>;

/** How a line can be reached. */
export const AccessKind = z.enum(['phone', 'short-code', 'qq', 'app', 'email', 'wechat']);
export type AccessKind = z.infer<typeof AccessKind>;

/** Opening hours as published and as read. */
export const ReadHours = z.object({
  raw: z.string(),
  understood: z.boolean(),
  schedule: Schedule.nullable(),
  zh: z.string().nullable().describe('Written back in plain Chinese; null when not understood.'),
  en: z.string().nullable(),
  unread: z.array(z.string()),
});
export type ReadHours = z.infer<typeof ReadHours>;

/** One way to reach a line. */
export const ReadAccessPoint = z.object({
  kind: AccessKind,
  raw: z.string().describe('As published.'),
  e164: z.string().optional().describe('+862785844666; only where the number is a full telephone number as published.'),
  tel: z
    .string()
    .optional()
    .describe(
      'What a tel: link dials, e.g. 02785844666, 12320 or 0471-12320 without keys. Absent: cannot be dialled as written.',
    ),
  number: z.string().optional().describe('The account, address or app name for kinds that are not dialled.'),
  display: z.string().describe('Grouped as people say it: 027-8584 4666.'),
  lineType: z
    .enum(['landline', 'mobile', 'shared-cost-400', 'landline-only-800', 'short-code', 'area-short-code'])
    .optional(),
  menuKeys: z.array(z.string()).optional().describe('Keys to press after the call is answered, in order.'),
  note: z.string().optional().describe('As published beside the number: 座机用户拨打, 白班, 疫情期间.'),
  hours: ReadHours.optional().describe('Only where this access point has hours of its own.'),
  audience: Audience.optional().describe('Only where this access point has an audience of its own.'),
});
export type ReadAccessPoint = z.infer<typeof ReadAccessPoint>;

/** A doubt, for a person to settle. Nothing is guessed away. */
export const FlagCode = z.enum([
  'suspicious-area-code', // the area code does not exist, or belongs elsewhere
  'not-diallable', // cannot be dialled as written
  'likely-misread', // a letter or digit in an address was probably misread
  'malformed-address', // an e-mail address or account that cannot be one
  'expired', // past its published validity on the day of reading
  'region-missing',
  'region-doubtful', // carried down or derived, and something speaks against it
  'conflict', // one number, different facts in two places
  'duplicate', // the same number or name stands elsewhere
  'assumption', // read in one of several possible ways
  'hours-unread',
  'field-unread', // a cell other than hours that could not be read
  'repaired', // structure proved a shift or a merged cell; says what was done
]);
export type FlagCode = z.infer<typeof FlagCode>;

export const Flag = z.object({
  code: FlagCode,
  field: z.string().describe('name, region, hosts, accessPoints, audience, hours, sessionMinutes, opened, validity.'),
  raw: z.string(),
  suggestion: z.string().optional(),
  why: z.string().describe('In Chinese, one plain sentence for the person who decides.'),
});
export type Flag = z.infer<typeof Flag>;

/** A single session's published length, in minutes. */
export const SessionMinutes = z.object({
  raw: z.string(),
  min: z.int().optional(),
  max: z.int().optional(),
  approximate: z.boolean().optional().describe('左右.'),
  depends: z.boolean().optional().describe('视具体情况而定 and the like: no figure was promised.'),
});
export type SessionMinutes = z.infer<typeof SessionMinutes>;

/** How long a line said it would run. Dates are ISO, Asia/Shanghai. */
export const Validity = z.object({
  raw: z.string(),
  kind: z.enum(['long-term', 'event', 'until', 'at-least', 'unstated']),
  until: z
    .string()
    .optional()
    .describe('Last day, inclusive, for until and at-least (at-least: the day up to which it promised to go on).'),
  event: z.string().optional().describe('The event it is bound to, an id of data/events.json.'),
});
export type Validity = z.infer<typeof Validity>;

/** A publication that lines were read from. */
export const ReadSource = z.object({
  id: z.string().describe('Short and stable, from the text itself: never from the file name.'),
  file: z.string(),
  title: z.string(),
  number: z.string().nullable().describe('豫教疫防办〔2020〕4号.'),
  issuers: z.array(z.string()),
  date: z.string().nullable().describe('ISO date of issue.'),
  round: z.int().nullable().describe('Publication round, for lists that appear in rounds.'),
  signature: z.string().nullable(),
  contacts: z.array(
    z.object({
      person: z.string().optional(),
      phone: z.string().optional(),
      fax: z.string().optional(),
      email: z.string().optional(),
    }),
  ),
  format: z.enum(['text', 'html', 'csv', 'xlsx']),
  sha256: z.string().describe('Of the file as read.'),
});
export type ReadSource = z.infer<typeof ReadSource>;

/** One line as one source publishes it. */
export const ReadLine = z.object({
  source: z.string(),
  row: z
    .string()
    .describe('Stable within its source: the printed row number, or the place in the text (table-3, prose-2).'),
  name: z.string(),
  formerNames: z.array(z.string()),
  region: RegionRef.nullable().describe('As the source groups it; null when it gives none and none can be derived.'),
  city: RegionRef.optional().describe(
    'The city, where the source names only the province and the name proves the city.',
  ),
  hosts: z.array(z.string()),
  accessPoints: z.array(ReadAccessPoint),
  audience: Audience,
  hours: ReadHours.nullable().describe('Null when the source gives none.'),
  sessionMinutes: SessionMinutes.nullable(),
  opened: z.object({ raw: z.string(), date: z.string() }).optional(),
  validity: Validity,
  flags: z.array(Flag),
  cells: z.record(z.string(), z.string()).describe('Source text of every field, as published, before any repair.'),
});
export type ReadLine = z.infer<typeof ReadLine>;

/** Something that is no hotline, and why: a number, an address, a row without any, a sheet that was not read. */
export const NotHotline = z.object({ source: z.string(), raw: z.string(), why: z.string() });
export type NotHotline = z.infer<typeof NotHotline>;

export const Reading = z.object({
  sources: z.array(ReadSource),
  lines: z.array(ReadLine),
  notHotlines: z.array(NotHotline),
});
export type Reading = z.infer<typeof Reading>;
