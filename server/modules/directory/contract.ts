// The directory as its readers see it: lines, how to reach them, and the answer to "who is there for me now?".
import { z } from 'zod';
import { HoursState, Schedule } from '../hours/contract.ts';
import { RegionCode, RegionRef } from '../regions/contract.ts';
import { AccessKind, Audience, AudienceGroup, SessionMinutes, Validity } from '../sources/contract.ts';

export { AudienceGroup } from '../sources/contract.ts';

/** Stable, readable, safe in an address: `s2-26`. */
export const LineId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'LineId'>();
export type LineId = z.infer<typeof LineId>;

/** Hours as published and as understood; `schedule` null answers `unknown`. */
export const LineHours = z.object({ raw: z.string(), schedule: Schedule.nullable() });
export type LineHours = z.infer<typeof LineHours>;

/** One way to reach a line. */
export const AccessPoint = z.object({
  kind: AccessKind,
  raw: z.string().describe('As published.'),
  display: z.string().describe('Grouped as people say it.'),
  e164: z.string().nullable(),
  tel: z.string().nullable().describe('What a tel: link dials; null when it cannot be dialled as published.'),
  suggestedTel: z.string().nullable().describe('A likely correction that nobody has confirmed yet; shown as such.'),
  number: z.string().nullable().describe('Account, address or app name where nothing is dialled.'),
  lineType: z
    .enum(['landline', 'mobile', 'shared-cost-400', 'landline-only-800', 'short-code', 'area-short-code'])
    .nullable(),
  menuKeys: z.array(z.string()),
  note: z.string().nullable(),
  hours: LineHours.nullable().describe("Its own hours; null: the line's."),
  audience: Audience.nullable().describe("Its own audience; null: the line's."),
});
export type AccessPoint = z.infer<typeof AccessPoint>;

/** Where a fact comes from: one row of one publication. */
export const Listing = z.object({
  source: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  issuers: z.array(z.string()),
  date: z.string().nullable(),
  row: z.string(),
});
export type Listing = z.infer<typeof Listing>;

/** A publication as the notices page shows it (S0-03, S0-06, S1-31, S2-35, S4-20). */
export const Notice = z.object({
  id: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  issuers: z.array(z.string()),
  date: z.string().nullable(),
  round: z.int().nullable(),
  signature: z.string().nullable(),
  contacts: z.array(
    z.object({
      person: z.string().optional(),
      phone: z.string().optional(),
      fax: z.string().optional(),
      email: z.string().optional(),
    }),
  ),
  lines: z.int().describe('How many lines it lists.'),
});
export type Notice = z.infer<typeof Notice>;

/** A line of the directory, put together from its listings. */
export const Line = z.object({
  id: LineId,
  name: z.string(),
  formerNames: z.array(z.string()),
  region: RegionRef.nullable(),
  hosts: z.array(z.string()),
  accessPoints: z.array(AccessPoint),
  audience: Audience,
  hours: LineHours.nullable(),
  sessionMinutes: SessionMinutes.nullable(),
  opened: z.string().nullable().describe('ISO date.'),
  validity: Validity,
  confirmedOn: z.string().nullable().describe('ISO date of the newest publication that lists it.'),
  verifiedOn: z.string().nullable().describe('ISO date a person last verified it by calling or asking; null: never.'),
  listings: z.array(Listing),
  openFlags: z.int().describe('Doubts nobody has settled yet.'),
});
export type Line = z.infer<typeof Line>;

/** A happening that lines can be bound to, e.g. the epidemic: from its first day to its last, inclusive. */
export const DirectoryEvent = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  begins: z.string(),
  ends: z.string().nullable(),
  source: z.string(),
});
export type DirectoryEvent = z.infer<typeof DirectoryEvent>;

/** A national number that is always offered: 12356, 110, 119, 120. */
export const CrisisNumber = z.object({
  tel: z.string(),
  zh: z.string(),
  en: z.string(),
  verifiedOn: z.string(),
  source: z.string(),
});
export type CrisisNumber = z.infer<typeof CrisisNumber>;

export const Channel = z.enum(['phone', 'online', 'mail']);
export type Channel = z.infer<typeof Channel>;

export const Urgency = z.enum(['now', 'can-wait']);
export type Urgency = z.infer<typeof Urgency>;

/** What a line is found by in Latin letters, made at import from its name and former names, with spaces between. */
export const PinyinKeys = z.object({
  initials: z.string().describe('dlsxlyzrx'),
  full: z.string().describe('dalianshixinliyuanzhurexian'),
});
export type PinyinKeys = z.infer<typeof PinyinKeys>;

