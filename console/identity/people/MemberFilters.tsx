// What the list of members is narrowed by: name or number, group, and how they stand with the gate.
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { Group } from '../../../server/modules/identity/contract.ts';
import { Chips } from '../../kit/Chips.tsx';
import type { Filtering } from '../../kit/filters.ts';
import { groupWords } from '../../kit/group-words.ts';
import { useWords } from '../../kit/words.ts';
import { type GateFilter, gateFilters, type MemberFilter } from './view.ts';
import { peopleWords } from './words.ts';

type MemberFiltersProps = {
  readonly filtering: Filtering<MemberFilter>;
  /** Null: gates are not for this person to see. */
  readonly counts: Readonly<Record<GateFilter, number>> | null;
};

export function MemberFilters({ filtering: { filter, change }, counts }: MemberFiltersProps): ReactNode {
  const words = useWords(peopleWords);
  const groups = useWords(groupWords);
  return (
    <div className="people-filters">
      <Input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        className="people-search"
        allowClear
        maxLength={60}
        value={filter.search}
        onChange={({ target }) => change({ search: target.value })}
      />
      <Select
        aria-label={words.group}
        className="people-group"
        value={filter.group}
        options={[
          { value: '' as const, label: words.everyGroup },
          ...Group.options.map((value) => ({ value, label: groups[value] })),
        ]}
        onChange={(group) => change({ group })}
      />
      {counts === null ? null : (
        <Chips
          label={words.chips}
          chosen={filter.gate}
          choices={gateFilters.map((key) => ({ key, name: words.gates[key], count: counts[key] }))}
          onChoose={(gate) => change({ gate })}
        />
      )}
    </div>
  );
}
