// Whoever was invited and did not come has not agreed to be kept here: ninety days after the link ended, the invitation
// with their name and address is removed.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type DB, transaction } from '#platform/database/index.ts';
import type { JobKind, Jobs } from '#platform/jobs.ts';

const forgetInvitationsJob: JobKind<Record<string, never>> = {
  name: 'identity.forget-invitations',
  data: z.strictObject({}),
};

/** Removes invitations that were never used, ninety days after they ended; how many. The database knows no others. */
export function forgetInvitations(db: Kysely<DB>): Promise<number> {
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('identity.invitation').executeTakeFirst();
    return Number(numDeletedRows);
  });
}

/** Declares what the module does by the clock: every night. */
export function addIdentityJobs(jobs: Pick<Jobs, 'handle' | 'schedule'>, db: Kysely<DB>): void {
  jobs.handle(forgetInvitationsJob, async () => void (await forgetInvitations(db)));
  jobs.schedule(forgetInvitationsJob, '40 3 * * *', {});
}
