// Two hundred people with passwords of the real cost, entered into the database that a serving process has open.
import { CannotStart } from '#platform/cannot-start.ts';
import { readConfig } from '#platform/config.ts';
import { transaction } from '#platform/database/index.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openPool } from '#platform/database/pool.ts';
import { openSlowHash } from '#platform/slow-hash.ts';
import { settleAccount } from '#sign-in/index.ts';
import { testSealing } from '#testing/sign-in.ts';

/** The password of all of them. */
export const benchPassword = 'a lamp beside the quiet river';

/** Address of the n-th. */
export const benchEmail = (n: number): string => `p${n}@bench.example`;

/** Enters them; gives the organisation they belong to. */
export async function enterPeople(dataDir: string, count: number): Promise<string> {
  const visit = await visitDatabase(readConfig({ DATA_DIR: dataDir }), 'beside', 'bench');
  const pool = openPool(visit.access.owner, { connections: 1 });
  const slowHash = openSlowHash();
  const now = Temporal.Now.instant();
  try {
    return await transaction(pool.db, { reach: 'everywhere' }, async (tx) => {
      const organisation = await tx
        .insertInto('identity.organisation')
        .values({ name: '性能测试中心', kind: 'university' })
        .returning('id')
        .executeTakeFirst();
      if (organisation === undefined) throw new CannotStart('没有机构。', 'There is no organisation.');
      const persons = await tx
        .insertInto('identity.person')
        .values(Array.from({ length: count }, (_, n) => ({ name: `员工${n}`, email: benchEmail(n) })))
        .returning('id')
        .execute();
      const member = { organisation_id: organisation.id, group_name: 'counselling' };
      await tx
        .insertInto('identity.membership')
        .values(persons.map(({ id }) => ({ ...member, person_id: id })))
        .execute();
      const settling = { slowHash, sealing: testSealing() };
      for (const { id: person } of persons)
        await settleAccount(settling, tx, { person, password: benchPassword, mustChange: false }, now);
      return organisation.id;
    });
  } finally {
    await slowHash.close();
    await pool.close();
    await visit.leave();
  }
}
