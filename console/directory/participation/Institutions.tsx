// Institutions with the lines they curate; those without a line in service come first, as the server sorts them.
import type { ReactNode } from 'react';
import { listInstitutions } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { type Institution, withoutService } from './view.ts';
import { participationWords } from './words.ts';

export function Institutions(): ReactNode {
  const words = useWords(participationWords);
  const listed = useAnswer(listInstitutions, {});
  const columns = useColumns();
  return (
    <section>
      <h2>{words.institutions}</h2>
      <Answered of={listed}>
        {({ institutions }) => (
          <>
            {institutions.length === 0 ? null : (
              <p>{words.without(withoutService(institutions), institutions.length)}</p>
            )}
            <DataTable
              label={words.institutions}
              rows={institutions}
              rowKey={({ organisation }) => organisation.id}
              columns={columns}
              empty={<EmptyState title={words.empty} why={words.emptyWhy} />}
            />
          </>
        )}
      </Answered>
    </section>
  );
}

function useColumns(): readonly Column<Institution>[] {
  const { columns: heads, none, sinceUnknown } = useWords(participationWords);
  const lang = useLang();
  const since = ({ inService, since: day }: Institution): string =>
    inService === 0 ? '' : day === null ? sinceUnknown : dayWords(lang, day);
  return [
    { key: 'name', title: heads.name, cell: ({ organisation }) => organisation.name },
    { key: 'lines', title: heads.lines, className: 'figure', cell: ({ lines }) => lines },
    {
      key: 'in-service',
      title: heads.inService,
      className: 'figure',
      cell: ({ inService }) => (inService === 0 ? <strong>{none}</strong> : inService),
    },
    { key: 'since', title: heads.since, cell: since },
  ];
}
