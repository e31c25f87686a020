// Shows once more who sits here, before passwords and factors may be changed: a desk left open must not be enough.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { unlockWithPassword } from '../../server/modules/sign-in/contract.ts';
import { unlockWithPasskey, unlockWithPasskeyOptions } from '../../server/modules/sign-in/factors/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useSession } from '../kit/session.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';
import { knowsPasskeys, usePasskey as askPasskey } from './passkeys.ts';
import { PasswordField } from './PasswordField.tsx';
import { goOn, useStep } from './steps.ts';

export function ProveFirst(): ReactNode {
  const { prove: words } = useWords(accountWords);
  const { me } = useSession();
  const [password, setPassword] = useState('');
  const withPassword = useStep(async () => {
    await call(unlockWithPassword, { body: { password } });
    await goOn();
  });
  const withPasskey = useStep(async () => {
    await call(unlockWithPasskey, { body: await askPasskey(await call(unlockWithPasskeyOptions)) });
    await goOn();
  });
  const failure = withPassword.error ?? withPasskey.error;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '') withPassword.mutate();
  };
  return (
    <section className="prove" aria-label={words.lead}>
      <p>
        <strong>{words.lead}</strong>
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
      {me.factors.password ? (
        <form onSubmit={send} noValidate className="one-line">
          <PasswordField
            label={words.password}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
          <Button type="primary" htmlType="submit" loading={withPassword.isPending}>
            {words.submit}
          </Button>
        </form>
      ) : null}
      {me.factors.passkeys > 0 && knowsPasskeys() ? (
        <Button loading={withPasskey.isPending} onClick={() => withPasskey.mutate()}>
          {words.passkey}
        </Button>
      ) : null}
    </section>
  );
}
