// One conversation as a screen holds it: the lines that came, numbered without gaps, and what was typed here and is not
// among them yet. Whatever order things arrive in, each message stands there once and in its place.
import type { TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import type { Failure } from '../kit/failure.ts';

/** A message on its way. `waiting`: the server cannot be reached, it is tried again; `refused`: it will not be taken. */
export type Sending = {
  /** Made here; the server knows the message by it. */
  readonly id: string;
  readonly text: string;
  /** When it was sent, in epoch milliseconds. */
  readonly at: number;
  readonly state: 'sending' | 'waiting' | 'taken' | 'refused';
  readonly failure: Failure | null;
};

/** A conversation. `lines` begin at 1 and have no gaps. */
export type Talk = { readonly lines: readonly TalkLine[]; readonly outbox: readonly Sending[] };

export const emptyTalk: Talk = { lines: [], outbox: [] };

/** The position of the last line that is there. */
export const lastPosition = ({ lines }: Pick<Talk, 'lines'>): number => lines.at(-1)?.position ?? 0;

/**
 * Adds lines as they come: doubled ones are left out, and those after a gap are not taken, because reading again from
 * the last line brings them. `missing`: there is such a gap.
 */
export function withLines(talk: Talk, fresh: readonly TalkLine[]): { readonly talk: Talk; readonly missing: boolean } {
  const lines = [...talk.lines];
  let missing = false;
  for (const line of fresh.toSorted((one, other) => one.position - other.position)) {
    const next = lastPosition({ lines }) + 1;
    if (line.position === next) lines.push(line);
    else if (line.position > next) missing = true;
  }
  if (lines.length === talk.lines.length) return { talk, missing };
  const arrived = new Set(lines.slice(talk.lines.length).map(({ said }) => said?.id));
  return { talk: { lines, outbox: talk.outbox.filter(({ id }) => !arrived.has(id)) }, missing };
}

/** Puts a message at the end of those on their way. The same id again changes nothing. */
export function withSending(talk: Talk, { id, text, at }: Pick<Sending, 'id' | 'text' | 'at'>): Talk {
  if (talk.outbox.some((one) => one.id === id) || talk.lines.some(({ said }) => said?.id === id)) return talk;
  return { ...talk, outbox: [...talk.outbox, { id, text, at, state: 'sending', failure: null }] };
}

/** The same talk after one of the messages on their way has fared so; a message that has arrived is not touched. */
export function withFate(talk: Talk, id: string, state: Sending['state'], failure: Failure | null = null): Talk {
  return { ...talk, outbox: talk.outbox.map((one) => (one.id === id ? { ...one, state, failure } : one)) };
}

/** Without a message that will not be sent. */
export function withoutSending(talk: Talk, id: string): Talk {
  return { ...talk, outbox: talk.outbox.filter((one) => one.id !== id) };
}

/** The message to be sent next: the first that the server has not taken; none while one before it was refused. */
export function nextToSend({ outbox }: Talk): Sending | undefined {
  const first = outbox.find(({ state }) => state !== 'taken');
  return first?.state === 'refused' ? undefined : first;
}

/** Position of the last message that the person wrote; 0: none. */
export function lastOfPerson({ lines }: Talk): number {
  return lines.findLast(({ said }) => said?.author === 'person')?.position ?? 0;
}

/** How many messages of the person stand after a position. */
export function ofPersonAfter({ lines }: Talk, position: number): number {
  return lines.filter((line) => line.position > position && line.said?.author === 'person').length;
}
