// How the windows of one browser speak to one another.

/** A channel between windows; what one says the others hear, never it itself. */
export type Channel<Said> = {
  readonly tell: (said: Said) => void;
  /** Hears until the returned function is called. */
  readonly hear: (heard: (said: Said) => void) => () => void;
  readonly close: () => void;
};

/** Opens the channel of a name; undefined where the browser has none. */
export function openChannel<Said>(name: string): Channel<Said> | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin to send to
    tell: (said) => channel.postMessage(said),
    hear: (heard) => {
      const listen = ({ data }: MessageEvent<Said>): void => heard(data);
      channel.addEventListener('message', listen);
      return () => channel.removeEventListener('message', listen);
    },
    close: () => channel.close(),
  };
}
