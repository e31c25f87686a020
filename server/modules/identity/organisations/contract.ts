// Organisations as their administration and the authority above them see them. An authority sees how its institutions
// stand and how many people they have in each group: not who, and nothing about those they help.
import { z } from 'zod';
import { Day, Email, Group, Instant, OrganisationId, OrganisationKind, PersonName, words } from '../contract.ts';

/** On what ground a university centre serves everybody (S1-07): 示范单位, 试点单位, 基础较好. */
export const PublicBasis = z.enum(['model', 'pilot', 'well-founded']);
export type PublicBasis = z.infer<typeof PublicBasis>;

/** Whom it serves and since when; both may lie ahead. */
const service = {
  dutyModeFrom: Day.nullable().describe('From when on it is in duty mode 值班模式 (S1-04); null: it is not.'),
  publicFrom: Day.nullable().describe('From when on it serves everybody (S1-07); null: its own members only (S1-05).'),
  publicBasis: PublicBasis.nullable().describe('On what ground it serves everybody.'),
};

/** An organisation. */
export const Organisation = z.object({
  id: OrganisationId,
  parent: OrganisationId.nullable().describe('The authority above it, where the caller may see it.'),
  name: z.string(),
  kind: OrganisationKind,
  department: z.string().nullable().describe('Competent department (S3-10): 卫健, 教育, 民政 …'),
  ...service,
  closedAt: Instant.nullable(),
});
export type Organisation = z.infer<typeof Organisation>;

/** How one institution stands today. */
export const InstitutionOverview = Organisation.extend({
  dutyMode: z.enum(['on', 'announced', 'off']).describe('Today; announced: from a later day on.'),
  members: z.record(Group, z.int()).describe('How many people belong to each group.'),
});
export type InstitutionOverview = z.infer<typeof InstitutionOverview>;

const Name = words(100);
const Department = words(60);
const FirstAdministrator = z.strictObject({ name: PersonName, email: Email });
const Link = z.object({
  token: z.string().describe('Shown this once; the link to send ends in it.'),
  expiresAt: Instant,
});
const params = z.object({ id: OrganisationId });

/** The organisation acted for and, where the right reaches down, those below it; parents before children. */
export const listOrganisations = {
  method: 'GET',
  path: '/api/identity/organisations',
  input: {},
  output: z.object({ organisations: z.array(Organisation) }),
} as const;

/** How the institutions below stand (S1-04, S3-12). */
export const overseeInstitutions = {
  method: 'GET',
  path: '/api/identity/institutions',
  input: {
    query: z.object({ dutyMode: z.enum(['on', 'announced', 'off']).optional().describe('Only those that stand so.') }),
  },
  output: z.object({ institutions: z.array(InstitutionOverview), notInDutyMode: z.int() }),
} as const;

export const getOrganisation = {
  method: 'GET',
  path: '/api/identity/organisations/:id',
  input: { params },
  output: Organisation,
} as const;

/** Sets up an organisation below an authority; its first administrator is invited by the link. */
export const setUpOrganisation = {
  method: 'POST',
  path: '/api/identity/organisations',
  input: {
    body: z.strictObject({
      parent: OrganisationId.optional().describe('An authority; left out: the organisation acted for.'),
      name: Name,
      kind: OrganisationKind,
      department: Department.nullable().default(null),
      administrator: FirstAdministrator,
    }),
  },
  output: z.object({ organisation: Organisation, invitation: Link }),
} as const;

/** Changes what is given and leaves the rest. */
export const changeOrganisation = {
  method: 'PATCH',
  path: '/api/identity/organisations/:id',
  input: {
    params,
    body: z.strictObject({
      name: Name.optional(),
      kind: OrganisationKind.optional(),
      department: Department.nullable().optional(),
      dutyModeFrom: service.dutyModeFrom.optional(),
      publicFrom: service.publicFrom.optional(),
      publicBasis: service.publicBasis.optional(),
    }),
  },
  output: Organisation,
} as const;

/** Nobody acts for it from then on. */
export const closeOrganisation = {
  method: 'POST',
  path: '/api/identity/organisations/:id/close',
  input: { params },
  output: Organisation,
} as const;

/** Invites an administrator to an organisation below that has none (any more). */
export const inviteFirstAdministrator = {
  method: 'POST',
  path: '/api/identity/organisations/:id/administrator',
  input: { params, body: FirstAdministrator },
  output: Link,
} as const;
