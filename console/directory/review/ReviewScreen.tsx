// Lines that run out soon and lines that nobody has verified for long: one list to work through, from the telephone.
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import { type LineRow, listCuratedLines } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { latest, numberedPages } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import { lineQuery, type LineFilter, noLineFilter } from '../lines/list-view.ts';
import { VerifyForm } from '../lines/Verifying.tsx';
import { shanghaiNow } from '../lines/week-view.ts';
import { Chips } from '../../kit/Chips.tsx';
import { RegionSelect } from '../shared/RegionSelect.tsx';
import { directoryWords } from '../shared/words.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { AskForm } from './AskForm.tsx';
import { standingWords } from './view.ts';
import { reviewWords } from './words.ts';

const next = numberedPages<z.output<typeof listCuratedLines.output>>(({ lines }) => lines);
const none: LineFilter = { ...noLineFilter, work: 'expiring' };

export default function ReviewScreen(): ReactNode {
  const words = useWords(reviewWords);
  const common = useWords(directoryWords);
  const { filter, change } = useFilter('directory.review', none);
  const listed = usePages(listCuratedLines, { query: lineQuery(filter) }, { next });
  const work = filter.work === 'stale' ? 'stale' : 'expiring';
  return (
    <div className="review">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {(pages) => {
          const lines = pages.flatMap((page) => page.lines);
          const { total, counts } = latest(pages);
          return (
            <>
              <div className="table-tools">
                <Chips
                  label={words.which}
                  chosen={work}
                  choices={(['expiring', 'stale'] as const).map((key) => ({
                    key,
                    name: words[key],
                    count: counts[key],
                  }))}
                  onChoose={(key) => change({ work: key })}
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
              </div>
              {lines.length === 0 ? <EmptyState title={words.empty[work]} why={words.emptyWhy[work]} /> : null}
              <ul className="rows review-rows">
                {lines.map((line) => (
                  <ReviewRow key={line.id} line={line} />
                ))}
              </ul>
              {lines.length === 0 ? null : (
                <ListFoot shown={lines.length} total={total} more={listed.more} busy={listed.busy} />
              )}
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function ReviewRow({ line }: { readonly line: LineRow }): ReactNode {
  const words = useWords(reviewWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const [open, setOpen] = useState<'ask' | 'answer' | 'verify' | null>(null);
  const today = shanghaiNow(new Date()).date;
  const close = (): void => setOpen(null);
  const form = { of: line, today, onClose: close };
  const waiting = line.asked !== null && line.asked.answer === null;
  return (
    <li>
      <div className="review-line">
        <Link href={`/directory/lines/${line.id}`}>{line.name}</Link>
        <span className="quiet"> {line.region ?? common.nationwide}</span>
        {standingWords(line, today, lang).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {line.mayCurate && open === null ? (
        <div className="row-actions">
          <Button size="small" onClick={() => setOpen('verify')}>
            {words.verify}
          </Button>
          <Button size="small" onClick={() => setOpen('ask')}>
            {words.ask}
          </Button>
          <Button size="small" type={waiting ? 'primary' : 'default'} onClick={() => setOpen('answer')}>
            {words.answer}
          </Button>
        </div>
      ) : null}
      {open === 'ask' ? <AskForm {...form} /> : null}
      {open === 'answer' ? <AnswerForm {...form} /> : null}
      {open === 'verify' ? <VerifyForm {...form} /> : null}
    </li>
  );
}
