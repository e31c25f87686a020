// Signing in at one's own institution: the browser goes there and comes back.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { startSingleSignOn } from '../../server/modules/sign-in/single-sign-on/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { Field } from '../kit/Field.tsx';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { useStep } from './steps.ts';
import { signInWords } from './words.ts';

type SingleSignOnProps = { readonly over: boolean; readonly onBack: () => void };

export function SingleSignOn({ over, onBack }: SingleSignOnProps): ReactNode {
  const words = useWords(signInWords);
  const [who, setWho] = useState('');
  const [tried, setTried] = useState(false);
  const start = useStep(async () => {
    const { location: there } = await call(startSingleSignOn, { body: { who } });
    location.assign(there);
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (who.trim() !== '') start.mutate();
  };
  return (
    <Frame
      title={words.singleSignOn}
      over={over}
      foot={
        <button type="button" className="bare" onClick={onBack}>
          {words.usePassword}
        </button>
      }
    >
      <form onSubmit={send} noValidate>
        {start.error === null ? null : <FailureNote failure={start.error} />}
        <Field
          label={words.organisationOrEmail}
          hint={words.singleSignOnHint}
          required
          fault={tried && who.trim() === '' ? words.needOrganisation : undefined}
        >
          {(bound) => (
            <Input {...bound} size="large" value={who} autoFocus onChange={(event) => setWho(event.target.value)} />
          )}
        </Field>
        <Button type="primary" htmlType="submit" block size="large" loading={start.isPending}>
          {words.toSingleSignOn}
        </Button>
      </form>
    </Frame>
  );
}
