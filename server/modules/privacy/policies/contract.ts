// How long what is kept: the terms of a policy, the limits they keep to and where those come from, and every version
// that was ever in force. For server and console alike.
import { z } from 'zod';
import { LineId } from '../../directory/contract.ts';
import { OrganisationId, PersonId } from '../../identity/contract.ts';
import { DataClass, KeyKind } from '../contract.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const Instant = z.iso.datetime({ offset: true });
const Days = z.int().min(0).max(1_000_000);
const Somebody = z.object({ id: PersonId, name: z.string() });

/** How long each class is kept, in days of 24 hours. Null: this class is not kept at all. */
export const Terms = z.strictObject({
  'contact-details': Days.describe('After the end of service, or the last agreed meeting.'),
  correspondence: z
    .strictObject({ key: KeyKind, days: Days })
    .describe('What was written: goes with the contact details, or is kept with the record.'),
  record: Days.describe('The service record without identity.'),
  transcript: Days.nullable(),
  audio: Days.nullable(),
  audit: Days.describe('After what it speaks of is gone.'),
});
export type Terms = z.infer<typeof Terms>;

/** One limit of a term, and where it comes from. Days null: there is none. */
const Bound = z.object({ days: Days.nullable(), source: Words });

/** Between what a term of a class must lie. `key` null: the class has no key of its own. */
export const Limit = z.object({
  class: DataClass,
  key: KeyKind.nullable(),
  shortest: Bound,
  longest: Bound,
  reasonBeyond: Bound.describe('A longer term needs a reason.'),
});
export type Limit = z.infer<typeof Limit>;

/** One version of a policy. What was ever in force is kept. */
export const PolicyVersion = z.object({
  id: z.uuid(),
  line: LineId.nullable().describe('Null: the whole organisation.'),
  version: z.int().min(1),
  terms: Terms.nullable().describe('Null: from then on it follows what stands above it.'),
  reason: z.string().nullable(),
  by: Somebody.nullable().describe('Null: it came with the program.'),
  at: Instant,
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What is in force somewhere, and by which policy: the line’s own, its organisation’s, or the standard one. */
const InForce = z.object({
  terms: Terms,
  from: z.enum(['line', 'organisation', 'standard']),
  policy: z.uuid(),
  version: z.int(),
});

/** What is in force in the organisation and for its lines, with the limits. Right: privacy.see-policy. */
export const getPolicy = {
  method: 'GET',
  path: '/api/privacy/policy',
  input: {
    query: z.object({ organisation: OrganisationId.optional().describe('One below; left out: the one acted for.') }),
  },
  output: z.object({
    organisation: InForce,
    lines: z.array(InForce.extend({ line: LineId })).describe('Lines that have, or had, a policy of their own.'),
    limits: z.array(Limit),
  }),
} as const;

/** All versions of the organisation’s policies, the newest first. Right: privacy.see-policy. */
export const listPolicyVersions = {
  method: 'GET',
  path: '/api/privacy/policy/versions',
  input: { query: z.object({ line: LineId.optional() }) },
  output: z.object({ versions: z.array(PolicyVersion) }),
} as const;

/** Sets a policy for files opened from now on; those open keep theirs. Right: privacy.set-policy. */
export const setPolicy = {
  method: 'POST',
  path: '/api/privacy/policy',
  input: {
    body: z.strictObject({
      line: LineId.optional().describe('Left out: the whole organisation.'),
      terms: Terms.nullable().describe('Null: follow the organisation, or the standard.'),
      reason: z.string().trim().min(1).max(500).optional(),
    }),
  },
  output: PolicyVersion,
} as const;
