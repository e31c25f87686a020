// Says so when what has ended is not being deleted: a promise that was made to people is not kept just then.
import type { ReactNode } from 'react';
import { getClockHealth } from '../../server/modules/privacy/contract.ts';
import { useAnswer } from '../kit/answers.ts';
import { AttentionMark } from '../kit/Marks.tsx';
import { useLang } from '../kit/preferences.ts';
import { useSession } from '../kit/session.ts';
import { momentWords } from '../kit/telling-time.ts';
import { useSay, useWords } from '../kit/words.ts';
import { shellWords } from './words.ts';

/** Above every screen; nothing as long as all is well, and nothing for whoever may not see clocks. */
export function ClockHealth(): ReactNode {
  const words = useWords(shellWords).clocks;
  const say = useSay();
  const lang = useLang();
  const may = useSession().may('privacy.see-clocks');
  const { data } = useAnswer(getClockHealth, {}, { when: may, everySeconds: 60 });
  if (!may) return null;
  return (
    <div role="status" className="screen-only">
      {data === undefined || data.ok ? null : (
        <div className="note clock-health">
          <AttentionMark />
          <div>
            <p className="note-lead">{words.lead}</p>
            {data.why === null ? null : <p>{say(data.why)}</p>}
            <p className="quiet">
              {data.lastSuccess === null ? words.never : words.last(momentWords(lang, data.lastSuccess))} {words.safe}
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
