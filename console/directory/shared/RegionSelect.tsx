// Choosing a province or a city by its name in Chinese or in Latin letters.
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { listRegions } from '../../../server/modules/directory/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import type { Bound } from '../../kit/Field.tsx';
import { useLang } from '../../kit/preferences.ts';

type RegionSelectProps = {
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
  /** What stands there when none is chosen. */
  readonly none: string;
  readonly label?: string;
  readonly bound?: Bound;
};

export function RegionSelect({ value, onChange, none, label, bound }: RegionSelectProps): ReactNode {
  const lang = useLang();
  const { data } = useAnswer(listRegions, {}, { everyOrganisation: true });
  const named = ({ name, english }: { name: string; english: string }): string =>
    lang === 'zh' ? name : `${english} ${name}`;
  const options = (data?.provinces ?? []).flatMap(({ province, cities }) => [
    { value: province.code, label: named(province), found: `${province.name} ${province.english}` },
    ...cities.map((city) => ({
      value: city.code,
      label: lang === 'zh' ? `${province.name} · ${city.name}` : `${city.english} ${city.name}`,
      found: `${province.name}${city.name} ${city.english}`,
    })),
  ]);
  return (
    <Select
      {...bound}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="region-select"
      showSearch={{ optionFilterProp: 'found' }}
      allowClear
      placeholder={none}
      value={value ?? undefined}
      options={options}
      popupMatchSelectWidth={260}
      onChange={(code: string | undefined) => onChange(code ?? null)}
    />
  );
}
