// The jobs of this module, by name: whoever creates one need not know what it does.
import { z } from 'zod';
import type { JobKind } from '#platform/jobs.ts';

/** Destroys whatever is due. Every five minutes, and right after a wish or a decision. */
export const runClocksJob: JobKind<Record<string, never>> = {
  name: 'privacy.run-clocks',
  data: z.record(z.string(), z.never()),
  longestSeconds: 1800,
};

/** Destroys identity keys that nothing points to any more, as after a restore. Every hour. */
export const sweepKeysJob: JobKind<Record<string, never>> = {
  name: 'privacy.sweep-keys',
  data: z.record(z.string(), z.never()),
  longestSeconds: 1800,
};
