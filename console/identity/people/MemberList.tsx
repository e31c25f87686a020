// Members as a dense table whose rows open beside it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { KeyLine } from '../../kit/KeyLine.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListFoot } from '../../kit/ListFoot.tsx';
import type { Filtering } from '../../kit/filters.ts';
import { groupWords } from '../../kit/group-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { GateState } from '../../workforce/GateState.tsx';
import { Expiring } from '../../workforce/GateDetail.tsx';
import type { MemberFilter, Row } from './view.ts';
import { peopleWords } from './words.ts';

type MemberListProps = {
  readonly rows: readonly Row[];
  /** Left out: not known, because only part of them is shown. */
  readonly total?: number;
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
  readonly seesGates: boolean;
  readonly open: PersonId | null;
  readonly filtering: Filtering<MemberFilter>;
  readonly onOpen: (person: PersonId) => void;
};

export function MemberList(props: MemberListProps): ReactNode {
  const { rows, total, seesGates, open, filtering, onOpen, more, busy } = props;
  const words = useWords(peopleWords);
  if (rows.length === 0 && more === undefined) return <Nobody filtering={filtering} />;
  return (
    <>
      <KeyLine
        keys={[
          ['J', words.next],
          ['K', words.previous],
          ['Esc', words.close],
        ]}
      />
      <WorkTable
        label={words.list}
        columns={[words.columns.name, [words.columns.groups, 'wide-only'], ...(seesGates ? [words.columns.gate] : [])]}
      >
        {rows.map((row) => (
          <MemberRow key={row.person} row={row} seesGates={seesGates} open={row.person === open} onOpen={onOpen} />
        ))}
      </WorkTable>
      <ListFoot
        shown={rows.length}
        {...(total === undefined ? {} : { total })}
        more={more}
        busy={busy}
        said={words.foot}
      />
    </>
  );
}

type MemberRowProps = Pick<MemberListProps, 'seesGates' | 'onOpen'> & { readonly row: Row; readonly open: boolean };

function MemberRow({ row, seesGates, open, onOpen }: MemberRowProps): ReactNode {
  const words = useWords(peopleWords);
  const names = useWords(groupWords);
  const between = useLang() === 'zh' ? '、' : ', ';
  const { me } = useSession();
  const { person, name, groups, staffNumber, standing } = row;
  return (
    <OpenRow
      open={open}
      onOpen={() => onOpen(person)}
      name={
        <>
          {name}
          {person === me.person.id ? <span className="tag">{words.you}</span> : null}
        </>
      }
      under={
        <>
          <small className="quiet narrow-only">{groups.map((group) => names[group]).join(between)}</small>
          {staffNumber === null ? null : <small className="quiet">{words.number(staffNumber)}</small>}
        </>
      }
    >
      <td className="wide-only">{groups.map((group) => names[group]).join(between)}</td>
      {seesGates ? (
        <td>
          <GateState gates={standing?.gates ?? []} />
          {standing === undefined || standing.expiring.length === 0 ? null : (
            <small>
              <Expiring expiring={standing.expiring} />
            </small>
          )}
        </td>
      ) : null}
    </OpenRow>
  );
}

function Nobody({ filtering: { on, clear } }: { readonly filtering: Filtering<MemberFilter> }): ReactNode {
  const words = useWords(peopleWords);
  const { may } = useSession();
  if (on)
    return (
      <EmptyState title={words.nobody} why={words.nobodyWhy} action={<Button onClick={clear}>{words.clear}</Button>} />
    );
  const invite = may('identity.manage-people') ? <Link href="/invitations">{words.invite}</Link> : null;
  return <EmptyState title={words.alone} why={words.aloneWhy} action={invite} />;
}
