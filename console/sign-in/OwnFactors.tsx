// The second step: the authenticator and the recovery codes.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { removeTotp, renewRecoveryCodes } from '../../server/modules/sign-in/factors/contract.ts';
import { useChange } from '../kit/answers.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useSession } from '../kit/session.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { goOn } from './steps.ts';
import { TotpForm } from './TotpForm.tsx';
import { signInWords } from './words.ts';

type Showing = { readonly what: 'state' | 'totp' } | { readonly what: 'codes'; readonly codes: readonly string[] };

export function OwnFactors(): ReactNode {
  const { factor: words } = useWords(accountWords);
  const { codes: codeWords } = useWords(signInWords);
  const [showing, setShowing] = useState<Showing>({ what: 'state' });
  const close = (): void => {
    setShowing({ what: 'state' });
    void goOn();
  };
  return (
    <section aria-labelledby="own-factors">
      <h2 id="own-factors">{words.title}</h2>
      {showing.what === 'state' ? <State onShow={setShowing} /> : null}
      {showing.what === 'totp' ? (
        <TotpForm
          onBack={close}
          onCodes={(codes) => (codes.length === 0 ? close() : setShowing({ what: 'codes', codes }))}
        />
      ) : null}
      {showing.what === 'codes' ? (
        <>
          <p>{codeWords.why}</p>
          <RecoveryCodes codes={showing.codes} onKept={close} />
        </>
      ) : null}
    </section>
  );
}

function State({ onShow }: { readonly onShow: (showing: Showing) => void }): ReactNode {
  const { factor: words } = useWords(accountWords);
  const { me } = useSession();
  const { totp, recoveryCodes } = me.factors;
  const proved = me.session.provedRecently;
  const remove = useChange(removeTotp);
  const renew = useChange(renewRecoveryCodes, { onDone: ({ codes }) => onShow({ what: 'codes', codes }) });
  const failure = remove.error ?? renew.error;
  return (
    <>
      {failure === null ? null : <FailureNote failure={failure} />}
      <dl className="facts">
        <div>
          <dt>{words.totp}</dt>
          <dd>
            {totp ? words.totpOn : words.totpOff}
            {totp ? (
              <Button size="small" disabled={!proved} loading={remove.isPending} onClick={() => remove.mutate({})}>
                {words.remove}
              </Button>
            ) : (
              <Button size="small" disabled={!proved} onClick={() => onShow({ what: 'totp' })}>
                {words.bind}
              </Button>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.codes}</dt>
          <dd>
            {words.left(recoveryCodes)}
            <Button size="small" disabled={!proved} loading={renew.isPending} onClick={() => renew.mutate({})}>
              {recoveryCodes === 0 ? words.make : words.renew}
            </Button>
          </dd>
        </div>
      </dl>
      {recoveryCodes === 0 ? null : <p className="quiet">{words.renewWhy}</p>}
    </>
  );
}
