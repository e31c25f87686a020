// Notices that an authority sends to its institutions, and what each has done about them (S0-03 to S0-06).
import { z } from 'zod';
import { OrganisationId, OrganisationKind } from '../../../identity/contract.ts';
import { RegionCode } from '../../../regions/contract.ts';
import { LineId } from '../../contract.ts';
import { By } from '../changes/contract.ts';

export const NoticeId = z.uuid().brand('NoticeId');
export type NoticeId = z.infer<typeof NoticeId>;

const found = { params: z.object({ id: NoticeId }) };
const text = (most: number) => z.string().trim().min(1).max(most);

/** Whom to ask about a notice (S0-06). */
export const NoticeContact = z.strictObject({
  person: text(40),
  phone: text(40),
  fax: text(40).nullable(),
});

/** What an institution has done about a notice. Null: not yet. */
export const Receipt = z.object({
  received: By.nullable().describe('Who opened it first, and when.'),
  forwarded: z.object({ by: By, to: z.string() }).nullable(),
  report: z.object({ by: By, text: z.string() }).nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** A notice in a list; `mine`: published by the caller's organisation, otherwise addressed to it. */
export const NoticeRow = z.object({
  id: NoticeId,
  title: z.string(),
  number: z.string().nullable(),
  issuers: z.array(z.string()),
  publishedOn: z.string(),
  from: z.object({ id: OrganisationId, name: z.string() }),
  mine: z.boolean(),
  reportBy: z.string().nullable().describe('Day by which a report is asked for.'),
  progress: z
    .object({ institutions: z.int(), received: z.int(), forwarded: z.int(), reported: z.int() })
    .nullable()
    .describe('For the publisher.'),
  receipt: Receipt.nullable().describe('Of the caller’s organisation, where it is addressed to it.'),
});
export type NoticeRow = z.infer<typeof NoticeRow>;

/** A notice in full. */
export const NoticeDetail = NoticeRow.extend({
  text: z.string(),
  contact: NoticeContact,
  annex: z
    .object({ file: z.string(), lines: z.array(z.object({ id: LineId, name: z.string().nullable() })) })
    .nullable(),
  receipts: z
    .array(
      z.object({
        organisation: z.object({ id: OrganisationId, name: z.string(), kind: OrganisationKind }),
        receipt: Receipt,
      }),
    )
    .nullable()
    .describe('For the publisher: every institution, those that have done least first.'),
});
export type NoticeDetail = z.infer<typeof NoticeDetail>;

/** Publishes a notice to all institutions below. Right: directory.publish-notice. Refusals: no-such-line (in the annex), number-taken. */
export const publishNotice = {
  method: 'POST',
  path: '/api/directory/notices',
  input: {
    body: z.strictObject({
      title: text(200),
      number: text(60).nullable(),
      issuers: z.array(text(60)).min(1).max(20),
      text: text(20_000),
      contact: NoticeContact,
      annex: z.strictObject({ file: text(200), lines: z.array(LineId).max(2000) }).nullable(),
      reportBy: z.iso.date().nullable(),
    }),
  },
  output: NoticeDetail,
} as const;

/** What the caller's organisation published. Right: directory.publish-notice. */
export const listSentNotices = {
  method: 'GET',
  path: '/api/directory/notices/sent',
  input: {},
  output: z.object({ notices: z.array(NoticeRow) }),
} as const;

/** A notice of one's own with all receipts. Right: directory.publish-notice. Refusal: no-such-notice. */
export const readSentNotice = {
  method: 'GET',
  path: '/api/directory/notices/sent/:id',
  input: found,
  output: NoticeDetail,
} as const;

/** What was addressed to the caller's organisation. Right: directory.answer-notice. */
export const listReceivedNotices = {
  method: 'GET',
  path: '/api/directory/notices/received',
  input: {},
  output: z.object({ notices: z.array(NoticeRow) }),
} as const;

/** Opens a notice; the first opening is its receipt (a POST, because it is put on file). Right: directory.answer-notice. Refusal: no-such-notice. */
export const openNotice = {
  method: 'POST',
  path: '/api/directory/notices/received/:id/opening',
  input: found,
  output: NoticeDetail,
} as const;

/** Right: directory.answer-notice. Refusals: no-such-notice, not-opened. Said again, it is replaced. */
export const forwardNotice = {
  method: 'PUT',
  path: '/api/directory/notices/received/:id/forwarded',
  input: { ...found, body: z.strictObject({ to: text(500) }) },
  output: Receipt,
} as const;

/** Files the implementation report. Right: directory.answer-notice. Refusals: no-such-notice, not-opened. Filed again, it is replaced. */
export const reportOnNotice = {
  method: 'PUT',
  path: '/api/directory/notices/received/:id/report',
  input: { ...found, body: z.strictObject({ text: text(10_000) }) },
  output: Receipt,
} as const;

/** How many take part, at any time (S0-07), over lines that are shown and in service on a day. Right: directory.see-curation. */
export const countParticipation = {
  method: 'GET',
  path: '/api/directory/counts',
  input: {
    query: z.object({
      region: RegionCode.optional(),
      source: z.string().max(64).optional(),
      on: z.iso.date().optional().describe('The day to count for; today when left out.'),
    }),
  },
  output: z.object({
    lines: z.int(),
    universities: z.int().describe('Universities and colleges among hosts and stewards.'),
    phones: z.int(),
    email: z.int(),
    qq: z.int(),
    wechat: z.int(),
  }),
} as const;

/** Institutions below with their lines (S1-04): who has a line in service, and since when. Right: directory.see-curation. */
export const listInstitutions = {
  method: 'GET',
  path: '/api/directory/institutions',
  input: {},
  output: z.object({
    institutions: z.array(
      z.object({
        organisation: z.object({ id: OrganisationId, name: z.string(), kind: OrganisationKind }),
        lines: z.int(),
        inService: z.int(),
        since: z.string().nullable().describe('The earliest opening day of a line in service.'),
      }),
    ),
  }),
} as const;
