// Words of how many take part (docs/words.md: participation).
import { twoLanguages } from '../../kit/words.ts';

export const participationWords = twoLanguages({
  zh: {
    title: '参与情况',
    about: '有多少高校、热线和联系方式在服务，哪些机构还没有热线。',
    on: '统计到哪一天',
    figures: '参与数字',
    counted: (day: string) => `${day} 公开并在服务期内的热线`,
    of: {
      universities: '参与高校',
      lines: '热线',
      phones: '电话号码',
      email: '邮箱',
      qq: 'QQ',
      wechat: '微信',
    },
    once: '同一个号码登在几条热线里，只算一次。高校按依托机构和维护机构的名称数。',
    institutions: '机构和它们的热线',
    columns: { name: '机构', lines: '维护的热线', inService: '正在服务', since: '最早开通' },
    none: '还没有',
    sinceUnknown: '没写开通日期',
    empty: '下属机构会列在这里',
    emptyWhy: '还没有设立下属机构。设立并确认它们维护的热线之后，这里能看到谁在服务。',
    without: (count: number, all: number) =>
      count === 0 ? `${all} 家机构都有在服务的热线。` : `${all} 家机构里，${count} 家还没有在服务的热线，排在最前。`,
  },
  en: {
    title: 'Participation',
    about: 'How many universities, lines and ways to get in touch serve, and which institutions have no line yet.',
    on: 'Counted for',
    figures: 'Figures',
    counted: (day) => `Lines that are shown and in service on ${day}`,
    of: {
      universities: 'Universities',
      lines: 'Lines',
      phones: 'Telephone numbers',
      email: 'E-mail addresses',
      qq: 'QQ',
      wechat: 'WeChat',
    },
    once: 'A number that stands in several lines counts once. Universities are told by the names of hosts and stewards.',
    institutions: 'Institutions and their lines',
    columns: { name: 'Institution', lines: 'Lines they curate', inService: 'In service', since: 'Since' },
    none: 'None yet',
    sinceUnknown: 'opening day not stated',
    empty: 'Institutions below are listed here',
    emptyWhy: 'None has been set up. Once they are, and their lines are confirmed, you see here who serves.',
    without: (count, all) =>
      count === 0
        ? `All ${all} institutions have a line in service.`
        : `${count} of ${all} institutions have no line in service; they come first.`,
  },
});
