// What the list of doubts is filtered by, each choice with how many are open.
import { Button, Checkbox, Select } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { FlagState, type listDoubts } from '../../../server/modules/directory/curation/contract.ts';
import { kitWords } from '../../kit/common-words.ts';
import type { Filtering } from '../../kit/filters.ts';
import { SavedFilters } from '../../kit/SavedFilters.tsx';
import { useWords } from '../../kit/words.ts';
import { Chips } from '../../kit/Chips.tsx';
import { RegionSelect } from '../shared/RegionSelect.tsx';
import { directoryWords } from '../shared/words.ts';
import { type DoubtFilter, progressOf } from './view.ts';
import { doubtWords } from './words.ts';

type DoubtFiltersProps = {
  readonly filtering: Filtering<DoubtFilter>;
  readonly answer: z.output<typeof listDoubts.output>;
};

export function DoubtFilters({ filtering, answer }: DoubtFiltersProps): ReactNode {
  const words = useWords(doubtWords);
  const common = useWords(directoryWords);
  const { table } = useWords(kitWords);
  const { filter, change } = filtering;
  const side = filter.state === 'open' ? 'open' : 'settled';
  const whole = progressOf(answer.byCode)[side];
  return (
    <div className="doubt-filters">
      <div className="table-tools">
        <Select
          aria-label={common.source}
          className="source-select"
          value={filter.source}
          popupMatchSelectWidth={360}
          options={[
            { value: '', label: common.allSources },
            ...answer.bySource.map((one) => ({ value: one.source, label: `${one.title} · ${one[side]}` })),
          ]}
          onChange={(source: string) => change({ source })}
        />
        <RegionSelect
          label={common.region}
          none={common.allRegions}
          value={filter.region === '' ? null : filter.region}
          onChange={(region) => change({ region: region ?? '' })}
        />
        <Select
          aria-label={words.state}
          className="state-select"
          value={filter.state}
          options={FlagState.options.map((state) => ({ value: state, label: words.states[state] }))}
          onChange={(state: DoubtFilter['state']) => change({ state, code: '' })}
        />
        <Checkbox checked={filter.mine} onChange={(event) => change({ mine: event.target.checked })}>
          {words.mine}
        </Checkbox>
        {filtering.on ? (
          <Button type="text" onClick={filtering.clear}>
            {table.clear}
          </Button>
        ) : null}
        <SavedFilters filtering={filtering} />
      </div>
      <Chips
        label={words.code}
        chosen={filter.code}
        choices={[
          { key: '', name: words.allCodes, count: whole },
          ...answer.byCode
            .filter((one) => one[side] > 0 || one.code === filter.code)
            .map((one) => ({ key: one.code as string, name: common.codes[one.code], count: one[side] })),
        ]}
        onChoose={(code) => change({ code: filter.code === code ? '' : code })}
      />
    </div>
  );
}
