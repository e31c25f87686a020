// What an export covers: the days, and a file or a person.
import { Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { PersonSelect } from '../shared/PersonSelect.tsx';
import type { PartProps } from './draft.ts';
import { statement } from './draft.ts';
import { exportWords } from './words.ts';

export function ScopeFields({ draft, change, faultOf }: PartProps): ReactNode {
  const words = useWords(exportWords);
  const isStatement = draft.kind === statement;
  const day = (name: 'from' | 'to'): ReactNode => (
    <Field label={words[name]} required fault={name === 'to' ? faultOf('days', words.days) : undefined}>
      {(bound) => (
        <Input
          {...bound}
          type="date"
          className="day-input"
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="days">
        {day('from')}
        {day('to')}
      </div>
      {isStatement ? (
        <Field label={words.aboutWhat}>
          {(bound) => (
            <Radio.Group
              {...bound}
              aria-label={words.aboutWhat}
              value={draft.about}
              options={[
                { value: 'subject', label: words.bySubject },
                { value: 'person', label: words.byPerson },
              ]}
              onChange={(event) => change({ about: event.target.value === 'person' ? 'person' : 'subject' })}
            />
          )}
        </Field>
      ) : null}
      {isStatement && draft.about === 'person' ? null : (
        <Field
          label={isStatement ? words.subject : words.subjectOptional}
          optional={!isStatement}
          required={isStatement}
          fault={faultOf('subject', words.subjectMissing)}
        >
          {(bound) => (
            <Input
              {...bound}
              value={draft.subject}
              maxLength={200}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
      )}
      {isStatement && draft.about === 'subject' ? null : (
        <Field
          label={isStatement ? words.person : words.personOptional}
          optional={!isStatement}
          required={isStatement}
          fault={faultOf('person', words.personMissing)}
        >
          {(bound) => <PersonSelect bound={bound} value={draft.person} onChange={(person) => change({ person })} />}
        </Field>
      )}
    </>
  );
}
