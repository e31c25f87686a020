// The words of the list of contacts that ended without an outcome.
import { twoLanguages } from '../../kit/words.ts';

export const unfinishedWords = twoLanguages({
  zh: {
    title: '待填结果',
    about: '每一个来访都要有着落。结束半小时还没有填写结果的，列在这里，最早的在前。',
    contact: '来访',
    counsellor: '咨询员',
    line: '热线',
    ended: '结束',
    since: '已过',
    remind: '提醒',
    reminded: (when: string) => `${when} 提醒过`,
    again: '再提醒一次',
    total: (count: number) => `共 ${count} 个`,
    none: '结束后半小时还没有结果的来访会出现在这里',
    noneWhy: '现在一个都没有：每个来访都有了结果。',
  },
  en: {
    title: 'Outcomes open',
    about:
      'Every contact has to come to something. Those that ended half an hour ago and have no outcome stand here, the oldest first.',
    contact: 'Contact',
    counsellor: 'Counsellor',
    line: 'Line',
    ended: 'Ended',
    since: 'Since',
    remind: 'Remind',
    reminded: (when) => `reminded at ${when}`,
    again: 'Remind again',
    total: (count) => (count === 1 ? 'One' : `${count} in all`),
    none: 'Contacts without an outcome half an hour after their end appear here',
    noneWhy: 'There are none now: every contact has its outcome.',
  },
});
