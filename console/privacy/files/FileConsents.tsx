// What the person of a file agreed to, by which version of which text; only to be read here.
import type { ReactNode } from 'react';
import { consentSubjects, listConsents } from '../../../server/modules/privacy/consent/contract.ts';
import type { FileId } from '../../../server/modules/privacy/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { fileWords } from './words.ts';

export function FileConsents({ file }: { readonly file: FileId }): ReactNode {
  const words = useWords(fileWords);
  const say = useSay();
  const lang = useLang();
  const listed = useAnswer(listConsents, { params: { id: file } });
  return (
    <section aria-labelledby="file-consents">
      <h3 id="file-consents">{words.consents}</h3>
      <Answered of={listed}>
        {({ consents }) =>
          consents.length === 0 ? (
            <p className="quiet">{words.noConsents}</p>
          ) : (
            <>
              <p className="quiet">{words.consentsAbout}</p>
              <ul className="rows">
                {consents.map(({ id, subject, answer, text, manner, at, withdrawn }) => (
                  <li key={id}>
                    <div>
                      <strong>{say(consentSubjects[subject])}</strong>
                      <span className="tag">{words.answers[answer]}</span>
                      <p className="quiet">
                        {words.text(text.version)} · {words.manners[manner]} · {momentWords(lang, at)}
                      </p>
                      {withdrawn === null ? null : (
                        <p>{words.withdrawn(momentWords(lang, withdrawn.at), words.manners[withdrawn.manner])}</p>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answered>
    </section>
  );
}
