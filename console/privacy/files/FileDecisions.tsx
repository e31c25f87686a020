// What custodians have decided about a file so far.
import type { ReactNode } from 'react';
import type { Decision } from '../../../server/modules/privacy/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { privacyWords } from '../shared/words.ts';
import { fileWords } from './words.ts';

export function FileDecisions({ decisions }: { readonly decisions: readonly Decision[] }): ReactNode {
  const words = useWords(fileWords);
  const common = useWords(privacyWords);
  const lang = useLang();
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="file-decisions">
      <h3 id="file-decisions">{words.decisions}</h3>
      <ul className="rows">
        {decisions.map(({ clock, class: of, what, until, reason, by, at }) => (
          <li key={`${clock} ${at}`}>
            <div>
              <strong>{common.classes[of]}</strong>
              <span className="tag">{words.decided[what]}</span>
              <p>
                {reason}
                {until === null ? null : ` · ${words.keptUntil(momentWords(lang, until))}`}
              </p>
              <p className="quiet">{common.by(by.name, momentWords(lang, at))}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
