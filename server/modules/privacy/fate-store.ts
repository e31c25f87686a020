// Whether what a line of the audit speaks of is still there: a line about a file stays while anything of the file does,
// and then for as long as the file's policy says, half a year at least.
import type { Client } from 'pg';
import { Terms } from './policies/contract.ts';
import { SIX_MONTHS } from './policies/limits.ts';

type Row = {
  readonly subject: string;
  readonly left: number;
  readonly gone: Temporal.Instant | null;
  readonly terms: unknown;
};

/**
 * The fate of files, by subjects such as `file:` and `exception:` with an id: `kept`, or the instant from which the
 * usual half year counts (later when the policy keeps the audit for longer). Other subjects are not known here.
 */
export async function fatesOfFiles(
  client: Client,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, 'kept' | Temporal.Instant>> {
  const ids = (kind: string): string[] =>
    subjects.flatMap((subject) => new RegExp(`^${kind}:([0-9a-f-]{36})$`).exec(subject)?.[1] ?? []);
  const { rows } = await client.query<Row>(
    `with asked as (
       select 'file:' || f.id as subject, f.id, f.policy_id from privacy.service_file f where f.id = any ($1::uuid[])
       union all
       select 'exception:' || e.id, f.id, f.policy_id
         from privacy.exception e join privacy.service_file f on f.id = e.file_id where e.id = any ($2::uuid[]))
     select a.subject, count(*) filter (where c.done_at is null)::int as left, max(c.done_at) as gone, p.terms
       from asked a join privacy.clock c on c.file_id = a.id join privacy.policy p on p.id = a.policy_id
      group by a.subject, p.terms`,
    [ids('file'), ids('exception')],
  );
  return new Map(rows.map((row) => [row.subject, fateOf(row)]));
}

function fateOf({ left, gone, terms }: Row): 'kept' | Temporal.Instant {
  if (left > 0 || gone === null) return 'kept';
  return gone.add({ hours: 24 * (Terms.parse(terms).audit - SIX_MONTHS) });
}
