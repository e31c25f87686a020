// How far a notice has come, and who is behind.
import type { NoticeDetail, NoticeRow, Receipt } from './contract.ts';

type Receipts = NonNullable<NoticeDetail['receipts']>;

/** Nothing done yet. */
export const NOT_YET: Receipt = { received: null, forwarded: null, report: null };

/** How many institutions have done what. */
export function progressOf(receipts: Receipts): NonNullable<NoticeRow['progress']> {
  const count = (step: keyof Receipt) => receipts.filter(({ receipt }) => receipt[step] !== null).length;
  return {
    institutions: receipts.length,
    received: count('received'),
    forwarded: count('forwarded'),
    reported: count('report'),
  };
}

const stepsDone = ({ received, forwarded, report }: Receipt): number =>
  (report === null ? 0 : 4) + (received === null ? 0 : 2) + (forwarded === null ? 0 : 1);

/** Those that have done least first; equal ones keep their order. */
export const urgentFirst = (receipts: Receipts): Receipts =>
  receipts.toSorted((a, b) => stepsDone(a.receipt) - stepsDone(b.receipt));
