// How the notice to the person stands, in a sentence.
import type { ReactNode } from 'react';
import type { Exception } from '../../../server/modules/privacy/consent/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { noticeOf } from './view.ts';
import { exceptionWords } from './words.ts';

export function NoticeWords({ exception }: { readonly exception: Exception }): ReactNode {
  const words = useWords(exceptionWords);
  const lang = useLang();
  const { dueAt, settled } = exception.notice;
  const state = noticeOf(exception);
  if (state === 'overdue') return <strong>{words.overdue(momentWords(lang, dueAt))}</strong>;
  if (state === 'open') return words.dueBy(momentWords(lang, dueAt));
  if (state === 'told') return words.told(momentWords(lang, settled?.at ?? dueAt));
  return words.notTold(words.because[settled?.because ?? 'cannot-be-reached']);
}
