// The organisations below, indented as they lie under each other, with how they stand today.
import type { ReactNode } from 'react';
import type { OrganisationId } from '../../../server/modules/identity/contract.ts';
import { KeyLine } from '../../kit/KeyLine.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { groupWords } from '../../kit/group-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { answering, type Branch } from './view.ts';
import { organisationWords } from './words.ts';

type InstitutionTableProps = {
  readonly branches: readonly Branch[];
  readonly open: OrganisationId | null;
  readonly onOpen: (id: OrganisationId) => void;
};

export function InstitutionTable({ branches, open, onOpen }: InstitutionTableProps): ReactNode {
  const { below: words } = useWords(organisationWords);
  if (branches.length === 0) return <EmptyState title={words.nobodyLike} why={words.nobodyLikeWhy} />;
  return (
    <>
      <KeyLine
        keys={[
          ['J', words.next],
          ['K', words.previous],
          ['Esc', words.close],
        ]}
      />
      <WorkTable label={words.list} columns={[words.columns.name, words.columns.duty, words.columns.people]}>
        {branches.map((branch) => (
          <InstitutionRow
            key={branch.organisation.id}
            branch={branch}
            open={branch.organisation.id === open}
            onOpen={onOpen}
          />
        ))}
      </WorkTable>
    </>
  );
}

type InstitutionRowProps = {
  readonly branch: Branch;
  readonly open: boolean;
  readonly onOpen: (id: OrganisationId) => void;
};

function InstitutionRow({ branch: { organisation, depth, overview }, open, onOpen }: InstitutionRowProps): ReactNode {
  const words = useWords(organisationWords);
  const names = useWords(groupWords);
  const lang = useLang();
  const { id, name, kind, department, closedAt, dutyModeFrom } = organisation;
  const counts = overview === undefined ? [] : answering(overview);
  return (
    <OpenRow
      open={open}
      onOpen={() => onOpen(id)}
      name={name}
      depth={depth}
      under={
        <small className="quiet">
          {words.kinds[kind]}
          {department === null ? '' : ` · ${department}`}
        </small>
      }
    >
      <td>
        {closedAt !== null ? (
          <span className="quiet">{words.closed(dayWords(lang, closedAt))}</span>
        ) : overview === undefined ? null : (
          <>
            {words.dutyShort[overview.dutyMode]}
            {dutyModeFrom === null ? null : <small className="quiet">{dayWords(lang, dutyModeFrom)}</small>}
          </>
        )}
      </td>
      <td>
        {counts.length === 0 ? (
          <span className="quiet">{closedAt === null && overview !== undefined ? words.below.nobody : ''}</span>
        ) : (
          counts.map(([group, count]) => (
            <span key={group} className="head-count">
              {words.below.count(names[group], count)}
            </span>
          ))
        )}
      </td>
    </OpenRow>
  );
}
