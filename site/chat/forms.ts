// What the forms of chat send. Browsers send empty fields and leave out unchecked ones; both mean: not answered.
import { z } from 'zod';
import { AgeBand, GuardianGround, longestMessage, TalkGroup, Topic } from '../../server/modules/chat/contract.ts';

const skipped = z.literal('');
const either = <T extends z.ZodType>(schema: T) => z.union([skipped, schema]).optional();

/** Coming in, from the questions and the pages they may lead to. `again`: back to the questions. */
export const ComingForm = z.strictObject({
  shown: either(z.uuid()),
  ticket: z.string().max(200).optional(),
  answer: z.string().max(20).optional(),
  topic: either(Topic),
  group: either(TalkGroup),
  age: either(AgeBand),
  words: z.string().trim().max(1100).optional(),
  wish: either(z.literal('same')),
  danger: either(z.enum(['ask', 'high', 'danger'])),
  guardian: either(GuardianGround),
  again: either(z.literal('ask')),
});
export type ComingForm = z.infer<typeof ComingForm>;

/** A message without a script. */
export const SayForm = z.strictObject({
  id: z.uuid(),
  words: z.string().max(longestMessage * 2),
});

const Scale = z.enum(['1', '2', '3', '4', '5']);

/** What somebody thought of it. */
export const ThanksForm = z.strictObject({
  helpful: either(Scale),
  attitude: either(Scale),
  feeling: either(z.enum(['better', 'same', 'worse'])),
  words: z.string().trim().max(1000).optional(),
});

/** A return code as typed. */
export const CodeForm = z.strictObject({ code: z.string().trim().max(60) });
