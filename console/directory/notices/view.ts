// How far an institution has come with a notice, and which are behind.
import type { NoticeDetail, NoticeRow, Receipt } from '../../../server/modules/directory/curation/contract.ts';

/** The furthest step taken. */
export function stateOf(receipt: Receipt | null): 'new' | 'received' | 'forwarded' | 'reported' {
  if (receipt === null) return 'new';
  if (receipt.report !== null) return 'reported';
  if (receipt.forwarded !== null) return 'forwarded';
  return receipt.received === null ? 'new' : 'received';
}

/** Whether a report was due before this day (ISO, Shanghai) and has not come. */
export const isLate = ({ reportBy, receipt }: Pick<NoticeRow, 'reportBy' | 'receipt'>, today: string): boolean =>
  reportBy !== null && reportBy < today && receipt?.report == null;

export const behind = ['all', 'received', 'forwarded', 'reported'] as const;
export type Behind = (typeof behind)[number];

type Receipts = NonNullable<NoticeDetail['receipts']>;

/** Institutions that have not taken a step; all of them for `all`. */
export function lacking(receipts: Receipts, step: Behind): Receipts {
  return receipts.filter(({ receipt }) => {
    if (step === 'received') return receipt.received === null;
    if (step === 'forwarded') return receipt.forwarded === null;
    return step === 'all' || receipt.report === null;
  });
}

/** A notice as it is being written; lists are one a line. */
export type Writing = {
  readonly title: string;
  readonly number: string;
  readonly issuers: string;
  readonly text: string;
  readonly person: string;
  readonly phone: string;
  readonly fax: string;
  readonly reportBy: string;
};

export const blank: Writing = {
  title: '',
  number: '',
  issuers: '',
  text: '',
  person: '',
  phone: '',
  fax: '',
  reportBy: '',
};

/** What still has to be filled in. */
export function missingIn(writing: Writing): readonly (keyof Writing)[] {
  return (['title', 'issuers', 'text', 'person', 'phone'] as const).filter((name) => writing[name].trim() === '');
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent. */
export function bodyOf({ title, number, issuers, text, person, phone, fax, reportBy }: Writing) {
  return {
    title: title.trim(),
    number: orNull(number),
    issuers: issuers
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    text: text.trim(),
    contact: { person: person.trim(), phone: phone.trim(), fax: orNull(fax) },
    annex: null,
    reportBy: orNull(reportBy),
  };
}
