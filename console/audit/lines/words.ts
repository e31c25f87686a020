// The words of the search through the audit.
import { twoLanguages } from '../../kit/words.ts';

export const linesWords = twoLanguages({
  zh: {
    title: '操作留痕',
    about: '本机构里谁在什么时候做了什么。只能看；有人改动任何一条，都能查出来。保存期满的旧留痕按规定清除。',
    waiting: '填好条件，点“查”',
    waitingWhy: '不填的就是不限。查询本身也会留痕，所以这里不会自动去查。',
  },
  en: {
    title: 'Audit',
    about:
      'Who did what and when in this organisation. To be read only; if any line is altered, it shows. Old lines leave when their term is over.',
    waiting: 'Say what you look for, then search',
    waitingWhy: 'What you leave open is not asked for. A search is itself on file, so nothing is looked up by itself.',
  },
});
