// Helping a member who forgot the password or lost the second factor: a link is made, handed over in person, and can be
// taken back until it is used. Nobody makes one for themselves.
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import {
  listWaysBack,
  makeWayBack,
  revokeWayBack,
  type WayBack,
} from '../../../server/modules/sign-in/way-back/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { wayBackLink } from '../../kit/links.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { LinkOnce } from '../LinkOnce.tsx';
import { wayBackWords } from './way-back-words.ts';

type Made = { readonly token: string; readonly expiresAt: string };

/** For those who may manage people, about a member who is here. */
export function WayBackIn({ member }: { readonly member: MemberDetail }): ReactNode {
  const words = useWords(wayBackWords);
  const { me } = useSession();
  const oneself = me.person.id === member.person;
  return (
    <section aria-labelledby="way-back">
      <h2 id="way-back">{words.title}</h2>
      {oneself ? <p className="quiet">{words.oneself}</p> : <Helping member={member} />}
    </section>
  );
}

function Helping({ member: { person, name } }: { readonly member: MemberDetail }): ReactNode {
  const words = useWords(wayBackWords);
  const lang = useLang();
  const listed = useAnswer(listWaysBack, { query: { person } });
  const [step, setStep] = useState<'making' | Made | null>(null);
  const open = listed.data?.waysBack.some(({ state }) => state === 'open') ?? false;
  return (
    <>
      <p className="quiet">{words.about}</p>
      {step === null ? (
        <div className="form-actions">
          <Button onClick={() => setStep('making')}>{words.start}</Button>
        </div>
      ) : step === 'making' ? (
        <Making person={person} name={name} replaces={open} onMade={setStep} onClose={() => setStep(null)} />
      ) : (
        <LinkOnce
          title={words.made(name)}
          link={wayBackLink(step.token)}
          steps={[
            words.steps.person,
            words.steps.device,
            words.steps.until(momentWords(lang, step.expiresAt)),
            words.steps.lost,
          ]}
          onClose={() => setStep(null)}
        />
      )}
      <Answered of={listed}>
        {({ waysBack }) => (
          <WayBackList waysBack={waysBack} onRevoked={() => setStep((now) => (now === 'making' ? now : null))} />
        )}
      </Answered>
    </>
  );
}

type MakingProps = Pick<MemberDetail, 'person' | 'name'> & {
  /** Whether another link is made void by this one. */
  readonly replaces: boolean;
  readonly onMade: (made: Made) => void;
  readonly onClose: () => void;
};

function Making({ person, name, replaces, onMade, onClose }: MakingProps): ReactNode {
  const words = useWords(wayBackWords);
  const [secondFactor, setSecondFactor] = useState(false);
  const make = useChange(makeWayBack, {
    onDone: ({ token, wayBack }) => onMade({ token, expiresAt: wayBack.expiresAt }),
  });
  return (
    <InPlaceForm
      label={words.start}
      done={words.make}
      busy={make.isPending}
      failure={make.error}
      onSend={() => make.mutate({ body: { person, secondFactor } })}
      onLeave={onClose}
    >
      <ul className="said">
        <li>{words.what}</li>
        <li>{words.effect}</li>
        <li>{words.told(name)}</li>
        {replaces ? <li>{words.replaces}</li> : null}
      </ul>
      <Checkbox autoFocus checked={secondFactor} onChange={({ target }) => setSecondFactor(target.checked)}>
        {words.secondFactor}
        <small className="quiet block">{words.secondFactorAbout}</small>
      </Checkbox>
    </InPlaceForm>
  );
}

type WayBackListProps = { readonly waysBack: readonly WayBack[]; readonly onRevoked: () => void };

function WayBackList({ waysBack, onRevoked }: WayBackListProps): ReactNode {
  const words = useWords(wayBackWords);
  const revoke = useChange(revokeWayBack, { onDone: onRevoked });
  return (
    <>
      {revoke.error === null ? null : <FailureNote failure={revoke.error} />}
      <p role="status">{revoke.isSuccess ? words.revoked : ''}</p>
      {waysBack.length === 0 ? null : (
        <ul className="rows" aria-label={words.list}>
          {waysBack.map((one) => (
            <WayBackRow key={one.id} of={one} onRevoke={() => revoke.mutate({ params: { id: one.id } })} />
          ))}
        </ul>
      )}
    </>
  );
}

function WayBackRow({ of, onRevoke }: { readonly of: WayBack; readonly onRevoke: () => void }): ReactNode {
  const words = useWords(wayBackWords);
  const lang = useLang();
  const { state, secondFactor, madeBy, madeAt, expiresAt } = of;
  const open = state === 'open';
  const made = momentWords(lang, madeAt);
  return (
    <li>
      <div className="row-text">
        {open ? <strong>{words.states.open}</strong> : words.states[state]}
        <small className="quiet block">
          {[
            words.madeBy(madeBy ?? words.somebody, made),
            ...(secondFactor ? [words.withFactor] : []),
            ...(open ? [words.until(momentWords(lang, expiresAt))] : []),
          ].join(' · ')}
        </small>
      </div>
      {open ? (
        <Button size="small" aria-label={words.revokeOf(made)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      ) : null}
    </li>
  );
}
