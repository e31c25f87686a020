// The lines of the directory: found by name or number, or as lists of what is to be done.
import { Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { z } from 'zod';
import { LineWork, listCuratedLines } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { latest, numberedPages } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import { Chips } from '../../kit/Chips.tsx';
import { RegionSelect } from '../shared/RegionSelect.tsx';
import { directoryWords } from '../shared/words.ts';
import { lineQuery, noLineFilter } from './list-view.ts';
import { useLineColumns } from './line-columns.tsx';
import { lineWords } from './words.ts';

const next = numberedPages<z.output<typeof listCuratedLines.output>>(({ lines }) => lines);

export default function LinesScreen(): ReactNode {
  const words = useWords(lineWords);
  const common = useWords(directoryWords);
  const [, navigate] = useLocation();
  const filtering = useFilter('directory.lines', noLineFilter);
  const { filter, change } = filtering;
  const listed = usePages(listCuratedLines, { query: lineQuery(filter) }, { next });
  const columns = useLineColumns();
  return (
    <div className="lines">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {(pages) => {
          const { total, counts } = latest(pages);
          return (
            <>
              <Chips
                label={words.columns.service}
                chosen={filter.work}
                choices={LineWork.options.map((key) => ({ key, name: words.work[key], count: counts[key] }))}
                onChoose={(work) => change({ work })}
              />
              <DataTable
                label={words.title}
                rows={pages.flatMap(({ lines }) => lines)}
                rowKey={({ id }) => id}
                columns={columns}
                total={total}
                filtering={filtering}
                onOpen={({ id }) => navigate(`/directory/lines/${id}`)}
                filters={
                  <>
                    <Input.Search
                      aria-label={words.search}
                      placeholder={words.search}
                      className="line-search"
                      allowClear
                      maxLength={60}
                      value={filter.q}
                      onChange={(event) => change({ q: event.target.value })}
                    />
                    <RegionSelect
                      label={common.region}
                      none={common.allRegions}
                      value={filter.region === '' ? null : filter.region}
                      onChange={(region) => change({ region: region ?? '' })}
                    />
                    <Checkbox checked={filter.mine} onChange={(event) => change({ mine: event.target.checked })}>
                      {words.mine}
                    </Checkbox>
                  </>
                }
                empty={<EmptyState title={words.empty} why={words.emptyWhy} />}
                more={listed.more}
                busy={listed.busy}
              />
              {total === 0 && words.emptyWork[filter.work] !== '' ? (
                <p className="quiet">{words.emptyWork[filter.work]}</p>
              ) : null}
            </>
          );
        }}
      </Answered>
    </div>
  );
}
