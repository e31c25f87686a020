// The words of organisations that ask to keep lines.
import { twoLanguages } from '../../kit/words.ts';

export const claimWords = twoLanguages({
  zh: {
    title: '维护申请',
    about: '机构申请维护自己的热线，由上级确认。确认以后，这条热线的内容就由它来改。',
    which: '哪些申请',
    states: { asked: '等确认', confirmed: '已确认', declined: '未同意', ended: '已结束' },
    asks: (organisation: string, when: string) => `“${organisation}”于 ${when} 提出`,
    confirm: '确认',
    decline: '不同意',
    end: '结束维护',
    reasons: {
      confirmed: ['经核对，是它开办的热线', '机构来函说明'].join('|'),
      declined: ['不是它开办的热线', '请先和现在的机构商量'].join('|'),
      ended: ['热线已转给别的机构', '机构不再开办'].join('|'),
    },
    empty: {
      asked: '这里会列出等您确认的申请',
      confirmed: '这里会列出已经确认的维护关系',
      declined: '这里会列出没有同意的申请',
      ended: '这里会列出已经结束的维护关系',
    },
    emptyWhy: '机构在热线的页面上点“申请维护这条热线”，申请就会出现在这里。',
  },
  en: {
    title: 'Claims',
    about: 'Organisations ask to keep their own lines; the authority above confirms. From then on they change them.',
    which: 'Which',
    states: { asked: 'Waiting', confirmed: 'Confirmed', declined: 'Declined', ended: 'Ended' },
    asks: (organisation, when) => `“${organisation}” asked on ${when}`,
    confirm: 'Confirm',
    decline: 'Decline',
    end: 'End it',
    reasons: {
      confirmed: ['Checked: it runs this line', 'By a letter of the organisation'].join('|'),
      declined: ['It does not run this line', 'To be settled with the present keeper first'].join('|'),
      ended: ['The line has another keeper', 'It no longer runs this line'].join('|'),
    },
    empty: {
      asked: 'Claims that wait for you will be listed here',
      confirmed: 'Confirmed claims will be listed here',
      declined: 'Declined claims will be listed here',
      ended: 'Ended claims will be listed here',
    },
    emptyWhy: 'When an organisation asks for a line on the page of that line, its claim appears here.',
  },
});
