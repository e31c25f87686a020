// Setting up where people wait for a line: its queues and dedicated seats, who is served first, and how long what
// takes. What is set here holds for everybody who comes from then on; whoever waits already is served as before.
import { z } from 'zod';
import { LineId } from '../../directory/contract.ts';
import { ContactChannel, QueueId } from '../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Name = z.string().trim().min(1).max(40);

/**
 * Groups that notices name (S4-05), with what they are called. A line may add groups of its own: those stand in
 * `priority` by their words.
 */
export const namedGroups = {
  patient: { zh: '确诊、受感染或康复中的人', en: 'People who are or were infected' },
  medical: { zh: '一线医护人员', en: 'Frontline medical staff' },
  cdc: { zh: '疾控人员', en: 'Disease control staff' },
  manager: { zh: '一线管理人员', en: 'Managers on the front line' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** What a group of `priority` is called: a named one in both languages, the line's own as it was written. */
export function groupWords(group: string): { readonly zh: string; readonly en: string } {
  const named = Object.entries(namedGroups).find(([key]) => key === group);
  return named?.[1] ?? { zh: group, en: group };
}

const noneTwice = (list: readonly string[]): boolean => new Set(list).size === list.length;

/** What is set for a queue. */
export const QueueSettings = z.strictObject({
  name: Name.meta({ examples: ['网上倾诉'] }),
  kind: z.enum(['usual', 'dedicated']).describe('dedicated: seats of their own for an event (S3-14, S4-10).'),
  channels: z.array(ContactChannel).min(1).max(4).refine(noneTwice).describe('Channels that lead into it.'),
  priority: z
    .array(Name)
    .max(12)
    .refine(noneTwice)
    .describe('Served first, the first before the second (S4-05): keys of namedGroups, or the line’s own words.'),
  offerSeconds: z.int().min(5).max(600).describe('To answer an offer.'),
  keptMinutes: z.int().min(0).max(120).describe('For which the place of somebody who left the page is kept.'),
  wishMinutes: z.int().min(0).max(60).describe('For which somebody is kept for the counsellor they asked for.'),
  talkMinutes: z.int().min(5).max(240).describe('Length of a talk; warned of, never enforced (S0-13).'),
  oneTime: z.boolean().describe('Help is for one time unless more is agreed (S1-22).'),
  contactsInPrinciple: z.int().min(1).max(50).describe('Of one person, without a reason on file (S1-25).'),
  hours: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .nullable()
    .meta({ examples: ['每天 8:00-22:00'] })
    .describe('When it takes people; null: as the line says in the directory.'),
});
export type QueueSettings = z.infer<typeof QueueSettings>;

/** What a new queue starts from. */
export const usualSettings: QueueSettings = {
  name: '网上倾诉',
  kind: 'usual',
  channels: ['chat'],
  priority: [],
  offerSeconds: 30,
  keptMinutes: 10,
  wishMinutes: 5,
  talkMinutes: 30,
  oneTime: true,
  contactsInPrinciple: 3,
  hours: null,
};

/** A queue as whoever sets it up sees it. */
export const ManagedQueue = QueueSettings.extend({
  id: QueueId,
  line: z.object({ id: LineId, name: z.string() }),
  version: z.int().min(1).describe('Send it back with a change.'),
  reading: z
    .object({ zh: z.string(), en: z.string() })
    .nullable()
    .describe('How its own hours are understood; null: the line’s are used.'),
  waiting: z.int().describe('People who wait in it now.'),
  talking: z.int().describe('Conversations that came through it and go on.'),
  onDuty: z.int().describe('Counsellors who answer it now.'),
  closedAt: Instant.nullable().describe('From then on it takes nobody; who was in it is served (S0-21).'),
});
export type ManagedQueue = z.infer<typeof ManagedQueue>;

/** A line of the organisation, and the hours that its queues follow unless they have their own. */
export const OwnLine = z.object({
  id: LineId,
  name: z.string(),
  hours: z.string().nullable().describe('As the directory has them.'),
});
export type OwnLine = z.infer<typeof OwnLine>;

/** All queues of the organisation, closed ones last, and the lines it answers for. Right: contact.manage-queues. */
export const listQueues = {
  method: 'GET',
  path: '/api/contact/queues',
  input: {},
  output: z.object({ queues: z.array(ManagedQueue), lines: z.array(OwnLine) }),
} as const;

const one = { params: z.object({ id: QueueId }) } as const;

/**
 * Right: contact.manage-queues. Refusals: not-your-line, hours-not-readable (detail: the parts that were not read),
 * name-taken, channel-taken (another open queue of the usual kind takes this channel of the line).
 */
export const createQueue = {
  method: 'POST',
  path: '/api/contact/queues',
  input: { body: QueueSettings.extend({ line: LineId }) },
  output: ManagedQueue,
} as const;

/** Right: contact.manage-queues. Refusals as of createQueue; no-such-queue, changed-meanwhile. */
export const changeQueue = {
  method: 'PUT',
  path: '/api/contact/queues/:id',
  input: { ...one, body: QueueSettings.extend({ version: z.int().min(1) }) },
  output: ManagedQueue,
} as const;

/** Takes nobody from now on; whoever is in it is served (S0-21). Right: contact.manage-queues. */
export const closeQueue = {
  method: 'POST',
  path: '/api/contact/queues/:id/closing',
  input: { ...one, body: z.strictObject({ why: z.string().trim().min(1).max(300) }) },
  output: ManagedQueue,
} as const;

/** Takes people again. Right: contact.manage-queues. */
export const openQueue = {
  method: 'POST',
  path: '/api/contact/queues/:id/opening',
  input: { ...one },
  output: ManagedQueue,
} as const;
