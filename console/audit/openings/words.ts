// The words of the list of openings.
import { twoLanguages } from '../../kit/words.ts';

export const openingWords = twoLanguages({
  zh: {
    title: '调阅记录',
    about: '谁打开过密封的档案、联系方式或保密例外，为了什么。可以按一份档案查，也可以按一个人查。',
    waiting: '填一份档案或一个人，点“查”',
    waitingWhy: '只列真正打开过内容的那些次。光看清单、看时钟不算，查不到内容。',
    statement: '开一份调阅证明',
    statementWhy: '交给法院或本人用，要另一位同事批准。',
  },
  en: {
    title: 'Who opened what',
    about: 'Who opened a sealed record, contact details or an exception, and what for. By file or by person.',
    waiting: 'Name a file or a person, then search',
    waitingWhy: 'Only where something sealed was opened. Seeing lists or clocks shows no content and is not listed.',
    statement: 'Ask for a statement',
    statementWhy: 'For a court or the person concerned; a second person has to approve it.',
  },
});
