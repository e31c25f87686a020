// What a record of an exception needs, and how its notice stands.
import type { Exception, ExceptionKind } from '../../../server/modules/privacy/consent/contract.ts';
import { type Purpose, purposes } from '../../../server/modules/audit/contract.ts';
import { readFileNumber } from '../shared/file-number.ts';

/** An entry while it is being written. `noticeBy` as a field for local time has it, in Shanghai. */
export type ExceptionDraft = {
  readonly file: string;
  readonly kind: ExceptionKind | null;
  readonly reason: string;
  readonly basis: string;
  readonly disclosed: string;
  readonly recipient: string;
  readonly noticeBy: string;
};

export const noException: ExceptionDraft = {
  file: '',
  kind: null,
  reason: '',
  basis: '',
  disclosed: '',
  recipient: '',
  noticeBy: '',
};

type Asked = Exclude<keyof ExceptionDraft, 'noticeBy'>;

/** The questions without a usable answer. */
export function missingIn(draft: ExceptionDraft): readonly Asked[] {
  const texts = ['reason', 'basis', 'disclosed', 'recipient'] as const;
  return [
    ...(readFileNumber(draft.file) === null ? (['file'] as const) : []),
    ...(draft.kind === null ? (['kind'] as const) : []),
    ...texts.filter((name) => draft[name].trim() === ''),
  ];
}

/** What is sent; null as long as something is missing. */
export function entryOf(draft: ExceptionDraft) {
  const file = readFileNumber(draft.file);
  const { kind, reason, basis, disclosed, recipient, noticeBy } = draft;
  if (file === null || kind === null || missingIn(draft).length > 0) return null;
  const told = {
    reason: reason.trim(),
    basis: basis.trim(),
    disclosed: disclosed.trim(),
    recipient: recipient.trim(),
  };
  return { file, kind, ...told, ...(noticeBy === '' ? {} : { noticeBy: `${noticeBy}:00+08:00` }) };
}

type Notice = Exception['notice'];
type Standing = Pick<Notice, 'overdue'> & { readonly settled: Pick<NonNullable<Notice['settled']>, 'outcome'> | null };

/** Where the notice to the person stands. */
export function noticeOf({ notice }: { readonly notice: Standing }): 'told' | 'not-told' | 'overdue' | 'open' {
  return notice.settled?.outcome ?? (notice.overdue ? 'overdue' : 'open');
}

/** Whether this purpose has to be explained and is not. */
export function lacksWords(purpose: Purpose | null, words: string): boolean {
  return purpose !== null && purposes[purpose].explained && words.trim() === '';
}
