// Who works here: colleagues with their groups, and what everybody may know and change about themselves.
import { z } from 'zod';
import {
  Day,
  Group,
  Instant,
  OrganisationId,
  OrganisationKind,
  PersonId,
  PersonName,
  rights,
  StaffNumber,
  type Right,
} from '../contract.ts';

/** Professional background (S3-26). */
export const Background = z.enum([
  'psychiatric-doctor',
  'psychiatric-nurse',
  'psychotherapist',
  'counsellor',
  'social-worker',
  'psychology-teacher',
  'other',
]);
export type Background = z.infer<typeof Background>;

const isRight = (name: string): name is Right => Object.hasOwn(rights, name);
const RightName = z.string().refine(isRight);

/** An organisation that somebody belongs to, and what they may do there now. */
export const Place = z.object({
  id: OrganisationId,
  name: z.string(),
  kind: OrganisationKind,
  groups: z.array(Group),
  rights: z.array(z.object({ right: RightName, reach: z.enum(['own', 'below']) })),
});
export type Place = z.infer<typeof Place>;

/** Somebody about themselves. */
export const Self = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  places: z.array(Place).describe('Where they belong, the longest first.'),
});
export type Self = z.infer<typeof Self>;

/** Somebody who belongs to the organisation acted for. */
export const Member = z.object({
  person: PersonId,
  name: z.string(),
  groups: z.array(Group),
  staffNumber: z.string().nullable(),
  background: Background.nullable(),
  practisingSince: Day.nullable().describe('Since when they have worked in this profession (S0-26).'),
  since: Instant.describe('Since when they have belonged here.'),
});
export type Member = z.infer<typeof Member>;

/** A colleague in full, with what is over. */
export const MemberDetail = Member.extend({
  email: z.string().nullable(),
  memberships: z.array(z.object({ group: Group, since: Instant, endedAt: Instant.nullable() })),
});
export type MemberDetail = z.infer<typeof MemberDetail>;

const person = z.object({ person: PersonId });

/** The caller: where they belong and what they may do there. Needs no organisation. */
export const readSelf = { method: 'GET', path: '/api/identity/me', input: {}, output: Self } as const;

export const changeSelf = {
  method: 'PATCH',
  path: '/api/identity/me',
  input: { body: z.strictObject({ name: PersonName.optional(), language: z.enum(['zh', 'en']).optional() }) },
  output: Self,
} as const;

/** Members now, by name, a page at a time. */
export const listMembers = {
  method: 'GET',
  path: '/api/identity/members',
  input: {
    query: z.object({
      search: z.string().trim().max(60).optional().describe('Part of the name or of the staff number.'),
      group: Group.optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      perPage: z.coerce.number().int().min(1).max(500).default(500),
    }),
  },
  output: z.object({ members: z.array(Member), total: z.int().describe('On all pages together.') }),
} as const;

export const getMember = {
  method: 'GET',
  path: '/api/identity/members/:person',
  input: { params: person },
  output: MemberDetail,
} as const;

/** Changes what is given and leaves the rest. */
export const changeMember = {
  method: 'PATCH',
  path: '/api/identity/members/:person',
  input: {
    params: person,
    body: z.strictObject({
      name: PersonName.optional(),
      staffNumber: StaffNumber.nullable().optional(),
      background: Background.nullable().optional(),
      practisingSince: Day.nullable().optional(),
    }),
  },
  output: MemberDetail,
} as const;

export const addToGroup = {
  method: 'POST',
  path: '/api/identity/members/:person/groups',
  input: { params: person, body: z.strictObject({ group: Group }) },
  output: MemberDetail,
} as const;

export const endGroup = {
  method: 'POST',
  path: '/api/identity/members/:person/groups/:group/end',
  input: { params: z.object({ person: PersonId, group: Group }) },
  output: MemberDetail,
} as const;

/** Ends everything that somebody belongs to here. */
export const endMember = {
  method: 'POST',
  path: '/api/identity/members/:person/end',
  input: { params: person },
  output: MemberDetail,
} as const;
