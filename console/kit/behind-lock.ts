// What may be known while the screen is locked: that somebody is there, or wrote. Never who, never what.
import { watched } from './store.ts';

/** `offer`: somebody is offered to me; `words`: somebody I talk with has written. */
export const behindLock = watched<'offer' | 'words' | null>(null);
