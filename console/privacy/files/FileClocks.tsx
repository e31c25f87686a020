// The clocks of one file, each in a sentence.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Clock } from '../../../server/modules/privacy/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { privacyWords } from '../shared/words.ts';
import { certificateOf, type FileKept, isOverHeld } from './view.ts';
import { fileWords } from './words.ts';

export function FileClocks({ kept }: { readonly kept: FileKept }): ReactNode {
  const words = useWords(fileWords);
  return (
    <section aria-labelledby="file-clocks">
      <h3 id="file-clocks">{words.clocks}</h3>
      {kept.clocks.length === 0 ? (
        <p className="quiet">{words.noClocks}</p>
      ) : (
        <ul className="rows">
          {kept.clocks.map((clock) => (
            <ClockRow key={clock.id} clock={clock} kept={kept} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ClockRow({ clock, kept }: { readonly clock: Clock; readonly kept: FileKept }): ReactNode {
  const words = useWords(fileWords);
  const { classes, states, policy, days } = useWords(privacyWords);
  const lang = useLang();
  const { state, movedTo, wishedAt } = clock;
  const certificate = certificateOf(clock, kept.certificates);
  const at = (moment: string): string => momentWords(lang, moment);
  return (
    <li>
      <div>
        <strong>{classes[clock.class]}</strong>
        <span className="tag">{states[state]}</span>
        <p>{endOf(clock, words, at)}</p>
        {movedTo === null || state === 'done' ? null : <p className="quiet">{words.moved(at(movedTo))}</p>}
        {wishedAt === null ? null : <p className="quiet">{words.wished(at(wishedAt))}</p>}
        <p className="quiet">{policy(clock.policy.version, days(clock.policy.days))}</p>
      </div>
      {certificate === undefined ? null : (
        <Link href={`/privacy/certificates/${certificate.id}`}>{words.certificate(certificate.number)}</Link>
      )}
    </li>
  );
}

type Sentences = (typeof fileWords)['zh'];

/** When it ends or ended, in a sentence that fits how the clock stands. */
function endOf(clock: Clock, words: Sentences, at: (moment: string) => string): string {
  const { state, dueAt, doneAt, key } = clock;
  if (state === 'done') return words.doneAt(at(doneAt ?? dueAt));
  if (state === 'held') return isOverHeld(clock) ? words.heldOver[key](at(dueAt)) : words.heldUntil(at(dueAt));
  return state === 'due' || state === 'awaiting-decision' ? words.wasUntil(at(dueAt)) : words.until(at(dueAt));
}