/** What a person may tell us; every part may be left out. */
export type MatchQuery = {
  readonly region?: RegionCode;
  readonly audience?: AudienceGroup;
  readonly channel?: Channel;
  readonly urgency?: Urgency;
  readonly at: Temporal.Instant;
  /** How many answers of each list are wanted at most; 20 when left out. */
  readonly limit?: number;
};

/** Whether a line is in service at an instant, apart from its hours. */
export const Service = z.enum(['in-service', 'not-yet-open', 'expired', 'event-over']);
export type Service = z.infer<typeof Service>;

/** Why this line, in words the site knows in both languages. */
export const Reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same-city'), region: z.string() }),
  z.object({ kind: z.literal('same-province'), region: z.string() }),
  z.object({ kind: z.literal('serves-whole-country') }),
  z.object({ kind: z.literal('for-your-group'), group: AudienceGroup }),
  z.object({ kind: z.literal('for-everyone') }),
  z.object({ kind: z.literal('open-now') }),
  z.object({ kind: z.literal('open-all-day') }),
  z.object({ kind: z.literal('opens-soon') }),
  z.object({ kind: z.literal('hours-unknown') }),
  z.object({ kind: z.literal('verified-lately') }),
  // What must be said when the person did not tell us enough to be sure that the line is for them.
  z.object({ kind: z.literal('for-groups-only'), groups: z.array(AudienceGroup) }),
  z.object({ kind: z.literal('for-region-only'), region: z.string() }),
  z.object({ kind: z.literal('for-people-affected') }), // by the event: 受此次疫情影响
  z.object({ kind: z.literal('write-any-time') }), // a mailbox: nobody answers at once
]);
export type Reason = z.infer<typeof Reason>;

/** How an access point stands at the instant asked. Instants are ISO with +08:00. */
export const AccessState = z.object({ state: HoursState, nextChange: z.string().nullable(), openAllDay: z.boolean() });
export type AccessState = z.infer<typeof AccessState>;

/** One answer: the line, which of its access points to use (best first, with their state), and why. */
export const Answer = z.object({
  line: Line,
  service: Service,
  state: HoursState.describe('Of the best access point.'),
  nextChange: z.string().nullable(),
  accessPoints: z.array(z.object({ point: AccessPoint, at: AccessState })),
  reasons: z.array(Reason),
});
export type Answer = z.infer<typeof Answer>;

/** The instant that somebody asks about. */
export const AskedAt = z.iso
  .datetime({ offset: true, local: true })
  .describe('ISO instant; Asia/Shanghai unless it has an offset. Left out: now.');

/** One line with all its access points. Open to everybody; a line that was merged answers under its former id too. */
export const readLine = {
  method: 'GET',
  path: '/api/lines/:id',
  input: { params: z.object({ id: LineId }), query: z.object({ at: AskedAt.optional() }) },
  output: Answer,
} as const;

/** What `match` gives: never an empty hand. */
export const Matching = z.object({
  answers: z.array(Answer).describe('Lines open now, best first; mailboxes too where mail was asked for.'),
  later: z
    .array(Answer)
    .describe(
      'Not open now: opening within the hour, then later, then unknown; in each the nearest, then the soonest.',
    ),
  totals: z.object({ open: z.int(), later: z.int() }).describe('How many lines there are, however few are listed.'),
  always: z.array(CrisisNumber).describe('12356, 110, 120: always offered.'),
  allDay: Answer.nullable().describe('A line open around the clock, for when nothing nearer is open.'),
  calendarCovered: z
    .boolean()
    .describe('False: the working-day calendar does not reach this day; states that depend on it are unknown.'),
});
export type Matching = z.infer<typeof Matching>;

/** A line found by a search, and by what. */
export const SearchHit = z.object({
  line: Line,
  service: Service,
  by: z.enum(['name', 'former-name', 'pinyin', 'number', 'region', 'host']),
});
export type SearchHit = z.infer<typeof SearchHit>;

const RegionChoice = z.object({ code: RegionCode, name: z.string(), english: z.string() });

/** Provinces with their cities, as forms offer them. Open to everybody. */
export const listRegions = {
  method: 'GET',
  path: '/api/regions',
  input: {},
  output: z.object({
    provinces: z.array(z.object({ province: RegionChoice, cities: z.array(RegionChoice) })),
  }),
} as const;
