// Events that lines are bound to. When one is declared over, its lines end together (S2-27).
import { z } from 'zod';
import { DirectoryEvent, LineId, Service } from '../../contract.ts';
import { Changed, Why } from '../changes/contract.ts';

const day = z.iso.date();
const found = { params: z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/) }) };

/** An event with how many lines hang on it. */
export const CuratedEvent = DirectoryEvent.extend({
  lines: z.int().describe('Lines bound to it.'),
  inService: z.int().describe('Of these, how many are in service today.'),
  mayDeclare: z.boolean(),
});
export type CuratedEvent = z.infer<typeof CuratedEvent>;

/** Right: directory.see-curation. */
export const listEvents = {
  method: 'GET',
  path: '/api/directory/curation/events',
  input: {},
  output: z.object({ events: z.array(CuratedEvent) }),
} as const;

/** Enters an event. Right: directory.curate, at the top of a tree. Refusals: not-yours, event-known. */
export const addEvent = {
  method: 'POST',
  path: '/api/directory/curation/events',
  input: {
    body: z.strictObject({
      id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
      zh: z.string().trim().min(2).max(60),
      en: z.string().trim().min(2).max(100),
      begins: day,
      source: z.string().trim().max(200).default(''),
      why: Why,
    }),
  },
  output: Changed,
} as const;

/** Which lines would end, and how they stand before and after the day. Right: directory.see-curation. Refusal: no-such-event. */
export const previewEventOver = {
  method: 'GET',
  path: '/api/directory/curation/events/:id/lines',
  input: {
    ...found,
    query: z.object({ on: day.optional().describe('Last day of the event; left out: as it stands.') }),
  },
  output: z.object({
    lines: z.array(
      z.object({
        id: LineId,
        name: z.string(),
        region: z.string().nullable(),
        today: Service,
        afterwards: Service.describe('The day after the event.'),
      }),
    ),
  }),
} as const;

/** Declares an event over with its last day. Right: directory.curate, at the top of a tree. Refusals: no-such-event, not-yours, over-already, before-it-began. */
export const declareOver = {
  method: 'POST',
  path: '/api/directory/curation/events/:id/over',
  input: { ...found, body: z.strictObject({ on: day, why: Why }) },
  output: Changed,
} as const;
