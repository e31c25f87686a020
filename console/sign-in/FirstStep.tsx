// Who it is, by password or passkey. The form keeps what was typed whatever the server says.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { signInWithPassword } from '../../server/modules/sign-in/contract.ts';
import { signInWithPasskey, signInWithPasskeyOptions } from '../../server/modules/sign-in/factors/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { Field } from '../kit/Field.tsx';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { knowsPasskeys, usePasskey as askPasskey } from './passkeys.ts';
import { PasswordField } from './PasswordField.tsx';
import { goOn, useStep } from './steps.ts';
import { signInWords } from './words.ts';

type FirstStepProps = { readonly over: boolean; readonly onElsewhere: () => void };

export function FirstStep({ over, onElsewhere }: FirstStepProps): ReactNode {
  const words = useWords(signInWords);
  const [who, setWho] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const byNumber = who.trim() !== '' && !who.includes('@');
  const withPassword = useStep(async () => {
    const hint = byNumber && organisation.trim() !== '' ? { organisation } : {};
    await call(signInWithPassword, { body: { who, password, ...hint } });
    await goOn();
  });
  const withPasskey = useStep(async () => {
    await call(signInWithPasskey, { body: await askPasskey(await call(signInWithPasskeyOptions)) });
    await goOn();
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    withPasskey.reset();
    if (who.trim() !== '' && password !== '' && (!byNumber || organisation.trim() !== '')) withPassword.mutate();
  };
  const failure = withPassword.error ?? withPasskey.error;
  return (
    <Frame
      title={over ? words.again : words.title}
      why={over ? words.againWhy : undefined}
      over={over}
      foot={<p>{words.forgot}</p>}
    >
      <form onSubmit={send} noValidate>
        {failure === null ? null : <FailureNote failure={failure} />}
        <Field label={words.who} required fault={tried && who.trim() === '' ? words.needWho : undefined}>
          {(bound) => (
            <Input
              size="large"
              {...bound}
              value={who}
              autoComplete="username webauthn"
              autoCapitalize="none"
              autoFocus
              spellCheck={false}
              onChange={(event) => setWho(event.target.value)}
            />
          )}
        </Field>
        {byNumber ? (
          <Field
            label={words.organisation}
            hint={words.organisationHint}
            required
            fault={tried && organisation.trim() === '' ? words.needOrganisation : undefined}
          >
            {(bound) => (
              <Input
                size="large"
                {...bound}
                value={organisation}
                autoComplete="organization"
                onChange={(event) => setOrganisation(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <PasswordField
          label={words.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          fault={tried && password === '' ? words.needPassword : undefined}
        />
        <Button type="primary" htmlType="submit" block size="large" loading={withPassword.isPending}>
          {words.submit}
        </Button>
      </form>
      <p className="between">{words.or}</p>
      <div className="stack">
        {knowsPasskeys() ? <PasskeyButton step={withPasskey}>{words.passkey}</PasskeyButton> : null}
        <Button block size="large" onClick={onElsewhere}>
          {words.singleSignOn}
        </Button>
      </div>
    </Frame>
  );
}
