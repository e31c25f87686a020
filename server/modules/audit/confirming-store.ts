// Confirming a file that has left: is it, byte for byte, a file that was made here, by whose approval, and do the lines
// it shows stand in the chain as it claims. The chain itself is verified along with it.
import type { Client } from 'pg';
import { digestOf } from './chain.ts';
import { verifyChains } from './chain-store.ts';
import { linesOnPage } from './marking.ts';
import type { Report } from './walking.ts';

/** Where the making of the file stands. */
type Issued = {
  readonly chain: string;
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly person: string | null;
};

export type Confirmation = {
  readonly confirmed: boolean;
  readonly digest: string;
  /** Null: no file like this was ever made here, or it has been changed since. */
  readonly issued: Issued | null;
  /** How many lines it shows; those whose number and hash are not the chain's. */
  readonly lines: number;
  readonly strange: readonly number[];
  /** The chain from which it comes. */
  readonly report: Report | null;
};

/** Holds a file against the chain. */
export async function confirm(client: Client, bytes: Buffer): Promise<Confirmation> {
  const digest = digestOf(bytes).toString('hex');
  const { rows } = await client.query<Issued>(
    `select chain, number, at, person from audit.entry where word = 'audit.make-export' and subject = $1 order by at limit 1`,
    [`file:${digest}`],
  );
  const issued = rows[0] ?? null;
  const shown = linesOnPage(bytes.toString());
  const chain = issued?.chain ?? shown?.chain ?? null;
  const strange = shown === null ? [] : await strangeLines(client, shown);
  const report = chain === null ? null : await verifyChains(client, { chain });
  const confirmed = issued !== null && strange.length === 0 && report?.found === 0;
  return { confirmed, digest, issued, lines: shown?.lines.length ?? 0, strange, report };
}

async function strangeLines(
  client: Client,
  { chain, lines }: NonNullable<ReturnType<typeof linesOnPage>>,
): Promise<number[]> {
  const { rows } = await client.query<{ number: number }>(
    `select claimed.number from unnest($2::bigint[], $3::text[]) as claimed (number, hash)
      where not exists (select from audit.entry e
                         where e.chain = $1 and e.number = claimed.number and encode(e.hash, 'hex') = claimed.hash)`,
    [chain, lines.map(({ number }) => number), lines.map(({ hash }) => hash)],
  );
  return rows.map(({ number }) => number);
}
