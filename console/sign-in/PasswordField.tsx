// A password as it is typed, with a way to see it: people who cannot check what they typed choose short ones.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Field } from '../kit/Field.tsx';
import { useWords } from '../kit/words.ts';
import { signInWords } from './words.ts';

type PasswordFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly autoFocus?: boolean;
};

export function PasswordField({
  label,
  value,
  onChange,
  autoComplete,
  hint,
  fault,
  autoFocus = false,
}: PasswordFieldProps): ReactNode {
  const words = useWords(signInWords);
  const [seen, setSeen] = useState(false);
  return (
    <Field label={label} fault={fault} required {...(hint === undefined ? {} : { hint })}>
      {(bound) => (
        <div className="password">
          <Input
            {...bound}
            type={seen ? 'text' : 'password'}
            value={value}
            autoComplete={autoComplete}
            autoFocus={autoFocus}
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          <button type="button" className="bare password-eye" aria-pressed={seen} onClick={() => setSeen(!seen)}>
            {seen ? words.hide : words.show}
          </button>
        </div>
      )}
    </Field>
  );
}
