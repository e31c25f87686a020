// One line of a conversation as a desk shows it, from what is kept of it, its words and the names of those it names.
import { z } from 'zod';
import { EndedBy, Outcome, RiskClass } from '../contract.ts';
import { Introduction, TalkKind, type TalkLine } from './state/contract.ts';

/** What is kept of a line, with its words opened; `words` null: none, or forgotten. */
export type OpenLine = {
  readonly position: number;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly detail: unknown;
  readonly messageId: string | null;
  readonly author: string | null;
  readonly authorId: string | null;
  readonly words: string | null;
};

/** The particulars that any kind of line may have; see timeline.ts. */
const Detail = z.object({
  by: z.string().nullish(),
  to: z.string().optional(),
  queue: z.string().optional(),
  risk: RiskClass.optional(),
  reason: z.string().optional(),
  mode: z.enum(['open', 'silent']).optional(),
  group: z.enum(['administration', 'supervision']).optional(),
  outcome: Outcome.optional(),
  meeting: z.string().optional(),
  what: z.string().optional(),
});

type Known = { readonly kind: TalkKind } & Omit<z.output<typeof Detail>, 'by'> & {
    readonly by: string | null;
    readonly ended: EndedBy | undefined;
  };

function read({ kind, detail, authorId }: OpenLine): Known {
  const { by, ...rest } = Detail.parse(detail);
  const known = TalkKind.parse(kind);
  if (known === 'ended') return { ...rest, kind: known, by: null, ended: EndedBy.parse(by) };
  const person = known === 'offered' ? rest.to : by;
  return { ...rest, kind: known, by: person ?? authorId, ended: undefined };
}

/** Ids of the people and queues that a line names. */
export function namedIn(line: OpenLine): readonly string[] {
  const { by, queue } = read(line);
  return [by, queue].filter((id) => id != null);
}

const authors = z.enum(['person', 'counsellor', 'supervisor']);

/** The line, as it is sent. */
export function talkLine(line: OpenLine, names: ReadonlyMap<string, string>): z.input<typeof TalkLine> {
  const { kind, by, ended, queue, risk, reason, mode, group, outcome, meeting } = read(line);
  const { position, at, messageId, author, words } = line;
  return {
    position,
    at: at.toString(),
    kind,
    by: by === null ? null : { id: by, name: names.get(by) ?? '' },
    said: kind === 'said' && messageId !== null ? { id: messageId, author: authors.parse(author), text: words } : null,
    introduction: kind === 'introduced' ? introductionIn(words) : null,
    note: kind === 'transferred' || kind === 'recommended' ? words : null,
    detail: present({
      risk,
      // What somebody wrote is sealed; a rule's reason is a word of ours.
      reason: kind === 'risk-set' && messageId !== null ? (words ?? undefined) : reason,
      queue: queue === undefined ? undefined : (names.get(queue) ?? ''),
      mode,
      ended,
      outcome,
      meeting,
      group,
    }),
  };
}

/** What was answered before the conversation; null once it is forgotten. */
function introductionIn(words: string | null): z.input<typeof Introduction> | null {
  return words === null ? null : (Introduction.safeParse(JSON.parse(words)).data ?? null);
}

function present(detail: {
  [K in keyof z.input<typeof TalkLine>['detail']]: z.input<typeof TalkLine>['detail'][K] | undefined;
}) {
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
}
