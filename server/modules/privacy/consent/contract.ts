// What people agreed to, with the text they were shown, and the lawful exceptions to confidentiality, each with the
// duty to tell the person afterwards. For server and console alike.
import { z } from 'zod';
import { Opening } from '../../audit/contract.ts';
import { PersonId } from '../../identity/contract.ts';
import { FileId, Next, Paging } from '../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Said = (most: number) => z.string().trim().min(1).max(most);
const Somebody = z.object({ id: PersonId, name: z.string() });

/** What can be agreed to. */
export const ConsentSubject = z.enum([
  'confidentiality-promise',
  'sensitive-data',
  'recording',
  'follow-up',
  'handing-over',
  'guardian',
]);
export type ConsentSubject = z.infer<typeof ConsentSubject>;

/** What each is called, and where it comes from. */
export const consentSubjects = {
  'confidentiality-promise': {
    zh: '保密承诺与例外',
    en: 'Promise of confidentiality and its exceptions',
    source: 'S0-22',
  },
  'sensitive-data': { zh: '处理敏感个人信息', en: 'Use of sensitive personal data', source: 'PIPL 29' },
  recording: { zh: '录音', en: 'Recording', source: 'S3-90' },
  'follow-up': { zh: '约定回访', en: 'An agreed follow-up', source: 'S1-26' },
  'handing-over': { zh: '转交其他机构', en: 'Handing data to another body', source: 'PIPL 23' },
  guardian: { zh: '监护人同意（未满十四周岁）', en: 'Guardian’s consent (under fourteen)', source: 'PIPL 31' },
} as const satisfies Readonly<Record<ConsentSubject, { zh: string; en: string; source: string }>>;

/** How it was given. */
export const ConsentManner = z.enum(['button', 'spoken', 'form']);
export type ConsentManner = z.infer<typeof ConsentManner>;

/** One version of a text that people are shown. */
export const ConsentText = z.object({
  id: z.uuid(),
  subject: ConsentSubject,
  version: z.int().min(1),
  zh: z.string(),
  en: z.string(),
  digest: z.string().describe('SHA-256 of both texts, hexadecimal.'),
  at: Instant,
  by: Somebody.nullable().describe('Null: it came with the program.'),
});
export type ConsentText = z.infer<typeof ConsentText>;

/** All versions of the organisation’s texts, the newest first. Right: privacy.see-policy. */
export const listConsentTexts = {
  method: 'GET',
  path: '/api/privacy/consent-texts',
  input: { query: z.object({ subject: ConsentSubject.optional() }) },
  output: z.object({ texts: z.array(ConsentText) }),
} as const;

/** Puts a new version of a text in force. Right: privacy.set-policy. */
export const publishConsentText = {
  method: 'POST',
  path: '/api/privacy/consent-texts',
  input: { body: z.strictObject({ subject: ConsentSubject, zh: Said(10_000), en: Said(10_000) }) },
  output: ConsentText,
} as const;

/** One answer of a person to one text. */
export const Consent = z.object({
  id: z.uuid(),
  subject: ConsentSubject,
  answer: z.enum(['given', 'refused']),
  text: z.object({ id: z.uuid(), version: z.int(), digest: z.string() }),
  lang: z.enum(['zh', 'en']).describe('In which language it was shown or read out.'),
  manner: ConsentManner,
  at: Instant,
  withdrawn: z.object({ at: Instant, manner: ConsentManner }).nullable(),
});
export type Consent = z.infer<typeof Consent>;

/** What the person of a file agreed to. Right: privacy.see-clocks. */
export const listConsents = {
  method: 'GET',
  path: '/api/privacy/files/:id/consents',
  input: { params: z.object({ id: FileId }) },
  output: z.object({ consents: z.array(Consent) }),
} as const;

/** The lawful exceptions to confidentiality. */
export const ExceptionKind = z.enum(['life-risk', 'infectious-disease', 'court-order', 'harm-to-minor']);
export type ExceptionKind = z.infer<typeof ExceptionKind>;

/** What each is called, and the law it usually rests on. */
export const exceptionKinds = {
  'life-risk': { zh: '有生命危险', en: 'Danger to life', basis: '个人信息保护法 13（四）' },
  'infectious-disease': {
    zh: '传染病防控',
    en: 'Infectious disease',
    basis: '传染病防治法；个人信息保护法 13（三）（四）',
  },
  'court-order': { zh: '司法机关依法调取', en: 'Demand of a court or investigator', basis: '个人信息保护法 13（三）' },
  'harm-to-minor': { zh: '未成年人受到侵害', en: 'Harm to a minor', basis: '未成年人保护法 11' },
} as const satisfies Readonly<Record<ExceptionKind, { zh: string; en: string; basis: string }>>;

/** Why the person cannot be told afterwards. */
export const NotToldBecause = z.enum(['cannot-be-reached', 'law-forbids', 'would-endanger', 'has-died']);
export type NotToldBecause = z.infer<typeof NotToldBecause>;

/** The use of an exception. Reason, basis and what was disclosed are sealed: `openException` shows them. */
export const Exception = z.object({
  id: z.uuid(),
  file: FileId,
  kind: ExceptionKind,
  by: Somebody,
  at: Instant,
  notice: z.object({
    dueAt: Instant.describe('By when the person is to be told.'),
    overdue: z.boolean(),
    settled: z
      .object({ at: Instant, by: Somebody, outcome: z.enum(['told', 'not-told']), because: NotToldBecause.nullable() })
      .nullable(),
  }),
});
export type Exception = z.infer<typeof Exception>;

/** Records the use of an exception, before or right after the disclosure. Right: privacy.use-exception. */
export const recordException = {
  method: 'POST',
  path: '/api/privacy/exceptions',
  input: {
    body: z.strictObject({
      file: FileId,
      kind: ExceptionKind,
      reason: Said(2000).describe('What made it necessary. Sealed.'),
      basis: Said(300).describe('The law or the demand, as cited. Sealed.'),
      disclosed: Said(2000).describe('What was disclosed, in kinds rather than values. Sealed.'),
      recipient: Said(300).describe('To whom. Sealed.'),
      noticeBy: Instant.optional().describe('By when the person is to be told; left out: as soon as the rule asks.'),
    }),
  },
  output: Exception,
} as const;

/** Uses of exceptions, the newest first; `open`: the person still has to be told. Right: privacy.use-exception. */
export const listExceptions = {
  method: 'GET',
  path: '/api/privacy/exceptions',
  input: {
    query: z.object({
      notice: z.enum(['open', 'overdue', 'settled']).optional(),
      file: FileId.optional(),
      ...Paging,
    }),
  },
  output: z.object({ exceptions: z.array(Exception), next: Next }),
} as const;

/** Shows what was sealed, for a purpose; each opening is on file. Right: privacy.open-record. */
export const openException = {
  method: 'POST',
  path: '/api/privacy/exceptions/:id/opening',
  input: { params: z.object({ id: z.uuid() }), body: Opening },
  output: z.object({ reason: z.string(), basis: z.string(), disclosed: z.string(), recipient: z.string() }),
} as const;

/** Settles the notice: told, or why not. Right: privacy.use-exception. */
export const settleNotice = {
  method: 'POST',
  path: '/api/privacy/exceptions/:id/notice',
  input: {
    params: z.object({ id: z.uuid() }),
    body: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('told') }),
      z.strictObject({ outcome: z.literal('not-told'), because: NotToldBecause }),
    ]),
  },
  output: Exception,
} as const;
