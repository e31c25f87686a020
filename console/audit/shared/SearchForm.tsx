// What is looked for in the audit. Nothing is asked while somebody types: each search is a line of its own.
import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { listWords } from '../../../server/modules/audit/contract.ts';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { PersonSelect } from './PersonSelect.tsx';
import { isPeriod, type Wanted } from './view.ts';
import { auditWords } from './words.ts';

type SearchFormProps = {
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
  readonly onSearch: () => void;
  readonly busy: boolean;
  /** Also asks for what was done. */
  readonly byWord?: boolean;
  readonly known?: { readonly id: PersonId; readonly name: string } | null;
};

export function SearchForm({
  wanted,
  onChange,
  onSearch,
  busy,
  byWord = false,
  known = null,
}: SearchFormProps): ReactNode {
  const words = useWords(auditWords);
  const [tried, setTried] = useState(false);
  const sound = isPeriod(wanted);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (sound) onSearch();
  };
  const day = (name: 'from' | 'to'): ReactNode => (
    <Field label={words[name]} fault={tried && !sound && name === 'to' ? words.period : undefined}>
      {(bound) => (
        <Input
          {...bound}
          type="date"
          value={wanted[name]}
          onChange={(event) => onChange({ ...wanted, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="audit-search" role="search" onSubmit={send} noValidate>
      {day('from')}
      {day('to')}
      <Field label={words.person}>
        {(bound) => (
          <PersonSelect
            bound={bound}
            value={wanted.person}
            known={known}
            onChange={(person) => onChange({ ...wanted, person })}
          />
        )}
      </Field>
      {byWord ? <WordField value={wanted.word} onChange={(word) => onChange({ ...wanted, word })} /> : null}
      <div className="wide-field">
        <Field label={words.subject} hint={words.subjectHint}>
          {(bound) => (
            <Input
              {...bound}
              value={wanted.subject}
              maxLength={200}
              placeholder={words.subjectShort}
              onChange={(event) => onChange({ ...wanted, subject: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="search-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.search}
        </Button>
        <p className="quiet">{words.onFile}</p>
      </div>
    </form>
  );
}

type WordFieldProps = { readonly value: string; readonly onChange: (word: string) => void };

function WordField({ value, onChange }: WordFieldProps): ReactNode {
  const words = useWords(auditWords);
  const say = useSay();
  const { data } = useAnswer(listWords, {}, { everyOrganisation: true });
  return (
    <Field label={words.word}>
      {(bound) => (
        <Select
          {...bound}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          placeholder={words.anyWord}
          value={value === '' ? undefined : value}
          options={(data?.words ?? []).map(({ word, said }) => ({ value: word, label: say(said) }))}
          onChange={(word: string | undefined) => onChange(word ?? '')}
        />
      )}
    </Field>
  );
}
