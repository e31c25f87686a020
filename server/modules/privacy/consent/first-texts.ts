// The texts an organisation begins with, until it publishes its own: what is kept to oneself and when not, and what a
// guardian agrees to. Written to be read on a phone by somebody who is not well. Each paragraph is one thought.

/** First versions by subject. */
export const firstTexts = {
  'confidentiality-promise': {
    zh: `您说的话，只有接待您的咨询员、和指导他们的督导看得到。他们受过训练，承诺过保密。您不用说名字，也不用留电话。

有四种情况，我们可能要告诉能帮忙的人：您或别人有生命危险；未成年人正在受到伤害；要防控传染病；司法机关依法来调取。

真要这样做，我们只说必须说的，记下理由，并尽量事先、至少事后告诉您。`,
    en: `What you say is seen only by the counsellor who talks with you and the supervisor who guides them. They are trained and have promised to keep it to themselves. You need not give a name or a number.

There are four cases in which we may have to tell somebody who can help: your life or somebody else’s is in danger; a minor is being harmed; an infectious disease has to be contained; a court or investigator demands it by law.

If it comes to that, we say only what must be said, write down why, and tell you: before if we can, afterwards in any case where the law lets us.`,
  },
  guardian: {
    zh: `您还不满 14 岁。法律要求：处理您的信息以前，要请爸爸妈妈或者其他监护人同意（个人信息保护法第 31 条）。

监护人同意的是：您和咨询员在这里打字聊天；聊天内容按上面说的时间保存，到期删除；除了上面说的例外，不告诉别人。

如果您有危险，或者情况紧急、来不及问他们，法律允许我们先帮您（第 13 条第 4 项）。我们会记下是因为什么。`,
    en: `You are under 14. The law says that before we use information about you, your mother, father or other guardian has to agree (Personal Information Protection Law, article 31).

What the guardian agrees to: that you type with a counsellor here; that what is written is kept for as long as was said and then deleted; and that nobody else is told, apart from the exceptions.

If you are in danger, or it is urgent and there is no time to ask them, the law lets us help you first (article 13, item 4). We write down what it was for.`,
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
