// What comes before the desk opens: being told that one's access was renewed, a password of one's own, then a second
// factor, in this order.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { changePassword, type Me } from '../../server/modules/sign-in/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { leave } from '../kit/leaving.ts';
import { useWords } from '../kit/words.ts';
import { FactorChoice } from './FactorChoice.tsx';
import { Frame } from './Frame.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Renewed } from './Renewed.tsx';
import { goOn, useStep } from './steps.ts';
import { signInWords } from './words.ts';

type SetUpProps = { readonly me: Me; readonly over: boolean };

export default function SetUp({ me, over }: SetUpProps): ReactNode {
  if (me.toDo.includes('renewal-notice') && me.renewed !== null) return <Renewed renewal={me.renewed} over={over} />;
  return me.toDo.includes('password-change') ? <OwnPassword me={me} over={over} /> : <FactorChoice over={over} />;
}

function OwnPassword({ me, over }: SetUpProps): ReactNode {
  const { setUp: words, passwordRule, needPassword, needNext } = useWords(signInWords);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const has = me.factors.password;
  const change = useStep(async () => {
    await call(changePassword, { body: { next, ...(has ? { current } : {}) } });
    await goOn();
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (next !== '' && (!has || current !== '')) change.mutate();
  };
  return (
    <Frame
      title={words.passwordTitle}
      why={words.passwordWhy}
      over={over}
      foot={
        <button type="button" className="bare" onClick={() => void leave()}>
          {words.leave}
        </button>
      }
    >
      <form onSubmit={send} noValidate>
        {change.error === null ? null : <FailureNote failure={change.error} />}
        {has ? (
          <PasswordField
            label={words.current}
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            autoFocus
            fault={tried && current === '' ? needPassword : undefined}
          />
        ) : null}
        <PasswordField
          label={words.next}
          hint={passwordRule}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          fault={tried && next === '' ? needNext : undefined}
        />
        <Button type="primary" htmlType="submit" block size="large" loading={change.isPending}>
          {words.change}
        </Button>
      </form>
    </Frame>
  );
}
