// All there is to know about the keeping of one file: clocks, holds, decisions, certificates, consents.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type FileId, getFile } from '../../../server/modules/privacy/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { LineName } from '../../kit/LineName.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { shortNumber } from '../shared/file-number.ts';
import { privacyWords } from '../shared/words.ts';
import { FileClocks } from './FileClocks.tsx';
import { FileConsents } from './FileConsents.tsx';
import { FileDecisions } from './FileDecisions.tsx';
import { FileHolds } from './FileHolds.tsx';
import type { FileKept } from './view.ts';
import { fileWords } from './words.ts';

type FileDetailProps = {
  readonly file: FileId;
  /** Beside a list: closes it. Left out on a screen of its own, which has a head already. */
  readonly onClose?: () => void;
};

export function FileDetail({ file, onClose }: FileDetailProps): ReactNode {
  const words = useWords(fileWords);
  const common = useWords(privacyWords);
  const kept = useAnswer(getFile, { params: { id: file } });
  return (
    <article className="file-detail" aria-label={common.fileNumber(shortNumber(file))}>
      {onClose === undefined ? (
        <h2 className="unseen">{words.keeping}</h2>
      ) : (
        <header className="opened-head">
          <h2 className="file-number">{common.fileNumber(shortNumber(file))}</h2>
          <button type="button" className="bare" aria-label={common.close} title={common.close} onClick={onClose}>
            <CloseMark />
          </button>
        </header>
      )}
      <Answered of={kept}>
        {(answer) => (
          <>
            <Facts kept={answer} />
            <FileClocks kept={answer} />
            <FileHolds kept={answer} />
            <FileDecisions decisions={answer.decisions} />
            <FileConsents file={file} />
          </>
        )}
      </Answered>
    </article>
  );
}

function Facts({ kept }: { readonly kept: FileKept }): ReactNode {
  const words = useWords(fileWords);
  const { line } = useWords(privacyWords);
  const lang = useLang();
  const { may } = useSession();
  return (
    <>
      <dl className="facts file-facts">
        <div>
          <dt>{words.number}</dt>
          <dd>
            <code className="whole-number">{kept.id}</code>
          </dd>
        </div>
        <div>
          <dt>{line}</dt>
          <dd>
            <LineName line={kept.line} />
          </dd>
        </div>
        <div>
          <dt>{words.opened}</dt>
          <dd>{momentWords(lang, kept.openedAt)}</dd>
        </div>
        <div>
          <dt>{words.ended}</dt>
          <dd>{kept.endedAt === null ? words.goesOn : momentWords(lang, kept.endedAt)}</dd>
        </div>
        {kept.lastMeetingAt === null ? null : (
          <div>
            <dt>{words.lastMeeting}</dt>
            <dd>{momentWords(lang, kept.lastMeetingAt)}</dd>
          </div>
        )}
      </dl>
      {may('privacy.see-audit') ? (
        <p className="file-links">
          <Link href={`/audit/openings/file:${kept.id}`}>{words.openings}</Link>
        </p>
      ) : null}
    </>
  );
}
