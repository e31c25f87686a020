// What the site keeps and does not keep, and what leaving quickly can and cannot do, in English.
// Every sentence here must be true of the program as it runs: change them together.
import type { aboutWords as chinese } from './zh-about.ts';

export const aboutWords: typeof chinese = {
  about: {
    heading: 'What is kept here, and what is not',
    sections: [
      {
        id: 'kept',
        heading: 'We keep nothing about you',
        paragraphs: [
          'There is no account, no analytics, and nothing is fetched from any other site. Looking for a line needs no cookie.',
          'Your answers to the questions, and the words you search for, are used at that moment to find a line and are not stored. They do not appear in the address either: it holds a sealed string that can no longer be opened after an hour at most.',
          "The server's log has neither your network address nor what you asked: only when a page of which kind was opened, and how many milliseconds it took.",
        ],
      },
      {
        id: 'chat',
        heading: 'When you chat',
        paragraphs: [
          'Before you begin you are told who can see what you say, how long it is kept and when it is deleted. Afterwards you can have it deleted at once.',
          'While you chat there is one cookie by which you are known again. It holds random letters only and ends soon after the talk, after twelve hours at most; with quick exit, at once.',
          'So that no machine takes the places, the network address you come from stays in memory for an hour, to be counted, and is written down nowhere.',
        ],
      },
      {
        id: 'beyond',
        heading: 'What is beyond us',
        paragraphs: [
          'Your browser remembers that this site was opened. You can delete the history, or use a private window.',
          "A call stays in your phone's list of calls and on the telephone company's bill. We cannot see it and cannot remove it.",
          'The network at work, at school or at home may know which site was opened, but not what you read there.',
        ],
      },
      {
        id: 'calling',
        heading: 'On the other end of the line',
        paragraphs: [
          'The lines answer, not this site. You may ask first: is this confidential, is it recorded, how long is it kept.',
          'Lines usually keep what you say to themselves. If a life is in danger, or the law demands it, they may have to tell somebody.',
          'You can hang up at any time, and call another line. A line gives company and support, not a diagnosis.',
        ],
      },
      {
        id: 'truth',
        heading: 'Can these numbers be relied on',
        paragraphs: [
          'They are copied from public documents of education and health authorities and learned societies, most of them of 2020. Each line says when it was published and whether anybody has verified it.',
          '“By its published hours” means that we have not called to ask. Lines that ran during the epidemic only have ended with it, and are not offered to you any more.',
          'Lines that suit you equally well take turns, minute by minute; there is no ranking. Where a number is in doubt we say so and do not guess for you.',
        ],
      },
    ],
  },
  leaving: {
    heading: 'What quick exit does',
    sections: [
      {
        id: 'does',
        heading: 'What it does',
        paragraphs: [
          'It covers this page at once and puts an ordinary web page in its place, without asking whether you are sure.',
          'On a keyboard, pressing Shift three times, or Esc three times, does the same.',
        ],
      },
      {
        id: 'does-not',
        heading: 'What it cannot do',
        paragraphs: [
          'It cannot delete your browsing history. Somebody who opens the history may still see this site.',
          'If that matters: after leaving, delete the last hour in your browser’s history. A private window leaves no history once it is closed.',
          'In WeChat the back key may return to this page. Please close the whole page.',
        ],
      },
    ],
  },
};
