// Every version there ever was: when, by whom, why, and what it changed.
import type { ReactNode } from 'react';
import { listPolicyVersions, type PolicyVersion } from '../../../server/modules/privacy/policies/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { LineName } from '../../kit/LineName.tsx';
import { useTermWords } from './term-words.ts';
import { changedIn, type Class, type Term, versionBefore } from './view.ts';
import { retentionWords } from './words.ts';

export function Versions(): ReactNode {
  const words = useWords(retentionWords);
  const listed = useAnswer(listPolicyVersions, { query: {} });
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{words.versions}</h2>
      <Answered of={listed}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className="quiet">{words.versionsNone}</p>
          ) : (
            <ol className="rows">
              {versions.map((one) => (
                <VersionRow key={one.id} version={one} before={versionBefore(versions, one)} />
              ))}
            </ol>
          )
        }
      </Answered>
    </section>
  );
}

type VersionRowProps = { readonly version: PolicyVersion; readonly before: PolicyVersion | undefined };

function VersionRow({ version, before }: VersionRowProps): ReactNode {
  const words = useWords(retentionWords);
  const said = useTermWords();
  const lang = useLang();
  const { line, reason, by, at } = version;
  const changes = changedIn(version, before);
  const termWords = (of: Class, term: Term): string =>
    of === 'correspondence' && term.key !== null ? `${said.term(term)} · ${words.keys[term.key]}` : said.term(term);
  return (
    <li>
      <div className="row-text">
        <strong>{by === null ? words.program : words.version(version.version)}</strong>{' '}
        {line === null ? words.whole : <LineName line={line} />}
        <small className="quiet block">
          {by === null ? words.programWhy : words.by(by.name, momentWords(lang, at))}
        </small>
        {changes === null ? <p>{words.follows}</p> : null}
        {changes?.length === 0 ? <p>{words.noChange}</p> : null}
        {changes?.map(({ of, before: was, after }) => (
          <p key={of}>
            {was === null
              ? `${words.classes[of]}：${termWords(of, after)}`
              : words.change(words.classes[of], termWords(of, was), termWords(of, after))}
          </p>
        ))}
        {reason === null || by === null ? null : <p className="reason">{words.why(reason)}</p>}
      </div>
    </li>
  );
}
