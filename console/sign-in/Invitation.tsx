// Joining by the link of an invitation. The secret stands behind the # of the address, which browsers send nowhere; it is
// taken out of the address at once. Links of a way back in open here too; a mark before the secret tells them apart.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { readInvitation } from '../../server/modules/identity/invitations/contract.ts';
import { acceptInvitationWithPassword, type Me } from '../../server/modules/sign-in/contract.ts';
import { wayBackMark } from '../../server/modules/sign-in/way-back/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer } from '../kit/answers.ts';
import { call } from '../kit/call.ts';
import type { OutputOf } from '../kit/endpoint.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { groupWords } from '../kit/group-words.ts';
import { leave } from '../kit/leaving.ts';
import { useLang } from '../kit/preferences.ts';
import { useMe } from '../kit/session.ts';
import { momentWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasswordField } from './PasswordField.tsx';
import SignIn from './SignIn.tsx';
import { useStep } from './steps.ts';
import { WayBack } from './WayBack.tsx';
import { signInWords } from './words.ts';

const token = takeToken();

function takeToken(): string {
  const found = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return found;
}

export default function ByLink(): ReactNode {
  return token.startsWith(wayBackMark) ? <WayBack token={token.slice(wayBackMark.length)} /> : <Invitation />;
}

function Invitation(): ReactNode {
  const { invitation: words } = useWords(signInWords);
  const [signingIn, setSigningIn] = useState(false);
  const read = useAnswer(readInvitation, { body: { token } }, { everyOrganisation: true });
  const me = useMe();
  const here = me.error === null && me.data?.session.stage === 'full' ? me.data : undefined;
  if (signingIn && here === undefined) return <SignIn over={false} />;
  if (read.error !== null && read.error.status >= 400 && read.error.status < 500)
    return (
      <Frame title={words.unusable} why={words.unusableWhy} foot={<a href="/console">{words.toSignIn}</a>}>
        {null}
      </Frame>
    );
  return (
    <Frame title={words.title}>
      <Answered of={read}>
        {(invitation) => (
          <>
            <Facts invitation={invitation} />
            {here !== undefined ? <JoinAs me={here} /> : null}
            {here === undefined && invitation.signInFirst ? (
              <>
                <p>{words.signInFirst}</p>
                <Button type="primary" size="large" block onClick={() => setSigningIn(true)}>
                  {words.toSignIn}
                </Button>
              </>
            ) : null}
            {here === undefined && !invitation.signInFirst ? <NewPassword /> : null}
          </>
        )}
      </Answered>
    </Frame>
  );
}

function Facts({ invitation }: { readonly invitation: OutputOf<typeof readInvitation> }): ReactNode {
  const { invitation: words } = useWords(signInWords);
  const groupNames = useWords(groupWords);
  const lang = useLang();
  return (
    <>
      <p>{words.lead(invitation.organisation)}</p>
      <dl className="facts">
        <div>
          <dt>{words.name}</dt>
          <dd>{invitation.name}</dd>
        </div>
        <div>
          <dt>{words.groups}</dt>
          <dd>{invitation.groups.map((group) => groupNames[group]).join(' · ')}</dd>
        </div>
      </dl>
      <p className="quiet facts-end">{words.until(momentWords(lang, invitation.expiresAt))}</p>
    </>
  );
}

/** Whoever is signed in joins as themselves. */
function JoinAs({ me }: { readonly me: Me }): ReactNode {
  const { invitation: words } = useWords(signInWords);
  const accept = useStep(async () => {
    await call(acceptInvitationWithPassword, { body: { token } });
    location.replace('/console');
  });
  return (
    <>
      {accept.error === null ? null : <FailureNote failure={accept.error} />}
      <Button type="primary" size="large" block loading={accept.isPending} onClick={() => accept.mutate()}>
        {words.join(me.person.name)}
      </Button>
      <p className="between">
        <button type="button" className="bare" onClick={() => void leave()}>
          {words.notYou}
        </button>
      </p>
    </>
  );
}

function NewPassword(): ReactNode {
  const { invitation: words, passwordRule, needNext } = useWords(signInWords);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const accept = useStep(async () => {
    await call(acceptInvitationWithPassword, { body: { token, password } });
    location.replace('/console');
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (password !== '') accept.mutate();
  };
  return (
    <form onSubmit={send} noValidate>
      {accept.error === null ? null : <FailureNote failure={accept.error} typed />}
      <PasswordField
        label={words.password}
        hint={passwordRule}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        fault={tried && password === '' ? needNext : undefined}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={accept.isPending}>
        {words.accept}
      </Button>
    </form>
  );
}
