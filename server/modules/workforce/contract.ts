// Qualifications and the duty gate: who may take contacts, and what is missing where somebody may not yet.
import { z } from 'zod';
import { Day, Group, Instant, PersonId, words } from '../identity/contract.ts';

/** Identifies one recorded qualification. */
export const QualificationId = z.uuid().brand('QualificationId');
export type QualificationId = z.infer<typeof QualificationId>;

/** What can be recorded about somebody's fitness for the work. */
export const QualificationKind = z.enum([
  'screening',
  'professional-qualification',
  'basic-competence',
  'crisis-competence',
  'ethics-training',
  'supervisor-training',
]);
export type QualificationKind = z.infer<typeof QualificationKind>;

/** How one recorded qualification stands on a day. */
export const QualificationState = z.enum(['valid', 'expired', 'withdrawn', 'not-yet']);

/** One recorded qualification. */
export const Qualification = z.object({
  id: QualificationId,
  kind: QualificationKind,
  evidence: z.string().describe('What was seen: certificate and number, minutes of the selection, test …'),
  issuedOn: Day,
  expiresOn: Day.nullable().describe('Last day on which it holds; null: it does not expire.'),
  state: QualificationState.describe('Today.'),
  recordedBy: z.string().nullable().describe('Name.'),
  recordedAt: Instant,
  withdrawn: z
    .object({ at: Instant, by: z.string().nullable(), reason: z.string() })
    .nullable()
    .describe('Withdrawn, with who did it and why.'),
});
export type Qualification = z.infer<typeof Qualification>;

/** What the duty gate asks for: a kind of qualification, an accepted text, or something of the profile. */
export const Need = z.enum([
  ...QualificationKind.options,
  'background',
  'experience',
  'ethics-code',
  'volunteer-statement',
]);
export type Need = z.infer<typeof Need>;

/** One thing that keeps somebody from duty. */
export const Missing = z.object({
  need: Need,
  why: z.enum(['missing', 'expired', 'withdrawn', 'not-yet', 'newer-version']),
  since: Day.nullable().describe('Last day on which it held, or the day from which it will.'),
  words: z.object({ zh: z.string(), en: z.string() }).describe('What to do about it, to be shown as it is.'),
  from: z.array(z.string()).describe('Requirements that ask for it: S1-21 …'),
});
export type Missing = z.infer<typeof Missing>;

/** Duties behind the gate. */
export const Duty = z.enum(['counselling', 'supervision']);
export type Duty = z.infer<typeof Duty>;

/** The gate of one duty for one person today. */
export const Gate = z.object({ duty: Duty, passed: z.boolean(), missing: z.array(Missing) });
export type Gate = z.infer<typeof Gate>;

/** A member with how they stand; `gates` is empty for somebody whose groups need none. */
export const MemberGates = z.object({
  person: PersonId,
  name: z.string(),
  groups: z.array(Group),
  gates: z.array(Gate),
  expiring: z.array(z.object({ kind: QualificationKind, expiresOn: Day })).describe('Within the next 30 days.'),
});
export type MemberGates = z.infer<typeof MemberGates>;

/** Days ahead for which a coming expiry is told. */
export const expiringDays = 30;

const person = z.object({ person: PersonId });
const OneMember = MemberGates.extend({ qualifications: z.array(Qualification) });

/** Members with a duty gate, those who do not pass first. */
export const listGates = {
  method: 'GET',
  path: '/api/workforce/gates',
  input: { query: z.object({ state: z.enum(['passed', 'blocked', 'expiring']).optional() }) },
  output: z.object({ members: z.array(MemberGates), passed: z.int(), blocked: z.int(), expiring: z.int() }),
} as const;

export const getGates = {
  method: 'GET',
  path: '/api/workforce/members/:person',
  input: { params: person },
  output: OneMember,
} as const;

/** The caller's own. */
export const readOwnGates = { method: 'GET', path: '/api/workforce/me', input: {}, output: OneMember } as const;

/**
 * Records a qualification of a member. A screening (遴选) counts only when language and communication were assessed
 * with it (S3-25).
 */
export const recordQualification = {
  method: 'POST',
  path: '/api/workforce/members/:person/qualifications',
  input: {
    params: person,
    body: z.strictObject({
      kind: QualificationKind,
      evidence: words(300),
      issuedOn: Day,
      expiresOn: Day.nullable().default(null),
      communicationAssessed: z.literal(true).optional().describe('Needed for a screening (S3-25).'),
    }),
  },
  output: OneMember,
} as const;

/** Withdraws what was recorded; it stays on file with the reason. */
export const withdrawQualification = {
  method: 'POST',
  path: '/api/workforce/qualifications/:id/withdraw',
  input: { params: z.object({ id: QualificationId }), body: z.strictObject({ reason: words(300) }) },
  output: OneMember,
} as const;
