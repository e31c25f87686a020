// What a file is on the screen, and what is said of each of its clocks.
import type { z } from 'zod';
import type { Certificate, Clock, getFile } from '../../../server/modules/privacy/contract.ts';

export type FileKept = z.output<typeof getFile.output>;

/** The certificate of a clock that is done. */
export function certificateOf<C extends Pick<Certificate, 'class'>>(
  clock: Pick<Clock, 'state' | 'class'>,
  certificates: readonly C[],
): C | undefined {
  return clock.state === 'done' ? certificates.find((one) => one.class === clock.class) : undefined;
}

/** Whether a held clock had ended before it was stopped, or at that moment by the person's wish. */
export function isOverHeld({ state, dueAt, heldSince }: Pick<Clock, 'state' | 'dueAt' | 'heldSince'>): boolean {
  return state === 'held' && heldSince !== null && Date.parse(dueAt) <= Date.parse(heldSince);
}

type Held = { readonly endedAt: string | null; readonly clocks: readonly Pick<Clock, 'state'>[] };

/** Whether there is anything left of the file that a hold could keep. */
export function mayBeHeld({ clocks, endedAt }: Held): boolean {
  return endedAt === null || clocks.some(({ state }) => state !== 'done');
}

/** The day after that of `now` in Shanghai, as a date field has it. */
export function tomorrow(now: Date): string {
  return dayOf(new Date(now.getTime() + 86_400_000));
}

/** The day of an instant in Shanghai, as a date field has it: `2026-11-22`. */
export function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(moment);
}
