// What the rows of texts have in common: the day it is, and a text as it is shown after something was done with it.
import { ZONE } from '#platform/clock.ts';
import type { StaffContext } from '#platform/http/index.ts';
import type { TextId, WholeText } from './contract.ts';
import { findText } from './store.ts';

type Tx = Parameters<typeof findText>[0];

/** Said where a text is not in use any more. */
export const withdrawnAlready = {
  status: 409,
  zh: '这条已经停用。',
  en: 'This has been taken out of use.',
} as const;

/** Today in Asia/Shanghai. */
export const dayOf = (now: Temporal.Instant): string => now.toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** A text just saved, as its writer or decider sees it. */
export async function shownText(
  tx: Tx,
  id: TextId,
  { now, caller }: Pick<StaffContext, 'now' | 'caller'>,
): Promise<WholeText> {
  const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
  if (text === undefined) throw new Error('A text that was just saved is not there.');
  return text;
}
