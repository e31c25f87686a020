// Narrowing a list to one class of what is kept.
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { ClockedClass } from '../../../server/modules/privacy/contract.ts';
import { useWords } from '../../kit/words.ts';
import { privacyWords } from './words.ts';

/** Empty: all classes. */
type ClassSelectProps = { readonly value: ClockedClass | ''; readonly onChange: (value: ClockedClass | '') => void };

export function ClassSelect({ value, onChange }: ClassSelectProps): ReactNode {
  const { classes, anyClass, class: label } = useWords(privacyWords);
  return (
    <Select
      aria-label={label}
      className="class-select"
      value={value}
      options={[
        { value: '' as const, label: anyClass },
        ...ClockedClass.options.map((one) => ({ value: one, label: classes[one] })),
      ]}
      onChange={onChange}
    />
  );
}
