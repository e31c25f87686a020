// The second step: a code from the authenticator, a passkey, or a recovery code when both are out of reach.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SecondStep as Way } from '../../server/modules/sign-in/contract.ts';
import {
  secondStepWithCode,
  secondStepWithPasskey,
  secondStepWithPasskeyOptions,
  secondStepWithRecoveryCode,
} from '../../server/modules/sign-in/factors/contract.ts';
import { leave } from '../kit/leaving.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { Field } from '../kit/Field.tsx';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { knowsPasskeys, usePasskey as askPasskey } from './passkeys.ts';
import { goOn, useStep } from './steps.ts';
import { signInWords } from './words.ts';

type SecondStepProps = { readonly ways: readonly Way[]; readonly over: boolean };

export function SecondStep({ ways, over }: SecondStepProps): ReactNode {
  const { second: words, needCode } = useWords(signInWords);
  const typed = ways.filter((way) => way !== 'passkey');
  const [way, setWay] = useState(typed[0]);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const recovery = way === 'recovery-code';
  const withCode = useStep(async () => {
    await call(recovery ? secondStepWithRecoveryCode : secondStepWithCode, { body: { code } });
    await goOn();
  });
  const withPasskey = useStep(async () => {
    await call(secondStepWithPasskey, { body: await askPasskey(await call(secondStepWithPasskeyOptions)) });
    await goOn();
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    withPasskey.reset();
    if (code.trim() !== '') withCode.mutate();
  };
  const change = (to: Exclude<Way, 'passkey'>): void => {
    setWay(to);
    setCode('');
    setTried(false);
    withCode.reset();
  };
  const other = typed.find((one) => one !== way);
  const failure = withCode.error ?? withPasskey.error;
  return (
    <Frame
      title={words.title}
      over={over}
      foot={
        <button type="button" className="bare" onClick={() => void leave()}>
          {words.leave}
        </button>
      }
    >
      {failure === null ? null : <FailureNote failure={failure} />}
      {ways.includes('passkey') && knowsPasskeys() ? (
        <PasskeyButton step={withPasskey} first={way === undefined}>
          {words.passkey}
        </PasskeyButton>
      ) : null}
      {way === undefined ? null : (
        <form onSubmit={send} noValidate>
          <Field
            key={way}
            label={recovery ? words.recoveryCode : words.code}
            hint={recovery ? words.recoveryHint : words.codeHint}
            required
            fault={tried && code.trim() === '' ? needCode : undefined}
          >
            {(bound) => (
              <Input
                size="large"
                {...bound}
                className="code"
                value={code}
                autoFocus
                inputMode={recovery ? 'text' : 'numeric'}
                autoComplete="one-time-code"
                spellCheck={false}
                maxLength={40}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" block size="large" loading={withCode.isPending}>
            {words.submit}
          </Button>
        </form>
      )}
      {other === undefined ? null : (
        <p className="between">
          <button type="button" className="bare" onClick={() => change(other)}>
            {other === 'recovery-code' ? words.recovery : words.authenticator}
          </button>
        </p>
      )}
    </Frame>
  );
}
