// One export: what leaves, to whom and why, what has happened, and the next step for whoever may take it.
import type { ReactNode } from 'react';
import { type Export, purposes } from '../../../server/modules/audit/contract.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { privacyWords } from '../../privacy/shared/words.ts';
import { auditWords } from '../shared/words.ts';
import { DecideExport } from './DecideExport.tsx';
import { standingOf } from './draft.ts';
import { ScopeWords } from './ScopeWords.tsx';
import { TakeExport } from './TakeExport.tsx';
import { exportWords } from './words.ts';

type ExportDetailProps = { readonly asked: Export; readonly onClose: () => void };

export function ExportDetail({ asked, onClose }: ExportDetailProps): ReactNode {
  const words = useWords(exportWords);
  const common = useWords(privacyWords);
  const say = useSay();
  const lang = useLang();
  const { state, until, about, number } = asked;
  const limit = state === 'asked' || state === 'approved' || state === 'made' ? words.until[state] : null;
  return (
    <article className="export" aria-label={`${say(about)} ${words.number(number)}`}>
      <header className="opened-head">
        <div>
          <h2>
            {say(about)} {words.number(number)}
          </h2>
          <p>
            <strong>{words.states[standingOf(asked)]}</strong>
          </p>
        </div>
        <button type="button" className="bare" aria-label={common.close} title={common.close} onClick={onClose}>
          <CloseMark />
        </button>
      </header>
      {limit === null ? null : <p className="quiet">{limit(momentWords(lang, until))}</p>}
      <Facts asked={asked} />
      <Steps asked={asked} />
      <NextStep asked={asked} />
    </article>
  );
}

function Facts({ asked }: { readonly asked: Export }): ReactNode {
  const words = useWords(exportWords);
  const say = useSay();
  const { scope, purpose, reason, recipient } = asked;
  return (
    <dl className="facts">
      <div>
        <dt>{words.scope}</dt>
        <dd>
          <ScopeWords scope={scope} />
        </dd>
      </div>
      <div>
        <dt>{words.purpose}</dt>
        <dd>{say(purposes[purpose])}</dd>
      </div>
      <div>
        <dt>{words.reason}</dt>
        <dd className="as-written">{reason}</dd>
      </div>
      <div>
        <dt>{words.recipient}</dt>
        <dd>{recipient === null ? words.inside : `${recipient.name} · ${words.basis[recipient.basis]}`}</dd>
      </div>
    </dl>
  );
}

function Steps({ asked }: { readonly asked: Export }): ReactNode {
  const words = useWords(exportWords);
  const { unknownPerson } = useWords(auditWords);
  const lang = useLang();
  const at = (moment: string): string => momentWords(lang, moment);
  const { decided, made } = asked;
  return (
    <section aria-labelledby="export-steps">
      <h3 id="export-steps">{words.steps}</h3>
      <ol className="steps">
        <li>{words.askedBy(asked.asked.by.name ?? unknownPerson, at(asked.asked.at))}</li>
        {decided === null ? null : (
          <li>
            {words[decided.approved ? 'approvedBy' : 'refusedBy'](decided.by.name ?? unknownPerson, at(decided.at))}
            {decided.words === null ? null : <p className="quiet as-written">{decided.words}</p>}
          </li>
        )}
        {made === null ? null : (
          <li>
            {words.madeAt(at(made.at))}{' '}
            <span className="quiet">{words.size(made.rows, Math.ceil(made.bytes / 1024))}</span>
            <p className="quiet">
              {words.digest} <code className="whole-number">{made.digest}</code>
            </p>
          </li>
        )}
      </ol>
    </section>
  );
}

function NextStep({ asked }: { readonly asked: Export }): ReactNode {
  const words = useWords(exportWords);
  const { me, may } = useSession();
  const own = asked.asked.by.id === me.person.id;
  if (asked.state === 'asked' && own) return <p className="note">{words.own}</p>;
  if (asked.may.decide && may('privacy.approve-export')) return <DecideExport asked={asked} />;
  if (asked.may.make || asked.may.fetch) return <TakeExport asked={asked} />;
  const waits = asked.state === 'approved' || asked.state === 'made';
  return waits && !own ? <p className="quiet">{words.notYours}</p> : null;
}
