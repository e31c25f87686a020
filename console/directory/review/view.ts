// What is to be said about a line that runs out or is long unverified.
import type { LineRow } from '../../../server/modules/directory/curation/contract.ts';
import type { Lang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { daysBetween } from '../lines/list-view.ts';
import { directoryWords } from '../shared/words.ts';
import { reviewWords } from './words.ts';

/** Sentences about a line as it stands on a day (ISO, Shanghai), the most pressing first. */
export function standingWords(line: Pick<LineRow, 'ends' | 'verified' | 'asked'>, today: string, lang: Lang): string[] {
  const words = reviewWords[lang];
  const { ends, verified, asked } = line;
  const day = (date: string): string => dayWords(lang, date, today);
  const left = ends === null ? null : daysBetween(today, ends);
  return [
    ...(ends === null || left === null ? [] : [left < 0 ? words.ended(day(ends)) : words.ends(day(ends), left)]),
    ...(asked === null ? [] : [askedWords(asked, day, words)]),
    verified === null
      ? words.neverVerified
      : words.verified(day(verified.on), verified.how === null ? '' : directoryWords[lang].how[verified.how]).trim(),
  ];
}

function askedWords(
  { on, answer }: NonNullable<LineRow['asked']>,
  day: (date: string) => string,
  words: (typeof reviewWords)[Lang],
): string {
  if (answer === null) return words.asked(day(on));
  return answer === 'open' ? words.answeredOpen(day(on)) : words.answeredEnded(day(on));
}
