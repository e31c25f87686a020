// Which bodies may hand requests over, their keys, and what came lately.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type HandoverRow,
  type InboundBody,
  listInbound,
  type MadeKey,
} from '../../../server/modules/contact/inbound/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { useWords } from '../../kit/words.ts';
import '../settings.css';
import { AddBody } from './AddBody.tsx';
import { BodyDetail } from './BodyDetail.tsx';
import { Handovers } from './Handovers.tsx';
import { SecretOnce } from './SecretOnce.tsx';
import { working } from './view.ts';
import { inboundWords } from './words.ts';

export default function InboundScreen(): ReactNode {
  const words = useWords(inboundWords);
  const listed = useAnswer(listInbound, {}, { everySeconds: 30 });
  const [above, setAbove] = useState<'add' | MadeKey | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const show = (made: MadeKey): void => {
    setAbove(made);
    setOpen(made.body.id);
  };
  return (
    <div className="inbound">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          above === null ? (
            <Button type="primary" onClick={() => setAbove('add')}>
              {words.add}
            </Button>
          ) : null
        }
      />
      {above === 'add' ? <AddBody onMade={show} onLeave={() => setAbove(null)} /> : null}
      {above === null || above === 'add' ? null : <SecretOnce made={above} onClose={() => setAbove(null)} />}
      <Answered of={listed}>
        {({ bodies, handovers }) => (
          <Bodies bodies={bodies} handovers={handovers} open={open} onOpen={setOpen} onMade={show} />
        )}
      </Answered>
    </div>
  );
}

type BodiesProps = {
  readonly bodies: readonly InboundBody[];
  readonly handovers: readonly HandoverRow[];
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
  readonly onMade: (made: MadeKey) => void;
};

function Bodies({ bodies, handovers, open, onOpen, onMade }: BodiesProps): ReactNode {
  const words = useWords(inboundWords);
  if (bodies.length === 0) return <EmptyState title={words.none} why={words.noneWhy} />;
  const shown = bodies.find(({ id }) => id === open);
  const now = new Date();
  return (
    <Panes
      name="contact.inbound"
      list={
        <>
          <WorkTable
            label={words.list}
            columns={[words.columns.body, [words.columns.month, 'wide-only'], words.columns.key]}
          >
            {bodies.map((body) => (
              <OpenRow
                key={body.id}
                open={body.id === open}
                onOpen={() => onOpen(body.id === open ? null : body.id)}
                name={<strong>{body.name}</strong>}
                under={<small className="quiet">{words.limit(body.perHour)}</small>}
              >
                <td className="wide-only">
                  {words.month(body.month.callBack, body.month.transferred, body.month.guided)}
                </td>
                <td>{body.closedAt === null ? words.keys(working(body, now).length) : words.closed}</td>
              </OpenRow>
            ))}
          </WorkTable>
          <Handovers handovers={handovers} />
        </>
      }
      opened={
        shown === undefined ? null : (
          <BodyDetail key={shown.id} body={shown} onMade={onMade} onClose={() => onOpen(null)} />
        )
      }
    />
  );
}
