// What happened between the words of a conversation, in one sentence each.
import type { TalkKind, TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import { contactWords } from '../contact/words.ts';
import type { Lang } from '../kit/preferences.ts';
import { momentWords } from '../kit/telling-time.ts';
import { chatWords } from './words.ts';

type Telling = (line: TalkLine, lang: Lang) => string | null;

const whoOf = ({ by }: TalkLine, lang: Lang): string => by?.name ?? chatWords[lang].counsellor;

/** Null: nothing is told. A kind without a row does not compile. */
const tellings: Readonly<Record<TalkKind, Telling>> = {
  arrived: (_, lang) => chatWords[lang].told.arrived,
  introduced: (_, lang) => chatWords[lang].told.introduced,
  queued: () => null,
  offered: () => null,
  declined: () => null,
  'offer-expired': () => null,
  accepted: (line, lang) => chatWords[lang].told.accepted(whoOf(line, lang)),
  said: () => null,
  transferred: (line, lang) => chatWords[lang].told.transferred(whoOf(line, lang), line.detail.queue ?? ''),
  'stepped-away': (_, lang) => chatWords[lang].told.steppedAway,
  'came-back': (_, lang) => chatWords[lang].told.cameBack,
  'gave-up': (_, lang) => chatWords[lang].told.gaveUp,
  diverted: (_, lang) => chatWords[lang].told.diverted,
  'risk-set': (line, lang) => {
    const risk = contactWords[lang].risks[line.detail.risk ?? 'ordinary'];
    const { told } = chatWords[lang];
    const set = line.by === null ? told.riskByRule(risk) : told.riskSet(whoOf(line, lang), risk);
    return line.detail.reason === undefined ? set : `${set}${lang === 'zh' ? '：' : ': '}${line.detail.reason}`;
  },
  'alarm-raised': (line, lang) => chatWords[lang].told.alarm(whoOf(line, lang)),
  'alarm-acknowledged': (line, lang) => {
    const group = line.detail.group === undefined ? '' : contactWords[lang].groups[line.detail.group];
    return chatWords[lang].told.acknowledged(whoOf(line, lang), group);
  },
  'supervisor-came': (line, lang) => {
    const { told } = chatWords[lang];
    return (line.detail.mode === 'silent' ? told.silently : told.openly)(whoOf(line, lang));
  },
  'supervisor-left': (line, lang) => chatWords[lang].told.left(whoOf(line, lang)),
  recommended: () => null,
  'follow-up-agreed': ({ detail, at }, lang) => chatWords[lang].told.followUp(momentWords(lang, detail.meeting ?? at)),
  ended: ({ detail }, lang) => {
    const { told } = chatWords[lang];
    return detail.ended === undefined ? told.endedPlain : told.ended[detail.ended];
  },
  'outcome-recorded': ({ detail }, lang) =>
    chatWords[lang].told.outcome(detail.outcome === undefined ? '' : contactWords[lang].outcomes[detail.outcome]),
  closed: (_, lang) => chatWords[lang].told.closed,
};

/** The sentence for a line that is no message; null where there is nothing to tell. */
export const toldWords: Telling = (line, lang) => tellings[line.kind](line, lang);
