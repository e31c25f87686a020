// How many take part, at any time and for any region, as it is reported upwards; and which institutions have a line that
// serves.
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { countParticipation, listDoubts } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { type Filtering, useFilter } from '../../kit/filters.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { SavedFilters } from '../../kit/SavedFilters.tsx';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { shanghaiNow } from '../lines/week-view.ts';
import '../shared/directory.css';
import { RegionSelect } from '../shared/RegionSelect.tsx';
import { directoryWords } from '../shared/words.ts';
import { Institutions } from './Institutions.tsx';
import { type CountFilter, counted, countQuery, noCountFilter } from './view.ts';
import { participationWords } from './words.ts';

export default function ParticipationScreen(): ReactNode {
  const words = useWords(participationWords);
  const filtering = useFilter('directory.participation', noCountFilter);
  const counts = useAnswer(countParticipation, { query: countQuery(filtering.filter) }, { keepLast: true });
  const lang = useLang();
  const day = filtering.filter.on === '' ? shanghaiNow(new Date()).date : filtering.filter.on;
  return (
    <div className="participation">
      <PageHeader title={words.title} about={words.about} />
      <section aria-label={words.figures}>
        <Filters filtering={filtering} day={day} />
        <Answered of={counts}>
          {(found) => (
            <>
              <p className="quiet">{words.counted(dayWords(lang, day))}</p>
              <dl className="figures">
                {counted.map((of) => (
                  <div key={of}>
                    <dt>{words.of[of]}</dt>
                    <dd>{found[of]}</dd>
                  </div>
                ))}
              </dl>
              <p className="quiet">{words.once}</p>
            </>
          )}
        </Answered>
      </section>
      <Institutions />
    </div>
  );
}

type FiltersProps = { readonly filtering: Filtering<CountFilter>; readonly day: string };

function Filters({ filtering, day }: FiltersProps): ReactNode {
  const words = useWords(participationWords);
  const common = useWords(directoryWords);
  const { filter, change } = filtering;
  const sources = useAnswer(listDoubts, { query: { perPage: 1, mine: 'no' } });
  return (
    <div className="table-tools">
      <RegionSelect
        label={common.region}
        none={common.allRegions}
        value={filter.region === '' ? null : filter.region}
        onChange={(region) => change({ region: region ?? '' })}
      />
      <Select
        aria-label={common.source}
        className="source-select"
        value={filter.source}
        popupMatchSelectWidth={360}
        options={[
          { value: '', label: common.allSources },
          ...(sources.data?.bySource ?? []).map(({ source, title }) => ({ value: source, label: title })),
        ]}
        onChange={(source: string) => change({ source })}
      />
      <label className="day-label">
        {words.on}
        <Input type="date" className="day-input" value={day} onChange={(event) => change({ on: event.target.value })} />
      </label>
      <SavedFilters filtering={filtering} />
    </div>
  );
}
