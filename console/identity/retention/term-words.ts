// A term in words: days exactly, with years or months beside them where days alone say little.
import { type Lang, useLang } from '../../kit/preferences.ts';
import { durationWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { inLargerUnits, type Term } from './view.ts';
import { retentionWords } from './words.ts';

/** Says days, limits and whole terms in the language of the screen. */
export function useTermWords(): { readonly days: (days: number) => string; readonly term: (term: Term) => string } {
  const words = useWords(retentionWords);
  const lang = useLang();
  const days = (count: number): string => {
    const rough = roughly(lang, count);
    return rough === undefined ? words.days(count) : `${words.days(count)}（${words.roughly(rough)}）`;
  };
  const term = ({ days: count }: Term): string => {
    if (count === null) return words.notKept;
    return count === 0 ? words.atOnce : days(count);
  };
  return { days, term };
}

function roughly(lang: Lang, days: number): string | undefined {
  const larger = inLargerUnits(days);
  if (larger === undefined) return undefined;
  return durationWords(lang, 'years' in larger ? larger.years * 365 * 86_400 : larger.months * 30 * 86_400);
}
