// Choosing a colleague by name. Who has left is not listed; their lines are found through a line of theirs.
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { listMembers } from '../../../server/modules/identity/members/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import type { Bound } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { auditWords } from './words.ts';

type PersonSelectProps = {
  readonly bound: Bound;
  readonly value: PersonId | '';
  /** Somebody who may not be in the list, as they were named in a line. */
  readonly known?: { readonly id: PersonId; readonly name: string } | null;
  readonly onChange: (person: PersonId | '') => void;
};

export function PersonSelect({ bound, value, known = null, onChange }: PersonSelectProps): ReactNode {
  const words = useWords(auditWords);
  const { data } = useAnswer(listMembers, { query: {} });
  const members = (data?.members ?? []).map(({ person, name, staffNumber }) => ({
    value: person,
    label: staffNumber === null ? name : `${name} ${staffNumber}`,
  }));
  const listed = known === null || members.some((one) => one.value === known.id);
  const options = listed ? members : [...members, { value: known.id, label: known.name }];
  return (
    <Select
      {...bound}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={words.anyone}
      value={value === '' ? undefined : value}
      options={options}
      onChange={(person: PersonId | undefined) => onChange(person ?? '')}
    />
  );
}
