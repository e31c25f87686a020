// A stream that all windows of one browser share: one of them follows it and tells the others. Browsers open only six
// connections to a server that speaks HTTP/1.1, and every window would need one for what they all show alike.
import { openChannel } from '../../kit/channel.ts';
import type { StreamEvent } from './event-parser.ts';
import { followStream, type StreamState } from './event-stream.ts';

/** What a window is told. `mine`: it is the one that follows, and the one that may make a sound of it. */
export type Hearing = {
  readonly onEvent: (event: StreamEvent, mine: boolean) => void;
  readonly onState: (state: StreamState) => void;
};

type Passed =
  | { readonly told: 'event'; readonly event: StreamEvent }
  | { readonly told: 'state'; readonly state: StreamState }
  | { readonly told: 'new-window' };

/** One window among those that share. */
type Sharing = { readonly pass: (passed: Passed) => void; leads: boolean; last: StreamEvent | null };

/** Follows until the returned function is called; `name` is the same in all windows that share it. */
export function followShared(name: string, path: string, hearing: Hearing): () => void {
  const channel = 'locks' in navigator ? openChannel<Passed>(name) : undefined;
  if (channel === undefined)
    return followStream({ path, onState: hearing.onState, onEvent: (event) => hearing.onEvent(event, true) });
  const over = new AbortController();
  const sharing: Sharing = { pass: channel.tell, leads: false, last: null };
  channel.hear((passed) => hear(passed, sharing, hearing));
  sharing.pass({ told: 'new-window' });
  const lead = (): Promise<void> => follow(path, { sharing, hearing, over: over.signal });
  navigator.locks.request(name, { signal: over.signal }, lead).catch(() => undefined);
  return () => {
    over.abort();
    channel.close();
  };
}

function hear(passed: Passed, { leads, last, pass }: Sharing, { onEvent, onState }: Hearing): void {
  if (passed.told === 'new-window') {
    if (leads && last !== null) pass({ told: 'event', event: last });
  } else if (passed.told === 'event') onEvent(passed.event, false);
  else onState(passed.state);
}

type Leading = { readonly sharing: Sharing; readonly hearing: Hearing; readonly over: AbortSignal };

/** Follows for all windows, as long as this one is there: the next one takes over. */
function follow(path: string, { sharing, hearing, over }: Leading): Promise<void> {
  sharing.leads = true;
  const stop = followStream({
    path,
    onState: (state) => {
      hearing.onState(state);
      sharing.pass({ told: 'state', state });
    },
    onEvent: (event) => {
      sharing.last = event;
      hearing.onEvent(event, true);
      sharing.pass({ told: 'event', event });
    },
  });
  return new Promise((resolve) => {
    over.addEventListener('abort', () => {
      stop();
      resolve();
    });
  });
}
