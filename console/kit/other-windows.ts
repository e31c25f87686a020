// Several windows of one desk stand together: when one is locked, unlocked or signed out, so are the others; as long as
// somebody works in one, none of them falls idle.
import { openChannel } from './channel.ts';

/** What windows tell one another. */
export type Told = 'active' | 'locked' | 'unlocked' | 'signed-out' | 'signed-in';

const channel = openChannel<Told>('xindeng-desk');

/** Tells the other windows. */
export function tellOthers(told: Told): void {
  channel?.tell(told);
}

/** Hears the other windows until the returned function is called. */
export function hearOthers(heard: (told: Told) => void): () => void {
  return channel?.hear(heard) ?? (() => undefined);
}
