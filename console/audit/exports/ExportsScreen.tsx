// What was asked to leave, how it stands, and what the person who sits here can do about it.
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { type Export, listExports } from '../../../server/modules/audit/contract.ts';
import { Chips } from '../../kit/Chips.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import '../../privacy/privacy.css';
import '../audit.css';
import { auditWords } from '../shared/words.ts';
import { standingOf } from './draft.ts';
import { ExportDetail } from './ExportDetail.tsx';
import { exportWords } from './words.ts';

const choices = ['', 'asked', 'approved', 'made', 'refused', 'expired'] as const;
type Choice = (typeof choices)[number];
const none: { readonly state: Choice } = { state: '' };

export default function ExportsScreen(): ReactNode {
  const words = useWords(exportWords);
  const { filter, change } = useFilter('audit.exports', none);
  const [open, setOpen] = useState<string | null>(null);
  const query = { limit: 50, ...(filter.state === '' ? {} : { state: filter.state }) };
  const listed = usePages(listExports, { query }, { next: ({ before }) => (before === null ? null : { before }) });
  const exports = (listed.data ?? []).flatMap((page) => page.exports);
  const shown = exports.find(({ id }) => id === open);
  const askLink = (
    <Link href="/audit/exports/ask" className="button-link">
      {words.ask}
    </Link>
  );
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} actions={askLink} />
      <Chips
        label={words.show}
        chosen={filter.state}
        choices={choices.map((key) => ({ key, name: words.choices[key] }))}
        onChoose={(state) => change({ state })}
      />
      <Answered of={listed}>
        {() =>
          exports.length === 0 ? (
            <EmptyState title={filter.state === '' ? words.none : words.noneOf} why={words.noneWhy} />
          ) : (
            <Panes
              name="audit.exports"
              list={
                <>
                  <ExportList exports={exports} open={open} onOpen={setOpen} />
                  <ListFoot shown={exports.length} more={listed.more} busy={listed.busy} />
                </>
              }
              opened={
                shown === undefined ? null : <ExportDetail key={shown.id} asked={shown} onClose={() => setOpen(null)} />
              }
            />
          )
        }
      </Answered>
    </div>
  );
}

type ExportListProps = {
  readonly exports: readonly Export[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
};

function ExportList({ exports, open, onOpen }: ExportListProps): ReactNode {
  const words = useWords(exportWords);
  const { unknownPerson } = useWords(auditWords);
  const say = useSay();
  const lang = useLang();
  const mayDecide = useSession().may('privacy.approve-export');
  return (
    <WorkTable label={words.list} columns={[words.columns.what, words.columns.state, words.columns.asked]}>
      {exports.map((one) => (
        <OpenRow
          key={one.id}
          open={one.id === open}
          onOpen={() => onOpen(one.id)}
          name={say(one.about)}
          under={<small className="quiet">{words.number(one.number)}</small>}
        >
          <td>
            {words.states[standingOf(one)]}
            {one.may.decide && mayDecide ? <small className="strong">{words.yours}</small> : null}
          </td>
          <td>
            {one.asked.by.name ?? unknownPerson}
            <small className="quiet">{dayWords(lang, one.asked.at)}</small>
          </td>
        </OpenRow>
      ))}
    </WorkTable>
  );
}
