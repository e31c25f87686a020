// Sends what was typed, one message of a conversation after the other and each until the server has taken it: sent again
// with the same id it is one message. Only a refusal ends that, and then the words are still there.
import { Failure } from '../kit/failure.ts';
import type { Watched } from '../kit/store.ts';
import { nextToSend, type Talk, withFate } from './talk.ts';

type Sender = {
  /** Resolves when the message is durable. Throws Failure. */
  readonly post: (contact: string, message: { readonly id: string; readonly text: string }) => Promise<unknown>;
  readonly talkOf: (contact: string) => Watched<Talk>;
  /** Waits so many milliseconds, or until there is a network again. */
  readonly pause: (ms: number) => Promise<void>;
};

const pauses = [500, 1000, 2000, 4000, 8000];

/** Whether trying again may help: the server was not reached, is starting, or is busy. */
export const mayPass = ({ status }: Failure): boolean => status === 0 || status === 429 || status >= 500;

/** Gives the function that sends all that waits in a conversation; calling it while it sends does nothing. */
export function createOutbox({ post, talkOf, pause }: Sender): (contact: string) => Promise<void> {
  const busy = new Set<string>();
  const sendAll = async (contact: string): Promise<void> => {
    const talk = talkOf(contact);
    let fruitless = 0;
    for (let next = nextToSend(talk.get()); next !== undefined; next = nextToSend(talk.get())) {
      const { id, text } = next;
      const failure = await post(contact, { id, text }).then(() => null, failureFrom);
      if (failure === null) talk.set(withFate(talk.get(), id, 'taken'));
      else if (!mayPass(failure)) talk.set(withFate(talk.get(), id, 'refused', failure));
      else {
        talk.set(withFate(talk.get(), id, 'waiting', failure));
        await pause(pauses[Math.min(fruitless, pauses.length - 1)] ?? 8000);
      }
      fruitless = failure === null ? 0 : fruitless + 1;
    }
  };
  return async (contact) => {
    if (busy.has(contact)) return;
    busy.add(contact);
    try {
      await sendAll(contact);
    } finally {
      busy.delete(contact);
    }
  };
}

/** Whatever is thrown besides a refusal means that nobody knows whether it arrived: it is sent again. */
function failureFrom(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  return new Failure({ status: 0, code: 'offline', words: { zh: '没有发出去。', en: 'It was not sent.' } });
}
