// Hands chat to the site, with a memory of every line's door that is a few seconds old at most: pages that list lines are
// made from memory and kept, and must not wait for each line.
import type { Chat } from '#chat/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { ChatDoor } from '../server/modules/chat/contract.ts';
import type { ChatPorts } from '../site/chat/ports.ts';

/** How often doors are looked at again: those that there are, and all lines, in case one has been made. */
const DOORS_MS = 3000;
const LINES_MS = 30_000;

type Doors = Pick<ChatPorts, 'doorSeen' | 'doorsRevision'> & { readonly close: () => void };

export type DoorNeeds = {
  readonly door: Chat['pages']['door'];
  /** Every line of the directory. */
  readonly lines: () => readonly string[];
  readonly clock: Clock;
  readonly onFailure: (cause: unknown) => void;
};

/** Looks at the doors from time to time. The first look has ended when this settles. */
export async function rememberDoors({ door, lines, clock, onFailure }: DoorNeeds): Promise<Doors> {
  const seen = new Map<string, ChatDoor>();
  let revision = 0;
  let busy = false;
  const look = async (wanted: readonly string[]): Promise<void> => {
    if (busy) return;
    busy = true;
    for (const line of wanted) {
      const now = await door(line, clock.now());
      if (JSON.stringify(now) === JSON.stringify(seen.get(line))) continue;
      revision += 1;
      if (now === undefined) seen.delete(line);
      else seen.set(line, now);
    }
  };
  const again = (wanted: () => readonly string[]): Promise<void> =>
    look(wanted())
      .catch(onFailure)
      .finally(() => (busy = false));
  const timers = [
    setInterval(() => void again(() => [...seen.keys()]), DOORS_MS).unref(),
    setInterval(() => void again(lines), LINES_MS).unref(),
  ];
  await again(lines);
  return {
    doorSeen: (line) => seen.get(line),
    doorsRevision: () => revision,
    close: () => timers.forEach((timer) => clearInterval(timer)),
  };
}
