// Who may take contacts. Everything a duty needs is in one table, each line with the requirements that ask for it; the
// gate is passed when nothing of it is lacking today. It never weighs one thing against another and knows no exceptions.
import type { Group } from '../identity/contract.ts';
import { type Duty, expiringDays, type Gate, type Missing, type Need, QualificationKind } from './contract.ts';
import { type Held, holdsUntil, type Lack, lackOf } from './validity.ts';

/** Everything the gate depends on. */
export type Facts = {
  readonly groups: readonly Group[];
  readonly background: string | null;
  /** ISO day. */
  readonly practisingSince: string | null;
  /** Texts in force by version, and the newest version accepted. */
  readonly texts: readonly { readonly kind: string; readonly inForce: number; readonly accepted: number | null }[];
  readonly qualifications: readonly Held[];
};

type NeedRow = { readonly zh: string; readonly en: string; readonly from: readonly string[] };

const needs: Readonly<Record<Need, NeedRow>> = {
  screening: { zh: '遴选', en: 'screening', from: ['S0-02', 'S1-21', 'S3-25'] },
  'professional-qualification': { zh: '专业资质', en: 'professional qualification', from: ['S1-21', 'S0-26'] },
  'basic-competence': { zh: '基本胜任力', en: 'basic competence', from: ['S3-27'] },
  'crisis-competence': { zh: '危机干预胜任力', en: 'crisis competence', from: ['S3-28'] },
  'ethics-training': { zh: '伦理培训', en: 'ethics training', from: ['S1-21'] },
  'supervisor-training': { zh: '督导培训', en: 'supervisor training', from: ['S3-07'] },
  background: { zh: '专业背景', en: 'professional background', from: ['S3-26'] },
  experience: { zh: '从业时间', en: 'experience in the profession', from: ['S0-26'] },
  'ethics-code': { zh: '伦理守则', en: 'the code of ethics', from: ['S1-27', 'S3-08'] },
  'volunteer-statement': { zh: '自愿参加与职业行为声明', en: 'the volunteer statement', from: ['S3-24'] },
};

const duties: Readonly<Record<Duty, readonly Need[]>> = {
  counselling: [
    'screening',
    'professional-qualification',
    'basic-competence',
    'crisis-competence',
    'ethics-training',
    'background',
    'experience',
    'ethics-code',
    'volunteer-statement',
  ],
  supervision: [
    'professional-qualification',
    'supervisor-training',
    'ethics-training',
    'background',
    'ethics-code',
    'volunteer-statement',
  ],
};

/** The gate of one duty on a day (ISO, Asia/Shanghai), and what is lacking, in the order of the table. */
export function dutyGate(duty: Duty, facts: Facts, today: string): Gate {
  const missing = duties[duty].flatMap((need) => {
    const lack = lackFor(need, facts, today);
    return lack === undefined ? [] : [told(need, lack)];
  });
  return { duty, passed: missing.length === 0, missing };
}

/** The gates of all duties that somebody's groups bring with them. */
export function gatesOf(facts: Facts, today: string): Gate[] {
  return dutiesOf(facts).map((duty) => dutyGate(duty, facts, today));
}

/** What somebody's duties need and will lose within thirty days, the soonest first. */
export function expiringOf(facts: Facts, today: string): { kind: QualificationKind; expiresOn: string }[] {
  const limit = Temporal.PlainDate.from(today).add({ days: expiringDays }).toString();
  const needed = new Set(dutiesOf(facts).flatMap((duty) => duties[duty]));
  return QualificationKind.options
    .filter((kind) => needed.has(kind))
    .flatMap((kind) => {
      const expiresOn = holdsUntil(facts.qualifications, kind, today);
      return expiresOn === undefined || expiresOn === null || expiresOn > limit ? [] : [{ kind, expiresOn }];
    })
    .toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}

const dutiesOf = ({ groups }: Facts): Duty[] =>
  (['counselling', 'supervision'] as const).filter((duty) => groups.includes(duty));

type AnyLack = Lack | { readonly why: 'newer-version'; readonly since: null };

function lackFor(need: Need, facts: Facts, today: string): AnyLack | undefined {
  const { background, practisingSince, texts, qualifications } = facts;
  switch (need) {
    case 'background':
      return background === null ? { why: 'missing', since: null } : undefined;
    case 'experience':
      return practisingSince === null || practisingSince > today ? { why: 'missing', since: null } : undefined;
    case 'ethics-code':
    case 'volunteer-statement':
      return lackOfText(texts.find(({ kind }) => kind === need));
    default:
      return lackOf(qualifications, need, today);
  }
}

/** Without a text in force nothing can have been accepted, and the gate stays shut. */
function lackOfText(text: Facts['texts'][number] | undefined): AnyLack | undefined {
  if (text === undefined || text.accepted === null) return { why: 'missing', since: null };
  return text.accepted < text.inForce ? { why: 'newer-version', since: null } : undefined;
}

function told(need: Need, { why, since }: AnyLack): Missing {
  const { from } = needs[need];
  return { need, why, since, words: wordsOf(need, why, since), from: [...from] };
}

function wordsOf(need: Need, why: Missing['why'], since: string | null): Missing['words'] {
  const { zh, en } = needs[need];
  const text = need === 'ethics-code' || need === 'volunteer-statement';
  const sentences: Readonly<Record<Missing['why'], Missing['words']>> = {
    missing: text
      ? { zh: `还没有确认《${zh}》。`, en: `Accept ${en}.` }
      : { zh: `还没有登记${zh}。`, en: `No ${en} is on record.` },
    'newer-version': {
      zh: `《${zh}》有新版本，请阅读并确认。`,
      en: `There is a new version of ${en}. Read and accept it.`,
    },
    expired: { zh: `${zh}已到期，最后有效日是 ${since}。`, en: `The ${en} expired; its last day was ${since}.` },
    withdrawn: { zh: `${zh}已被撤销。`, en: `The ${en} was withdrawn.` },
    'not-yet': { zh: `${zh}从 ${since} 起有效。`, en: `The ${en} holds from ${since} on.` },
  };
  return sentences[why];
}
