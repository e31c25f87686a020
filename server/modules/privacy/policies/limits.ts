// How long what is kept. Every term lies between the shortest that is demanded and the longest that is allowed, and
// each limit says where it comes from, so that a manager sees not only that a number is refused but why.
import { refuse, ok, type Result } from '#platform/result.ts';
import type { DataClass, KeyKind } from '../contract.ts';
import type { Limit, Terms } from './contract.ts';

/** Three years, a leap day included: as many days as any three years have at most. */
export const THREE_YEARS = 1096;
const TEN_YEARS = 3653;
const THIRTY_YEARS = 10_958;
/** Six months have 184 days at most. */
export const SIX_MONTHS = 184;

const none = { zh: '法规没有规定', en: 'No rule says so' } as const;
const necessary = {
  zh: '个人信息保护法 19：保存期限应为实现目的所必要的最短时间；超过十年须说明理由（本系统的要求）',
  en: 'PIPL 19: no longer than the purpose needs; beyond ten years a reason is asked for (by this program)',
} as const;
const threeYears = {
  zh: '热线服务资料至少保存 3 年（S3-69；心理援助热线技术指南 2021）',
  en: 'Records of a line are kept for at least three years (S3-69; Technical guide for lines, 2021)',
} as const;
const thirtyYears = {
  zh: '以病历最长的保存期 30 年为上限（医疗机构病历管理规定 29，本系统比照）',
  en: 'Thirty years, the longest that medical records are kept (Rules for medical records 29, applied here by analogy)',
} as const;
const threeDays = (zh: string, en: string) => ({
  zh: `服务结束后 3 天内删除${zh}`,
  en: `Deleted within three days of the end of service ${en}`,
});

const kept = (of: DataClass): Limit => ({
  class: of,
  key: 'record',
  shortest: { days: THREE_YEARS, source: threeYears },
  longest: { days: THIRTY_YEARS, source: thirtyYears },
  reasonBeyond: { days: TEN_YEARS, source: necessary },
});

const gone = (of: DataClass, zh: string, en: string): Limit => ({
  class: of,
  key: 'identity',
  shortest: { days: 0, source: none },
  longest: { days: 3, source: threeDays(zh, en) },
  reasonBeyond: { days: null, source: none },
});

/** Between what the terms must lie; correspondence has two pairs of limits, by the key it is sealed with. */
export const limits: readonly Limit[] = [
  gone('contact-details', '联系方式（S0-25、S1-23）', '(S0-25, S1-23)'),
  gone('correspondence', '有关求助信息（S1-23）', '(help-seeking information, S1-23)'),
  kept('correspondence'),
  kept('record'),
  kept('transcript'),
  kept('audio'),
  {
    class: 'audit',
    key: null,
    shortest: {
      days: SIX_MONTHS,
      source: {
        zh: '网络日志至少留存六个月（网络安全法），从所记之事不复存在时起算',
        en: 'Logs are kept for at least six months (Cybersecurity Law), counted from when what they speak of is gone',
      },
    },
    longest: { days: THIRTY_YEARS, source: thirtyYears },
    reasonBeyond: { days: TEN_YEARS, source: necessary },
  },
];

/** What a class gets: which kind of key it is sealed with, and for how many days it lives after the end of service. */
export type Term = { readonly key: KeyKind | null; readonly days: number };

/** The term of a class; undefined when the class is not kept at all. */
export function termOf(terms: Terms, of: DataClass): Term | undefined {
  if (of === 'correspondence') return terms.correspondence;
  const days = terms[of];
  if (days === null) return undefined;
  return { days, key: of === 'audit' ? null : of === 'contact-details' ? 'identity' : 'record' };
}

/** The limits of a class sealed with this kind of key. Throws when there are none, which the types of terms exclude. */
export function limitOf(of: DataClass, key: KeyKind | null): Limit {
  const limit = limits.find((one) => one.class === of && one.key === key);
  if (limit === undefined) throw new Error(`There are no limits for ${of} with this key.`);
  return limit;
}

const names: Readonly<Record<DataClass, { readonly zh: string; readonly en: string }>> = {
  'contact-details': { zh: '联系方式', en: 'contact details' },
  correspondence: { zh: '往来文字', en: 'correspondence' },
  record: { zh: '服务记录', en: 'the service record' },
  transcript: { zh: '文字实录', en: 'the transcript' },
  audio: { zh: '录音', en: 'the recording' },
  audit: { zh: '操作留痕', en: 'the audit' },
};

/** What a class is called in a sentence. */
export function nameOf(of: DataClass): { readonly zh: string; readonly en: string } {
  return names[of];
}

export type PolicyRefusal = 'shorter-than-demanded' | 'longer-than-allowed' | 'reason-needed';

const classes = ['contact-details', 'correspondence', 'record', 'transcript', 'audio', 'audit'] as const;

/** Whether the terms keep to all limits. The refusal names the class, the limit and its source. */
export function judgeTerms(terms: Terms, reason: string | undefined): Result<Terms, PolicyRefusal> {
  for (const of of classes) {
    const term = termOf(terms, of);
    if (term === undefined) continue;
    const { shortest, longest, reasonBeyond } = limitOf(of, term.key);
    if (shortest.days !== null && term.days < shortest.days)
      return refuse('shorter-than-demanded', said(of, shortest, ['至少', 'at least']));
    if (longest.days !== null && term.days > longest.days)
      return refuse('longer-than-allowed', said(of, longest, ['最多', 'at most']));
    if (reasonBeyond.days !== null && term.days > reasonBeyond.days && reason === undefined)
      return refuse('reason-needed', said(of, reasonBeyond, ['不说明理由最多', 'without a reason at most']));
  }
  return ok(terms);
}

function said(of: DataClass, { days, source }: Limit['shortest'], [zh, en]: readonly [string, string]): string {
  const name = nameOf(of);
  return `${name.zh}：${zh} ${days} 天。${source.zh}。 · ${name.en}: ${en} ${days} days. ${source.en}.`;
}

/** One policy as it stands in a list; `terms` null: follows what stands above. */
type Standing = { readonly terms: Terms | null };

/** What is in force: the line’s own policy, else its organisation’s, else the standard. */
export function inForce<P extends Standing>(
  standard: P & { readonly terms: Terms },
  organisation: P | undefined,
  line: P | undefined,
): { readonly policy: P & { readonly terms: Terms }; readonly from: 'line' | 'organisation' | 'standard' } {
  if (line !== undefined && hasTerms(line)) return { policy: line, from: 'line' };
  if (organisation !== undefined && hasTerms(organisation)) return { policy: organisation, from: 'organisation' };
  return { policy: standard, from: 'standard' };
}

function hasTerms<P extends Standing>(policy: P): policy is P & { readonly terms: Terms } {
  return policy.terms !== null;
}
