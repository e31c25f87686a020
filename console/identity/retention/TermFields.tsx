// The number of days of each class, with the limits beside it; what may be left out can be left out.
import { Checkbox, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Limit } from '../../../server/modules/privacy/policies/contract.ts';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { LimitWords } from './TermTable.tsx';
import { type Class, classes, type Draft, faultOf, isKept, keyIn, limitOf } from './view.ts';
import { retentionWords } from './words.ts';

type TermFieldsProps = {
  readonly draft: Draft;
  readonly limits: readonly z.infer<typeof Limit>[];
  readonly onChange: (draft: Draft) => void;
};

export function TermFields(props: TermFieldsProps): ReactNode {
  const words = useWords(retentionWords);
  return classes.map((of) => (
    <fieldset key={of} className="term-fields">
      <legend>
        {words.classes[of]} <span className="quiet">{words.counted[of]}</span>
      </legend>
      {of === 'correspondence' ? <GoesWith {...props} /> : null}
      {of === 'transcript' || of === 'audio' ? <Kept of={of} {...props} /> : null}
      {isKept(props.draft, of) ? <Days of={of} {...props} /> : null}
    </fieldset>
  ));
}

function Days({ of, draft, limits, onChange }: TermFieldsProps & { readonly of: Class }): ReactNode {
  const words = useWords(retentionWords);
  const found = faultOf(draft, of, limits);
  const fault =
    found === undefined ? undefined : found.fault === 'wholeDays' ? words.wholeDays : words[found.fault](found.days);
  const limit = limitOf(limits, of, keyIn(draft, of));
  return (
    <div className="term-days">
      <Field label={words.daysLabel} fault={fault}>
        {(bound) => (
          <Input
            {...bound}
            className="days-input"
            inputMode="numeric"
            maxLength={6}
            value={draft.days[of]}
            onChange={({ target }) => onChange({ ...draft, days: { ...draft.days, [of]: target.value } })}
          />
        )}
      </Field>
      {limit === undefined ? null : <LimitWords limit={limit} />}
    </div>
  );
}

function Kept({ of, draft, onChange }: TermFieldsProps & { readonly of: 'transcript' | 'audio' }): ReactNode {
  const words = useWords(retentionWords);
  return (
    <Checkbox
      checked={draft.kept[of]}
      onChange={({ target }) => onChange({ ...draft, kept: { ...draft.kept, [of]: target.checked } })}
    >
      {words.keep(words.classes[of])}
    </Checkbox>
  );
}

function GoesWith({ draft, onChange }: TermFieldsProps): ReactNode {
  const words = useWords(retentionWords);
  return (
    <Radio.Group
      aria-label={words.goesWith}
      value={draft.key}
      options={(['identity', 'record'] as const).map((value) => ({ value, label: words.keys[value] }))}
      onChange={({ target }) => onChange({ ...draft, key: target.value === 'identity' ? 'identity' : 'record' })}
    />
  );
}
