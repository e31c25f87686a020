// People type the first letters of a name's syllables: dlsxlyzrx. The dictionary that knows the syllables
// takes 35–45 MB of memory, too much for a server that answers thousands, so the keys are made when lines
// are imported and stored beside them. Only the import may load this file.
import { customPinyin, pinyin } from 'pinyin-pro';
import type { PinyinKeys } from './contract.ts';

/** Places that the dictionary reads like everyday words. */
customPinyin({
  乐清: 'yuè qīng',
  什邡: 'shí fāng',
  都安: 'dū ān',
  尉犁: 'yù lí',
  单县: 'shàn xiàn',
  六合区: 'lù hé qū',
  喀什: 'kā shí',
  昌都: 'chāng dū',
});

/** A name is cut behind these, or 湖南省长沙 would be read as a governor (省长). */
const PLACE_ENDINGS = /(?<=[省市州盟区县])/u;

/** The keys of a line: its name first, then its former names. */
export function pinyinKeys(names: readonly string[]): PinyinKeys {
  const keys = names.map((name) => keysOfName(name));
  return { initials: keys.map((key) => key.initials).join(' '), full: keys.map((key) => key.full).join(' ') };
}

/** Digits and Latin words stay as they are; whatever else is no Chinese character is left out. */
function keysOfName(name: string): PinyinKeys {
  const syllables = name
    .normalize('NFKC')
    .toLowerCase()
    .split(PLACE_ENDINGS)
    .flatMap((part) => pinyin(part, { toneType: 'none', type: 'all', v: true, nonZh: 'consecutive' }))
    .map(({ isZh, pinyin, first, origin }) =>
      isZh ? { initial: first, full: pinyin } : { initial: origin, full: origin },
    );
  const plain = (text: string) => text.replaceAll(/[^a-z0-9]/g, '');
  return {
    initials: plain(syllables.map((syllable) => syllable.initial).join('')),
    full: plain(syllables.map((syllable) => syllable.full).join('')),
  };
}
