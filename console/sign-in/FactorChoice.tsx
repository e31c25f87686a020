// The second factor that a group asks for, set up on the way in: a passkey or an authenticator; the recovery codes that
// come with it are shown before the desk opens.
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { renewRecoveryCodes } from '../../server/modules/sign-in/factors/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { holding } from '../kit/gate.ts';
import { leave } from '../kit/leaving.ts';
import { DeviceMark } from '../kit/Marks.tsx';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { knowsPasskeys, makePasskey } from './passkeys.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { goOn, useStep } from './steps.ts';
import { thisDevice } from './this-device.ts';
import { TotpForm } from './TotpForm.tsx';
import { signInWords } from './words.ts';

type Showing = { readonly what: 'choice' | 'totp' } | { readonly what: 'codes'; readonly codes: readonly string[] };

export function FactorChoice({ over }: { readonly over: boolean }): ReactNode {
  const { setUp: words, totp, codes: codeWords } = useWords(signInWords);
  const [showing, setShowing] = useState<Showing>({ what: 'choice' });
  useEffect(() => () => holding.set(false), []);
  const finish = (codes: readonly string[]): void => {
    if (codes.length > 0) setShowing({ what: 'codes', codes });
    else void done();
  };
  const withPasskey = useStep(async () => {
    holding.set(true);
    await makePasskey(thisDevice());
    const { codes } = await call(renewRecoveryCodes);
    finish(codes);
  });
  const foot = (
    <button type="button" className="bare" onClick={() => void leave()}>
      {words.leave}
    </button>
  );
  if (showing.what === 'codes')
    return (
      <Frame title={codeWords.title} why={codeWords.why} over={over}>
        <RecoveryCodes codes={showing.codes} onKept={() => void done()} />
      </Frame>
    );
  if (showing.what === 'totp')
    return (
      <Frame title={totp.title} over={over} foot={foot}>
        <TotpForm onCodes={finish} onBack={() => setShowing({ what: 'choice' })} />
      </Frame>
    );
  return (
    <Frame title={words.factorTitle} why={words.factorWhy} over={over} foot={foot}>
      {withPasskey.error === null ? null : <FailureNote failure={withPasskey.error} />}
      <div className="ways">
        {knowsPasskeys() ? (
          <div>
            <PasskeyButton step={withPasskey} first>
              {words.passkey}
            </PasskeyButton>
            <p className="quiet">{words.passkeyWhy}</p>
          </div>
        ) : null}
        <div>
          <Button
            block
            size="large"
            icon={<DeviceMark />}
            onClick={() => {
              holding.set(true);
              setShowing({ what: 'totp' });
            }}
          >
            {words.totp}
          </Button>
          <p className="quiet">{words.totpWhy}</p>
        </div>
      </div>
    </Frame>
  );
}

async function done(): Promise<void> {
  await goOn();
  holding.set(false);
}
