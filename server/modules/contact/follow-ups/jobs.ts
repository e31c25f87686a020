// A meeting whose time is over although nobody came must not fade from memory: it is marked as missed, its counsellor is
// asked what became of it, and supervision sees it until somebody has said.
import { z } from 'zod';
import { transaction } from '#platform/database/index.ts';
import type { Core } from '../core-store.ts';
import { topics } from '../topics.ts';
import { missOverdue } from './store.ts';

const missing = { name: 'contact.miss-follow-ups', data: z.object({}) };

/** Marks what is overdue now, and tells the desks concerned. Doing it twice changes nothing. */
export async function noticeMissed(core: Pick<Core, 'parts' | 'publish'>): Promise<void> {
  const { db, clock } = core.parts;
  const whose = await transaction(db, { reach: 'everywhere' }, (tx) => missOverdue(tx, clock.now()));
  for (const person of whose) core.publish(topics.desk(person));
}

/** Looks every five minutes. */
export function addFollowUpJobs(core: Core): void {
  const { jobs } = core.parts;
  jobs?.handle(missing, () => noticeMissed(core));
  jobs?.schedule(missing, '*/5 * * * *', {});
}
