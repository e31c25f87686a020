// Whether an export leaves the organisation, and what allows that.
import { Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import type { PartProps } from './draft.ts';
import { exportWords } from './words.ts';

export function RecipientFields({ draft, change, faultOf }: PartProps): ReactNode {
  const words = useWords(exportWords);
  return (
    <>
      <Field label={words.goes}>
        {(bound) => (
          <Radio.Group
            {...bound}
            aria-label={words.goes}
            value={draft.outside}
            options={[
              { value: false, label: words.goesInside },
              { value: true, label: words.goesOutside },
            ]}
            onChange={(event) => change({ outside: event.target.value === true })}
          />
        )}
      </Field>
      {draft.outside ? (
        <div className="outside">
          <Field
            label={words.recipientName}
            hint={words.recipientHint}
            required
            fault={faultOf('recipient', words.recipientMissing)}
          >
            {(bound) => (
              <Input
                {...bound}
                value={draft.recipient}
                maxLength={100}
                onChange={(event) => change({ recipient: event.target.value })}
              />
            )}
          </Field>
          <Field label={words.basisLabel} required fault={faultOf('basis', words.basisMissing)}>
            {(bound) => (
              <Radio.Group
                {...bound}
                aria-label={words.basisLabel}
                value={draft.basis}
                options={[
                  { value: 'law', label: words.basis.law },
                  { value: 'consent', label: words.basis.consent },
                ]}
                onChange={(event) => change({ basis: event.target.value === 'law' ? 'law' : 'consent' })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </>
  );
}
