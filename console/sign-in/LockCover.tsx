// The locked screen. What somebody was doing stays beneath, unreadable; a password or a passkey brings it back.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type Me, unlockWithPassword } from '../../server/modules/sign-in/contract.ts';
import { unlockWithPasskey, unlockWithPasskeyOptions } from '../../server/modules/sign-in/factors/contract.ts';
import { BehindLock } from '../kit/BehindLock.tsx';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { leave } from '../kit/leaving.ts';
import { tellOthers } from '../kit/other-windows.ts';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { knowsPasskeys, usePasskey as askPasskey } from './passkeys.ts';
import { PasswordField } from './PasswordField.tsx';
import { goOn, useStep } from './steps.ts';
import { signInWords } from './words.ts';

function open(): void {
  tellOthers('unlocked');
  void goOn();
}

export default function LockCover({ me }: { readonly me: Me }): ReactNode {
  const { lock: words, password: label, needPassword } = useWords(signInWords);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const withPassword = useStep(async () => {
    await call(unlockWithPassword, { body: { password } });
    open();
  });
  const withPasskey = useStep(async () => {
    await call(unlockWithPasskey, { body: await askPasskey(await call(unlockWithPasskeyOptions)) });
    open();
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    withPasskey.reset();
    if (password !== '') withPassword.mutate();
  };
  const failure = withPassword.error ?? withPasskey.error;
  return (
    <Frame
      title={words.title}
      why={words.why}
      over
      foot={
        <>
          <button type="button" className="bare" onClick={() => void leave()}>
            {words.leave}
          </button>
          <p>{words.leaveWhy}</p>
        </>
      }
    >
      <BehindLock />
      {failure === null ? null : <FailureNote failure={failure} />}
      {me.factors.password ? (
        <form onSubmit={send} noValidate>
          <p className="lock-person">{words.person(me.person.name)}</p>
          <input
            className="unseen"
            type="text"
            name="username"
            autoComplete="username"
            value={me.person.email ?? ''}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <PasswordField
            label={label}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            autoFocus
            fault={tried && password === '' ? needPassword : undefined}
          />
          <Button type="primary" htmlType="submit" block size="large" loading={withPassword.isPending}>
            {words.unlock}
          </Button>
        </form>
      ) : null}
      {me.factors.passkeys > 0 && knowsPasskeys() ? (
        <PasskeyButton step={withPasskey}>{words.passkey}</PasskeyButton>
      ) : null}
    </Frame>
  );
}
