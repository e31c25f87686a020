// How somebody got in touch with a line, and on which day: for everything that was learned outside this program.
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { VerifiedHow } from '../../../server/modules/directory/curation/contract.ts';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { directoryWords } from './words.ts';

/** `on`: an ISO day in Shanghai. */
export type HowWhen = { readonly how: VerifiedHow; readonly on: string };

type HowAndWhenProps = {
  readonly value: HowWhen;
  /** The last day that can be given. */
  readonly today: string;
  readonly labels: { readonly how: string; readonly on: string };
  readonly onChange: (value: HowWhen) => void;
};

/** Two fields; the focus begins in the first. */
export function HowAndWhen({ value, today, labels, onChange }: HowAndWhenProps): ReactNode {
  const { how: names } = useWords(directoryWords);
  return (
    <div className="form-row">
      <Field label={labels.how}>
        {({ id }) => (
          <Select
            id={id}
            autoFocus
            value={value.how}
            options={VerifiedHow.options.map((one) => ({ value: one, label: names[one] }))}
            onChange={(how) => onChange({ ...value, how })}
          />
        )}
      </Field>
      <Field label={labels.on}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={value.on}
            max={today}
            onChange={(event) => onChange({ ...value, on: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
