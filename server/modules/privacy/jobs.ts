// What this module does by the clock: destroy what is due, and identity keys that nothing points to. Both may run in
// several processes at once and may be cut off anywhere; whoever comes next goes on.
import type { Jobs } from '#platform/jobs.ts';
import type { IdentityKeys } from '#keys/index.ts';
import type { KeyId } from '../keys/contract.ts';
import { beat } from './heartbeat-store.ts';
import { certify, condemn, type Condemned, destroyKey, loadDue, loadPointedTo } from './forgetting-store.ts';
import { runClocksJob, sweepKeysJob } from './job-kinds.ts';
import type { PrivacyParts } from './store.ts';

/** A step of the destruction of one clock's key; tests stop the program before it. */
export type Step = 'condemn' | 'destroy' | 'certify' | 'done';

/** Called before each step; for tests. */
export type Watch = (step: Step) => Promise<void>;

/** What a run did. */
export type Run = { readonly done: number; readonly failures: readonly unknown[] };

const AT_ONCE = 4;

/**
 * Destroys everything that is due. A clock that fails does not keep the others waiting; it is tried again by the next
 * run, and until then the heartbeat does not count this run as a success.
 */
export async function runClocks(parts: PrivacyParts, watch: Watch = async () => undefined): Promise<Run> {
  const stuck: string[] = [];
  const failures: unknown[] = [];
  let done = 0;
  for (;;) {
    const at = parts.clock.now();
    const due = await loadDue(parts, at, stuck);
    if (due.length === 0) break;
    await watch('condemn');
    const condemned = await condemn(parts, due, at);
    const ended = new Set<string>();
    for (let from = 0; from < condemned.length; from += AT_ONCE)
      await Promise.all(
        condemned.slice(from, from + AT_ONCE).map((one) =>
          forget(parts, one, watch).then(
            () => void ended.add(one.id),
            (cause: unknown) => void failures.push(cause),
          ),
        ),
      );
    done += ended.size;
    stuck.push(...due.flatMap(({ id }) => (ended.has(id) ? [] : [id])));
  }
  await beat(parts, parts.clock.now(), failures.length === 0);
  return { done, failures };
}

async function forget(parts: PrivacyParts, condemned: Condemned, watch: Watch): Promise<void> {
  await watch('destroy');
  await destroyKey(parts, condemned);
  await watch('certify');
  await certify(parts, condemned);
  await watch('done');
}

type Page = Awaited<ReturnType<IdentityKeys['list']>>;

const PAGE = 500;
/** A key that nothing points to would by now be dead, had its file not been lost. */
const GRACE = Temporal.Duration.from({ hours: 72 });

/**
 * Destroys identity keys of this installation that no clock waits for and that are older than three days: their file was
 * never written, a restore took it away, or a copy of the key store brought them back. Returns how many.
 */
export async function sweepKeys(parts: PrivacyParts): Promise<number> {
  const { identity } = parts.keys;
  const before = parts.clock.now().subtract(GRACE);
  let swept = 0;
  let after: KeyId | null = null;
  for (;;) {
    const page: Page = await identity.list(after, PAGE);
    const old = page.filter(
      ({ subject, createdAt }) =>
        subject.startsWith(`${parts.mark}/`) && Temporal.Instant.compare(createdAt, before) < 0,
    );
    const pointedTo = await loadPointedTo(
      parts,
      old.map(({ keyId }) => keyId),
    );
    for (const { keyId } of old) {
      if (pointedTo.has(keyId)) continue;
      await identity.destroy(keyId);
      swept += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return swept;
    after = last.keyId;
  }
}

/** Says who does the jobs of this module, and when. Before `jobs.start`. */
export function addPrivacyJobs(jobs: Pick<Jobs, 'handle' | 'schedule'>, parts: PrivacyParts): void {
  jobs.handle(runClocksJob, async () => {
    const { failures } = await runClocks(parts);
    if (failures.length > 0) throw new AggregateError(failures, 'Some keys could not be destroyed.');
  });
  jobs.handle(sweepKeysJob, async () => void (await sweepKeys(parts)));
  jobs.schedule(runClocksJob, '*/5 * * * *', {});
  jobs.schedule(sweepKeysJob, '17 * * * *', {});
}
