// What the screens about fitness for duty show, without any of how: standing, what is missing, the order of
// qualifications, and what is still wrong with one that is being recorded.
import type { z } from 'zod';
import type {
  Gate,
  Missing,
  Need,
  Qualification,
  recordQualification,
} from '../../server/modules/workforce/contract.ts';
import { QualificationKind } from '../../server/modules/workforce/contract.ts';

/** How somebody stands with all their duties. */
export type Standing = 'passed' | 'blocked' | 'none';

/** Passed only with every gate; `none`: their groups need no gate. */
export function standingOf(gates: readonly Gate[]): Standing {
  if (gates.length === 0) return 'none';
  return gates.every(({ passed }) => passed) ? 'passed' : 'blocked';
}

/** Everything that is missing for any duty, each once, in the order of the gates. */
export function missingOf(gates: readonly Gate[]): readonly Missing[] {
  const all = gates.flatMap(({ missing }) => missing);
  return all.filter((one, place) => all.findIndex(({ need }) => need === one.need) === place);
}

/** Who can mend it: a colleague who records, the administration that fills in, or the person who accepts. */
export function mendedBy(need: Need): 'recording' | 'profile' | 'oneself' {
  if (need === 'ethics-code' || need === 'volunteer-statement') return 'oneself';
  return need === 'background' || need === 'experience' ? 'profile' : 'recording';
}

/** The kind of qualification that mends a need; undefined where none does. */
export function kindFor(need: Need): QualificationKind | undefined {
  return QualificationKind.options.find((kind) => kind === need);
}

/** Those that count or will count, and those that are over; the newest first in each. */
export function sortedQualifications(all: readonly Qualification[]): {
  readonly standing: readonly Qualification[];
  readonly over: readonly Qualification[];
} {
  const newest = [...all].sort((one, other) => (one.issuedOn < other.issuedOn ? 1 : -1));
  const isOver = ({ state }: Qualification): boolean => state === 'expired' || state === 'withdrawn';
  return { standing: newest.filter((one) => !isOver(one)), over: newest.filter(isOver) };
}

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The ISO day in Asia/Shanghai, which has had no other time than UTC+8 since 1991. */
export function dayInShanghai(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A qualification as it is being typed. */
export type Draft = {
  readonly kind: QualificationKind;
  readonly evidence: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly assessed: boolean;
};

/** What is wrong with a draft, by the name of its words; nothing: it can be sent. */
export function faultsOf({ kind, evidence, issuedOn, expiresOn, assessed }: Draft): {
  readonly evidence?: 'evidenceMissing';
  readonly issuedOn?: 'issuedMissing';
  readonly expiresOn?: 'expiresEarly';
  readonly assessed?: 'assessedMissing';
} {
  return {
    ...(evidence.trim() === '' && { evidence: 'evidenceMissing' as const }),
    ...(issuedOn === '' && { issuedOn: 'issuedMissing' as const }),
    ...(expiresOn !== '' && expiresOn < issuedOn && { expiresOn: 'expiresEarly' as const }),
    ...(kind === 'screening' && !assessed && { assessed: 'assessedMissing' as const }),
  };
}

/** The body of a draft. */
export function bodyOf(draft: Draft): z.input<typeof recordQualification.input.body> {
  const { kind, evidence, issuedOn, expiresOn } = draft;
  return {
    kind,
    evidence: evidence.trim(),
    issuedOn,
    expiresOn: expiresOn === '' ? null : expiresOn,
    ...(kind === 'screening' && draft.assessed && { communicationAssessed: true as const }),
  };
}
