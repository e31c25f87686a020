// What a person may tell us in the three questions, as a form sends it and as `match` takes it.
import { z } from 'zod';
import { AudienceGroup, Channel, type MatchQuery, Urgency } from '../server/modules/directory/contract.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';

/** The answers given; a question that was skipped is absent. */
export type Answers = Omit<MatchQuery, 'at' | 'limit'>;

const skipped = z.literal('');

/** The form of the three questions. A missing field and an empty one both mean: skipped. */
export const AnswersForm = z.strictObject({
  region: z.union([skipped, RegionCode]).optional().describe('Province or city, GB/T 2260.'),
  audience: z.union([skipped, AudienceGroup]).optional().describe('Whom it is for.'),
  channel: z.union([skipped, Channel]).optional().describe('How to get in touch.'),
  urgency: z.union([skipped, Urgency]).optional().describe('Whether it can wait.'),
});
export type AnswersForm = z.infer<typeof AnswersForm>;

/** The answers without what was skipped. */
export function answersOf(form: AnswersForm): Answers {
  const { region, audience, channel, urgency } = form;
  return {
    ...(region ? { region } : {}),
    ...(audience ? { audience } : {}),
    ...(channel ? { channel } : {}),
    ...(urgency ? { urgency } : {}),
  };
}

/** The longest text a search takes, in characters. */
export const longestSearch = 60;

/** The form of the search. */
export const SearchForm = z.strictObject({ text: z.string().trim().max(longestSearch).optional() });

const { options: audiences } = AudienceGroup;
const { options: channels } = Channel;
const { options: urgencies } = Urgency;

/** Answers as a few letters, to be sealed into an address. */
export function packAnswers({ region, audience, channel, urgency }: Answers): string {
  const place = <T>(list: readonly T[], one: T | undefined): string =>
    one === undefined ? '' : String(list.indexOf(one));
  return [region ?? '', place(audiences, audience), place(channels, channel), place(urgencies, urgency)].join('.');
}

/** What `packAnswers` wrote; undefined when it is not that. */
export function unpackAnswers(packed: string): Answers | undefined {
  const [region, audience = '', channel = '', urgency = '', ...more] = packed.split('.');
  const pick = <T>(list: readonly T[], place: string): T | undefined =>
    place === '' ? undefined : list[Number(place)];
  const form = AnswersForm.safeParse({
    region,
    audience: pick(audiences, audience),
    channel: pick(channels, channel),
    urgency: pick(urgencies, urgency),
  });
  return form.success && more.length === 0 ? answersOf(form.data) : undefined;
}
