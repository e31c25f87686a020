// Before a line runs out its owner is asked (S2-26). The answer decides how long the line is shown as there; without an
// answer it simply ends on its day.
import type { z } from 'zod';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ChangePart } from '../changes/contract.ts';
import { effectiveFacts, factText } from '../../facts.ts';
import type { answerForOwner, GivenFields } from './contract.ts';
import type { StandingLine } from './curated-line-store.ts';
import { partOf, partsOf } from './editing.ts';
import { type GivenContext, readGiven } from './given.ts';

type Answer = z.infer<typeof answerForOwner.input.body>;

/** The parts that put an answer on file; `day` is the ISO day today. */
export function decideAnswer(
  line: StandingLine,
  answer: Answer,
  context: GivenContext & { readonly day: string },
): Result<ChangePart[], 'in-the-future' | 'in-the-past' | 'not-readable'> {
  const { day } = context;
  if (answer.on > day) return refuse('in-the-future');
  if (answer.answer === 'ended' && answer.endedOn > day) return refuse('in-the-future');
  const until = answer.answer === 'ended' ? answer.endedOn : answer.until;
  if (answer.answer === 'open' && until !== null && until < day) return refuse('in-the-past');
  const validity: GivenFields['validity'] = until === null ? { kind: 'long-term' } : { kind: 'until', until };
  const facts = effectiveFacts(line.published, line.curated);
  const read = readGiven({ validity }, facts, context);
  if (!read.ok) return read;
  const before = line.curated.get('asked');
  const asked = {
    on: answer.on,
    how: 'phone-call',
    ...(typeof before === 'object' ? before : {}),
    answer: answer.answer,
    answeredOn: answer.on,
    until,
  };
  const same = factText('validity', read.value.validity) === factText('validity', facts.validity);
  const set = same ? ok([]) : partsOf(line, read.value, []);
  return ok([...(set.ok ? set.value : []), partOf(line.id, 'asked', line, asked)]);
}
