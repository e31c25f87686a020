// The keys of the desk as the sheet of all keys shows them; use-alt-keys.ts does them.
import type { ScreenKeys } from '../../kit/screens.ts';

export const deskKeys: ScreenKeys = [
  { keys: ['Alt', '1…6'], what: { zh: '打开第 1 到 6 个来访', en: 'Open contact 1 to 6' } },
  { keys: ['Alt', '↑ ↓'], what: { zh: '上一个、下一个来访', en: 'Contact above, below' } },
  { keys: ['Alt', 'J'], what: { zh: '接待最先等的来访', en: 'Take the first offer' } },
  { keys: ['Alt', 'M'], what: { zh: '到输入框', en: 'To the message box' } },
  { keys: ['Alt', 'N'], what: { zh: '到记录', en: 'To the notes' } },
  { keys: ['Alt', 'R'], what: { zh: '找资料和热线', en: 'Find texts and lines' } },
  { keys: ['Alt', 'U'], what: { zh: '交接', en: 'Hand over' } },
  { keys: ['Alt', 'P'], what: { zh: '并排打开或收起', en: 'Two beside each other, or one' } },
];
