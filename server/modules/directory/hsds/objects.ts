// The objects of HSDS 3.1 as we give them. Only the fields we have something to say in are here; a field
// without a value is left out, because the specification's schemas know no null. Checked against those schemas
// in hsds.test.ts beside this file; see data/hsds-3.1/README.md.
import { z } from 'zod';

const id = z.string().describe('UUID, version 5, made from our own id: the same on every machine.');

export const HsdsTaxonomy = z.object({ id, name: z.string(), description: z.string(), version: z.string() });
export type HsdsTaxonomy = z.infer<typeof HsdsTaxonomy>;

export const HsdsTaxonomyTerm = z.object({
  id,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  taxonomy: z.string(),
  taxonomy_id: z.string(),
  taxonomy_detail: HsdsTaxonomy.optional(),
  language: z.string(),
});
export type HsdsTaxonomyTerm = z.infer<typeof HsdsTaxonomyTerm>;

export const HsdsAttribute = z.object({
  id,
  link_id: z.string(),
  link_entity: z.literal('service'),
  link_type: z.enum(['audience', 'access']),
  taxonomy_term_id: z.string(),
  taxonomy_term: HsdsTaxonomyTerm,
  label: z.string(),
});
export type HsdsAttribute = z.infer<typeof HsdsAttribute>;

export const HsdsLanguage = z.object({ id, name: z.string(), code: z.string() });
export type HsdsLanguage = z.infer<typeof HsdsLanguage>;

export const HsdsPhone = z.object({
  id,
  number: z.string().describe('E.164 where there is one; a short code as it is dialled; else as published.'),
  extension: z.number().optional().describe('Menu keys, pressed after the call is answered.'),
  type: z.enum(['voice', 'cell']),
  description: z.string().optional(),
  languages: z.array(HsdsLanguage).optional(),
});
export type HsdsPhone = z.infer<typeof HsdsPhone>;

const Day = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
export type HsdsDay = z.infer<typeof Day>;

export const HsdsSchedule = z.object({
  id,
  valid_from: z.string().optional(),
  valid_to: z.string().optional(),
  dtstart: z.string().optional(),
  until: z.string().optional(),
  timezone: z.number().optional(),
  wkst: Day.optional(),
  freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
  interval: z.number().optional(),
  byday: z.string().optional(),
  description: z.string(),
  opens_at: z.string().optional().describe('HH:MM+08:00.'),
  closes_at: z.string().optional().describe('HH:MM+08:00; the end of a day is 23:59, never 24:00.'),
  notes: z.string().optional(),
});
export type HsdsSchedule = z.infer<typeof HsdsSchedule>;

export const HsdsServiceArea = z.object({
  id,
  name: z.string(),
  description: z.string(),
  extent: z.string().optional(),
  extent_type: z.literal('text').optional(),
});
export type HsdsServiceArea = z.infer<typeof HsdsServiceArea>;

export const HsdsLocation = z.object({
  id,
  location_type: z.literal('virtual'),
  name: z.string(),
  description: z.string(),
});
export type HsdsLocation = z.infer<typeof HsdsLocation>;

export const HsdsOrganizationFacts = z.object({ id, name: z.string(), description: z.string() });
export type HsdsOrganizationFacts = z.infer<typeof HsdsOrganizationFacts>;

/** A service without what hangs on it. */
export const HsdsServiceFacts = z.object({
  id,
  organization_id: z.string(),
  name: z.string(),
  alternate_name: z.string().optional(),
  description: z.string(),
  email: z.string().optional(),
  status: z.enum(['active', 'inactive']),
  application_process: z.string().optional(),
  eligibility_description: z.string().optional(),
  assured_date: z.string().optional().describe('When a person last called or asked; left out if nobody ever did.'),
  alert: z.string().optional(),
  last_modified: z.string().optional(),
  organization: HsdsOrganizationFacts,
});
export type HsdsServiceFacts = z.infer<typeof HsdsServiceFacts>;

const hangingOnLocation = {
  service_areas: z.array(HsdsServiceArea).optional(),
  phones: z.array(HsdsPhone).optional(),
  schedules: z.array(HsdsSchedule).optional(),
};

export const HsdsServiceAtLocation = z.object({
  id,
  service_id: z.string(),
  location_id: z.string(),
  description: z.string(),
  location: HsdsLocation,
  service: HsdsServiceFacts.optional(),
  ...hangingOnLocation,
});
export type HsdsServiceAtLocation = z.infer<typeof HsdsServiceAtLocation>;

/** A service; what hangs on it only where the full form is asked for. */
export const HsdsService = z.object({
  ...HsdsServiceFacts.shape,
  ...hangingOnLocation,
  languages: z.array(HsdsLanguage).optional(),
  service_at_locations: z.array(HsdsServiceAtLocation).optional(),
  attributes: z.array(HsdsAttribute).optional(),
});
export type HsdsService = z.infer<typeof HsdsService>;

export const HsdsOrganization = z.object({ ...HsdsOrganizationFacts.shape, services: z.array(HsdsService).optional() });
export type HsdsOrganization = z.infer<typeof HsdsOrganization>;

/** `minimal=true`: only what has changed when. */
export const HsdsMinimal = z.object({ id, modified_date: z.string().optional(), last_modified: z.string().optional() });
export type HsdsMinimal = z.infer<typeof HsdsMinimal>;

/** The envelope of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    total_items: z.int(),
    total_pages: z.int(),
    page_number: z.int(),
    size: z.int(),
    first_page: z.boolean(),
    last_page: z.boolean(),
    empty: z.boolean(),
    contents: z.array(item),
  });

/** What `/` says about this API. */
export const HsdsBase = z.object({
  version: z.literal('3.1'),
  profile: z.url(),
  openapi_url: z.url(),
  description: z.string(),
});
export type HsdsBase = z.infer<typeof HsdsBase>;
