// One use of an exception: who recorded it, how the notice stands, and what was sealed, for a purpose.
import type { ReactNode } from 'react';
import { type Exception, exceptionKinds } from '../../../server/modules/privacy/consent/contract.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { shortNumber } from '../shared/file-number.ts';
import { FileNumber } from '../shared/FileNumber.tsx';
import { privacyWords } from '../shared/words.ts';
import { NoticeWords } from './NoticeWords.tsx';
import { OpenException } from './OpenException.tsx';
import { SettleNotice } from './SettleNotice.tsx';
import { exceptionWords } from './words.ts';

type ExceptionDetailProps = { readonly exception: Exception; readonly onClose: () => void };

export function ExceptionDetail({ exception, onClose }: ExceptionDetailProps): ReactNode {
  const words = useWords(exceptionWords);
  const common = useWords(privacyWords);
  const say = useSay();
  const lang = useLang();
  const { may } = useSession();
  const { file, kind, by, at, notice } = exception;
  return (
    <article className="exception" aria-label={say(exceptionKinds[kind])}>
      <header className="opened-head">
        <div>
          <h2>{say(exceptionKinds[kind])}</h2>
          <p className="quiet">
            {common.file} <FileNumber file={file} plain={!may('privacy.see-clocks')} />
            {' · '}
            {words.by(by.name, momentWords(lang, at))}
          </p>
        </div>
        <button type="button" className="bare" aria-label={common.close} title={common.close} onClick={onClose}>
          <CloseMark />
        </button>
      </header>
      <section aria-labelledby="exception-notice">
        <h3 id="exception-notice">{words.notice}</h3>
        <p>
          <NoticeWords exception={exception} />
        </p>
        {notice.settled === null ? (
          <SettleNotice id={exception.id} />
        ) : (
          <p className="quiet">{words.settledBy(notice.settled.by.name, momentWords(lang, notice.settled.at))}</p>
        )}
      </section>
      {may('privacy.open-record') ? <OpenException id={exception.id} name={shortNumber(file)} /> : null}
    </article>
  );
}
