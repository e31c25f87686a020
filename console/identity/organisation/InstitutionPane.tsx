// One organisation below, beside the list: its profile, its people by group as numbers only, its first administrator,
// and closing it.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { closeOrganisation, type Organisation } from '../../../server/modules/identity/organisations/contract.ts';
import { answers } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { Failure } from '../../kit/failure.ts';
import { groupWords } from '../../kit/group-words.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { useSession } from '../../kit/session.ts';
import { holdBack, offerUndo } from '../../kit/undo.ts';
import { useWords } from '../../kit/words.ts';
import { InvitationLink, type MadeLink } from '../invitations/InvitationLink.tsx';
import { useOpenedFocus } from '../../kit/opened.ts';
import { FirstAdministrator } from './FirstAdministrator.tsx';
import { Profile } from './Profile.tsx';
import { type Branch, headCounts, reachesBelow } from './view.ts';
import { organisationWords } from './words.ts';

type InstitutionPaneProps = {
  readonly branch: Branch;
  readonly hasBelow: boolean;
  /** Whether it was opened by hand. */
  readonly focus: boolean;
  readonly onClose: () => void;
};

export function InstitutionPane({ branch, hasBelow, focus, onClose }: InstitutionPaneProps): ReactNode {
  const { below: words } = useWords(organisationWords);
  const { groups, may } = useSession();
  const title = useOpenedFocus(focus);
  const { organisation } = branch;
  const mayClose = may('identity.set-up-organisation') && organisation.closedAt === null;
  return (
    <article className="opened" aria-label={words.one}>
      <header className="opened-head">
        <h2 ref={title} className="opened-title" tabIndex={-1}>
          {organisation.name}
        </h2>
        <button type="button" className="bare" aria-label={words.close} onClick={onClose}>
          <CloseMark />
        </button>
      </header>
      <People branch={branch} />
      <Profile organisation={organisation} mayChange={reachesBelow(groups, 'identity.manage-organisation')} />
      {mayClose ? <Closing organisation={organisation} hasBelow={hasBelow} onDone={onClose} /> : null}
    </article>
  );
}

function People({ branch: { organisation, overview } }: { readonly branch: Branch }): ReactNode {
  const { below: words, setUp } = useWords(organisationWords);
  const names = useWords(groupWords);
  const { may } = useSession();
  const [step, setStep] = useState<'inviting' | MadeLink | null>(null);
  if (overview === undefined || organisation.closedAt !== null) return null;
  const counts = headCounts(overview);
  const withoutAdministrator = (overview.members.administration ?? 0) === 0;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{words.people}</h2>
      {counts.length === 0 ? <p className="quiet">{words.nobody}</p> : null}
      <dl className="figures">
        {counts.map(([group, count]) => (
          <div key={group}>
            <dt>{names[group]}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {withoutAdministrator ? <p>{words.noAdministrator}</p> : null}
      {withoutAdministrator && step === null && may('identity.set-up-organisation') ? (
        <Button onClick={() => setStep('inviting')}>{setUp.invite}</Button>
      ) : null}
      {step === 'inviting' ? (
        <FirstAdministrator id={organisation.id} onMade={setStep} onClose={() => setStep(null)} />
      ) : null}
      {step !== null && step !== 'inviting' ? <InvitationLink made={step} onClose={() => setStep(null)} /> : null}
    </section>
  );
}

type ClosingProps = {
  readonly organisation: Organisation;
  readonly hasBelow: boolean;
  readonly onDone: () => void;
};

function Closing({ organisation, hasBelow, onDone }: ClosingProps): ReactNode {
  const { below: words } = useWords(organisationWords);
  return (
    <details className="folded">
      <summary>{words.closing}</summary>
      <p className="quiet">{hasBelow ? words.closingBelow : words.closingAbout}</p>
      {hasBelow ? null : (
        <div className="form-actions">
          <Button
            onClick={() => {
              closeLater(organisation);
              onDone();
            }}
          >
            {words.closeDo(organisation.name)}
          </Button>
        </div>
      )}
    </details>
  );
}

/** It cannot be reopened, so it is held back as long as it can be taken back. */
function closeLater({ id, name }: Organisation): void {
  const { zh, en } = organisationWords;
  holdBack({
    done: { zh: zh.below.closed(name), en: en.below.closed(name) },
    deed: async () => {
      try {
        await call(closeOrganisation, { params: { id } });
      } catch (cause) {
        const why = cause instanceof Failure ? cause.words : { zh: '', en: '' };
        const done = { zh: zh.below.closeFailed(name, why.zh), en: en.below.closeFailed(name, why.en) };
        offerUndo({ done, undo: () => undefined });
      }
      await answers.invalidateQueries();
    },
    back: () => undefined,
  });
}
