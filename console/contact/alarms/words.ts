// The words of an alarm: who, where, since when, and who has answered.
import { twoLanguages } from '../../kit/words.ts';

export const alarmWords = twoLanguages({
  zh: {
    label: '紧急警报',
    lead: (number: number, line: string) => `${line} ${number} 号来访有生命危险`,
    by: (who: string, when: string) => `${who} ${when} 报告`,
    acknowledge: '确认收到',
    mine: '您已确认',
    waits: (groups: string) => `${groups}还没有确认`,
    done: (group: string, who: string, when: string) => `${group}：${who} ${when} 确认`,
    come: '进入对话',
    lost: '警报的连接断了，正在重新连接。',
    announced: (number: number) => `紧急警报：${number} 号来访有生命危险`,
  },
  en: {
    label: 'Alarms',
    lead: (number, line) => `${line}: life at risk, contact ${number}`,
    by: (who, when) => `Reported by ${who} at ${when}`,
    acknowledge: 'Acknowledge',
    mine: 'You have acknowledged',
    waits: (groups) => `Not acknowledged by ${groups}`,
    done: (group, who, when) => `${group}: ${who} at ${when}`,
    come: 'Come in',
    lost: 'The connection for alarms is lost and being made again.',
    announced: (number) => `Alarm: life at risk, contact ${number}`,
  },
});
