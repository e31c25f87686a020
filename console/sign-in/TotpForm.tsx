// Connecting an authenticator: a code to scan or to type, and one code back as proof.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { encode } from 'uqr';
import { beginTotp, confirmTotp } from '../../server/modules/sign-in/factors/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer } from '../kit/answers.ts';
import { call } from '../kit/call.ts';
import { kitWords } from '../kit/common-words.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { Field } from '../kit/Field.tsx';
import { useWords } from '../kit/words.ts';
import { useStep } from './steps.ts';
import { signInWords } from './words.ts';

type TotpFormProps = { readonly onCodes: (codes: readonly string[]) => void; readonly onBack: () => void };

export function TotpForm({ onCodes, onBack }: TotpFormProps): ReactNode {
  const { totp: words, needCode } = useWords(signInWords);
  const { back } = useWords(kitWords);
  const secret = useAnswer(beginTotp, {}, { everyOrganisation: true, once: true });
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useStep(async () => {
    const { recoveryCodes } = await call(confirmTotp, { body: { code } });
    onCodes(recoveryCodes);
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (code.trim() !== '') confirm.mutate();
  };
  return (
    <Answered of={secret}>
      {({ secret: typed, uri }) => (
        <form onSubmit={send} noValidate>
          <p>{words.scan}</p>
          <QrCode text={uri} label={words.picture} />
          <details>
            <summary>{words.typed}</summary>
            <code className="secret">{typed.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </details>
          {confirm.error === null ? null : <FailureNote failure={confirm.error} />}
          <Field label={words.code} required fault={tried && code.trim() === '' ? needCode : undefined}>
            {(bound) => (
              <Input
                {...bound}
                className="code"
                value={code}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={40}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <div className="form-actions">
            <Button size="large" onClick={onBack}>
              {back}
            </Button>
            <Button type="primary" htmlType="submit" size="large" loading={confirm.isPending}>
              {words.submit}
            </Button>
          </div>
        </form>
      )}
    </Answered>
  );
}

/** Dark on light by day and by night: authenticators read nothing else reliably. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
