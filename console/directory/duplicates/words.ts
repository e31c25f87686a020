// The words of lines that may be one.
import { twoLanguages } from '../../kit/words.ts';

export const duplicateWords = twoLanguages({
  zh: {
    title: '可能重复',
    about: '号码或名称相同的热线，看看是不是同一条。合并以后，旧的网址仍然能打开。',
    list: '可能重复的热线',
    shared: (what: string) => `都有 ${what}`,
    sameName: '名称相同',
    empty: '这里会列出看起来是同一条的热线',
    emptyWhy: '两条热线给出同一个号码、同一个账号，或者名称相同，就会出现在这里。现在没有。',
    merge: '合并成一条',
    leads: (from: string, to: string) => `“${from}”的网址以后通到“${to}”。`,
    take: (name: string) => `用“${name}”的`,
    byRule: '按名单自动取',
    differs: (count: number) =>
      count === 0 ? '两条的内容完全相同。' : `有 ${count} 处不同，默认按名单自动取，您可以逐项选。`,
    sameFields: (names: string) => `相同：${names}`,
    reasons: ['号码相同，是同一条', '改名前后是同一条', '两份名单各登了一次'].join('|'),
    done: (name: string) => `已合并为“${name}”`,
    readOnly: '其中有一条由别的机构维护，您可以看，不能合并。',
    next: '下一对',
    previous: '上一对',
  },
  en: {
    title: 'Duplicates',
    about: 'Lines with the same number or name: are they one? After merging, old addresses still work.',
    list: 'Lines that may be one',
    shared: (what) => `Both give ${what}`,
    sameName: 'Same name',
    empty: 'Lines that look like one will be listed here',
    emptyWhy: 'Two lines that give the same number or account, or have the same name, appear here. There are none.',
    merge: 'Merge into one',
    leads: (from, to) => `The address of “${from}” will lead to “${to}”.`,
    take: (name) => `From “${name}”`,
    byRule: 'By the rules',
    differs: (count) =>
      count === 0
        ? 'Both say the same.'
        : `${count} ${count === 1 ? 'field differs' : 'fields differ'}. The rules decide unless you choose.`,
    sameFields: (names) => `Same: ${names}`,
    reasons: [
      'Same number, one line',
      'One line before and after its renaming',
      'Listed once in each of two lists',
    ].join('|'),
    done: (name) => `Merged into “${name}”`,
    readOnly: 'Another organisation keeps one of them. You can look, not merge.',
    next: 'Next',
    previous: 'Previous',
  },
});
