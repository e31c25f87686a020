// Phrases to begin with, for the demonstration: said to somebody who has come at night and does not know how to begin.
// They are drafts; each line approves its own words.

/** One of them. */
export type DemoPhrase = {
  readonly title: string;
  readonly zh: string;
  readonly en: string;
  readonly tags: readonly string[];
};

export const demoPhrases: readonly DemoPhrase[] = [
  {
    title: '开场',
    zh: '您好，我在这里。您慢慢说，从哪里说起都可以，说不清楚也没关系。',
    en: 'Hello, I am here. Take your time. You can begin anywhere, and it need not come out in order.',
    tags: ['开始'],
  },
  {
    title: '来到这里不容易',
    zh: '谢谢您愿意说出来。这件事在心里放了多久了？',
    en: 'Thank you for telling me. How long have you been carrying this?',
    tags: ['开始', '倾听'],
  },
  {
    title: '确认听懂',
    zh: '我想看看我听懂了没有：您说的是……。是这样吗？哪里不对请告诉我。',
    en: 'Let me see whether I have understood: you are saying … Is that right? Please tell me where I am wrong.',
    tags: ['倾听'],
  },
  {
    title: '直接问自杀想法',
    zh: '听到您这么难受，我想直接问一句：您有没有想过结束自己的生命？您可以照实说，我不会被吓到，也不会怪您。',
    en: 'You sound in so much pain that I want to ask you plainly: have you thought of ending your life? You can tell me as it is. It will not frighten me, and I will not blame you.',
    tags: ['风险'],
  },
  {
    title: '现在安全吗',
    zh: '您现在在什么样的地方？身边有没有人？有没有可能伤到您的东西？我们先一起把它放远一点。',
    en: 'What kind of place are you in now? Is anybody with you? Is there anything near that could hurt you? Let us first put it further away, together.',
    tags: ['风险'],
  },
  {
    title: '一起缓一缓',
    zh: '我们先停一下。脚踩在地上，慢慢吐一口气，再看看周围，告诉我您看到的三样东西。',
    en: 'Let us stop for a moment. Feet on the floor, breathe out slowly, look around, and tell me three things you can see.',
    tags: ['稳定'],
  },
  {
    title: '沉默的时候',
    zh: '不急，我还在。想到什么再打出来就好。',
    en: 'No hurry, I am still here. Write when something comes.',
    tags: ['倾听'],
  },
  {
    title: '快到时间',
    zh: '我们还有大约五分钟。今天说的这些里，您最想记住的是哪一点？接下来一两天，您打算怎样照顾自己？',
    en: 'We have about five minutes left. Of all we have said, what would you like to keep? How will you look after yourself in the next day or two?',
    tags: ['结束'],
  },
  {
    title: '收尾',
    zh: '谢谢您今天的信任。什么时候又觉得撑不住，请再来，或者打 12356；有生命危险请打 120 或 110。',
    en: 'Thank you for your trust today. When it gets too much again, come back or call 12356; when life is at risk, call 120 or 110.',
    tags: ['结束'],
  },
];
