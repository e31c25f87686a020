// What the rows of chat's pages work on, and what they answer with.
import type { Answer, Matching } from '../../server/modules/directory/contract.ts';
import type { Answers } from '../answers.ts';
import type { Site } from '../reader.ts';
import { mostShown } from '../results-page.ts';
import type { ChatPorts } from './ports.ts';

/** A site with rooms. */
export type ChatSite = Site & { readonly chat: ChatPorts };

/** Another page of this site. */
export type Elsewhere = { readonly location: `/${string}` };

const mostInstead = 3;

/** Lines that can be used now instead of one; those whose chat is open first. */
export function insteadOf({ ports, chat }: ChatSite, line: string, now: Temporal.Instant): readonly Answer[] {
  const { answers } = ports.match({ at: now, limit: mostShown });
  const others = answers.filter((answer) => answer.line.id !== line);
  const open = (answer: Answer): number => (chat.doorSeen(answer.line.id)?.state === 'open' ? 0 : 1);
  return others.toSorted((a, b) => open(a) - open(b)).slice(0, mostInstead);
}

/** Lines looked through for chats, and chats put before what was found. */
const lookedThrough = 200;
const mostChats = 3;

/** Whoever would rather type is shown lines whose chat is open here first, whatever else they have. */
export function withChats(
  { ports, chat }: Site,
  { channel, ...answers }: Answers,
  now: Temporal.Instant,
  matching: Matching,
): Matching {
  if (chat === undefined || channel !== 'online') return matching;
  const all = ports.match({ ...answers, at: now, limit: lookedThrough });
  const open = [...all.answers, ...all.later]
    .filter(({ line }) => chat.doorSeen(line.id)?.state === 'open')
    .slice(0, mostChats);
  const first = new Set(open.map(({ line }) => line.id));
  const others = (list: readonly Answer[]): Answer[] => list.filter(({ line }) => !first.has(line.id));
  const found = [...open, ...others(matching.answers)];
  const more = found.length - matching.answers.length;
  return {
    ...matching,
    answers: found.slice(0, mostShown),
    later: others(matching.later),
    totals: { ...matching.totals, open: matching.totals.open + more },
  };
}
