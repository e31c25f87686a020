// Where one is signed in, and how to end it elsewhere.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { endOtherSessions, endSession, listSessions } from '../../server/modules/sign-in/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer, useChange } from '../kit/answers.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useLang } from '../kit/preferences.ts';
import { distanceWords, momentWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';

export function Sessions(): ReactNode {
  const { sessions: words } = useWords(accountWords);
  const lang = useLang();
  const listed = useAnswer(listSessions, {}, { everyOrganisation: true });
  const end = useChange(endSession, { touches: [listSessions] });
  const endOthers = useChange(endOtherSessions, { touches: [listSessions] });
  const failure = end.error ?? endOthers.error;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{words.title}</h2>
      <p className="quiet">{words.about}</p>
      {failure === null ? null : <FailureNote failure={failure} />}
      <Answered of={listed}>
        {({ sessions }) => (
          <>
            <ul className="rows">
              {sessions.map(({ id, device, way, createdAt, lastSeenAt, current }) => (
                <li key={id}>
                  <div>
                    <strong>{device}</strong>
                    {current ? <span className="tag">{words.here}</span> : null}
                    <p className="quiet">
                      {words.ways[way]} · {words.since} {momentWords(lang, createdAt)} · {words.seen}{' '}
                      {distanceWords(lang, lastSeenAt)}
                    </p>
                  </div>
                  {current ? null : (
                    <Button
                      size="small"
                      onClick={() => end.mutate({ params: { id } })}
                      aria-label={`${words.end} ${device}`}
                    >
                      {words.end}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {sessions.length > 1 ? (
              <Button loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
                {words.endOthers}
              </Button>
            ) : null}
          </>
        )}
      </Answered>
    </section>
  );
}
