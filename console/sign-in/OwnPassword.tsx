// The password: set or not, and a way to change it.
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { changePassword } from '../../server/modules/sign-in/contract.ts';
import { useChange } from '../kit/answers.ts';
import { kitWords } from '../kit/common-words.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useFieldFaults } from '../kit/Field.tsx';
import { useSession } from '../kit/session.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';
import { PasswordField } from './PasswordField.tsx';
import { signInWords } from './words.ts';

export function OwnPassword(): ReactNode {
  const { password: words } = useWords(accountWords);
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(false);
  return (
    <section aria-labelledby="own-password">
      <h2 id="own-password">{words.title}</h2>
      <p role="status">{changed ? words.changed : me.factors.password ? words.set : words.none}</p>
      {open ? (
        <ChangeForm
          onClose={(done) => {
            setOpen(false);
            setChanged(done);
          }}
        />
      ) : (
        <Button disabled={!me.session.provedRecently} onClick={() => setOpen(true)}>
          {words.change}
        </Button>
      )}
    </section>
  );
}

function ChangeForm({ onClose }: { readonly onClose: (done: boolean) => void }): ReactNode {
  const { password: words } = useWords(accountWords);
  const { passwordRule, needPassword, needNext } = useWords(signInWords);
  const { cancel } = useWords(kitWords);
  const { me } = useSession();
  const has = me.factors.password;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const change = useChange(changePassword, { onDone: () => onClose(true) });
  const faultOf = useFieldFaults(change.error);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (next !== '' && (!has || current !== '')) change.mutate({ body: { next, ...(has ? { current } : {}) } });
  };
  return (
    <form onSubmit={send} noValidate>
      {change.error === null ? null : <FailureNote failure={change.error} />}
      {has ? (
        <PasswordField
          label={words.current}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          fault={tried && current === '' ? needPassword : undefined}
        />
      ) : null}
      <PasswordField
        label={words.next}
        hint={passwordRule}
        value={next}
        onChange={setNext}
        autoComplete="new-password"
        fault={tried && next === '' ? needNext : faultOf('next')}
      />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.change}
        </Button>
        <Button onClick={() => onClose(false)}>{cancel}</Button>
      </div>
    </form>
  );
}
