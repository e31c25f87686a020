// A way back in by the link that an administrator made: a new password for somebody who forgot theirs or lost the second
// factor. The page says who made the link, so that nobody uses one they did not ask for.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { readWayBack, takeWayBack } from '../../server/modules/sign-in/way-back/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer } from '../kit/answers.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useLang } from '../kit/preferences.ts';
import { momentWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasswordField } from './PasswordField.tsx';
import { useStep } from './steps.ts';
import { renewalWords } from './renewal-words.ts';
import { signInWords } from './words.ts';

export function WayBack({ token }: { readonly token: string }): ReactNode {
  const words = useWords(renewalWords);
  const { invitation } = useWords(signInWords);
  const lang = useLang();
  const read = useAnswer(readWayBack, { body: { token } }, { everyOrganisation: true });
  if (read.error !== null && read.error.status >= 400 && read.error.status < 500)
    return (
      <Frame title={invitation.unusable} why={words.unusableWhy} foot={<a href="/console">{invitation.toSignIn}</a>}>
        {null}
      </Frame>
    );
  return (
    <Frame title={words.title}>
      <Answered of={read}>
        {({ name, madeBy, secondFactor, expiresAt }) => (
          <>
            <p>{words.lead(name, madeBy ?? words.operator)}</p>
            <p className="quiet facts-end">
              {secondFactor ? words.bothWhy : words.passwordWhy} {words.until(momentWords(lang, expiresAt))}
            </p>
            <NewPassword token={token} />
          </>
        )}
      </Answered>
    </Frame>
  );
}

function NewPassword({ token }: { readonly token: string }): ReactNode {
  const { password: label, submit } = useWords(renewalWords);
  const { passwordRule, needNext } = useWords(signInWords);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const renew = useStep(async () => {
    await call(takeWayBack, { body: { token, password } });
    location.replace('/console');
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (password !== '') renew.mutate();
  };
  return (
    <form onSubmit={send} noValidate>
      {renew.error === null ? null : <FailureNote failure={renew.error} typed />}
      <PasswordField
        label={label}
        hint={passwordRule}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        autoFocus
        fault={tried && password === '' ? needNext : undefined}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={renew.isPending}>
        {submit}
      </Button>
    </form>
  );
}
