// Where people wait: all queues of the organisation, and setting one up.
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import { createQueue, listQueues, type ManagedQueue } from '../../../server/modules/contact/queues/contract.ts';
import { LineId } from '../../../server/modules/directory/contract.ts';
import { contactWords } from '../../contact/words.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Field } from '../../kit/Field.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { useWords } from '../../kit/words.ts';
import '../settings.css';
import { QueueDetail } from './QueueDetail.tsx';
import { QueueForm } from './QueueForm.tsx';
import { draftOf, lineNamed } from './view.ts';
import { queueWords } from './words.ts';

type Listed = z.output<typeof listQueues.output>;

export default function QueuesScreen(): ReactNode {
  const words = useWords(queueWords);
  const listed = useAnswer(listQueues, {}, { everySeconds: 30 });
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const lines = listed.data?.lines ?? [];
  return (
    <div className="queues">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          lines.length === 0 || adding ? null : (
            <Button type="primary" onClick={() => setAdding(true)}>
              {words.add}
            </Button>
          )
        }
      />
      <Answered of={listed}>
        {({ queues }) => (
          <>
            {adding ? (
              <Adding
                lines={lines}
                onDone={(queue) => {
                  setAdding(false);
                  setOpen(queue.id);
                }}
                onLeave={() => setAdding(false)}
              />
            ) : null}
            <Queues listed={{ queues, lines }} open={open} onOpen={setOpen} />
          </>
        )}
      </Answered>
    </div>
  );
}

type QueuesProps = {
  readonly listed: Listed;
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
};

function Queues({ listed: { queues, lines }, open, onOpen }: QueuesProps): ReactNode {
  const words = useWords(queueWords);
  const { channels } = useWords(contactWords);
  if (queues.length === 0 && lines.length === 0)
    return (
      <EmptyState
        title={words.noLines}
        why={words.noLinesWhy}
        action={<Link href="/directory/lines">{words.toLines}</Link>}
      />
    );
  if (queues.length === 0) return <EmptyState title={words.none} why={words.noneWhy} />;
  const shown = queues.find(({ id }) => id === open);
  return (
    <Panes
      name="contact.queues"
      list={
        <WorkTable
          label={words.list}
          columns={[words.columns.queue, [words.columns.takes, 'wide-only'], words.columns.now]}
        >
          {queues.map((queue) => (
            <OpenRow
              key={queue.id}
              open={queue.id === open}
              onOpen={() => onOpen(queue.id === open ? null : queue.id)}
              name={<strong>{queue.name}</strong>}
              under={<small className="quiet">{queue.line.name}</small>}
            >
              <td className="wide-only">
                {words.kinds[queue.kind]}
                <small className="quiet">{queue.channels.map((channel) => channels[channel]).join(' · ')}</small>
              </td>
              <td>{queue.closedAt === null ? words.now(queue.waiting, queue.talking, queue.onDuty) : words.closed}</td>
            </OpenRow>
          ))}
        </WorkTable>
      }
      opened={
        shown === undefined ? null : (
          <QueueDetail
            key={`${shown.id} ${shown.version}`}
            queue={shown}
            onClose={() => onOpen(null)}
            lineHours={lineNamed(lines, shown.line.id)?.hours ?? null}
          />
        )
      }
    />
  );
}

type AddingProps = {
  readonly lines: Listed['lines'];
  readonly onDone: (queue: ManagedQueue) => void;
  readonly onLeave: () => void;
};

function Adding({ lines, onDone, onLeave }: AddingProps): ReactNode {
  const words = useWords(queueWords);
  const [line, setLine] = useState<string>(lines.length === 1 ? (lines[0]?.id ?? '') : '');
  const [missing, setMissing] = useState(false);
  const create = useChange(createQueue, { onDone });
  return (
    <QueueForm
      begin={draftOf()}
      label={words.form.add}
      done={words.form.done}
      busy={create.isPending}
      failure={create.error}
      lineHours={lineNamed(lines, line)?.hours ?? null}
      onSend={(settings) => {
        const chosen = LineId.safeParse(line).data;
        setMissing(chosen === undefined);
        if (chosen !== undefined) create.mutate({ body: { ...settings, line: chosen } });
      }}
      onLeave={onLeave}
      above={
        <Field label={words.line} required fault={missing ? words.chooseLine : undefined}>
          {(bound) => (
            <Select<string | null, { value: string; label: string }>
              {...bound}
              showSearch
              optionFilterProp="label"
              placeholder={words.chooseLine}
              value={line === '' ? null : line}
              options={lines.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id) => setLine(id ?? '')}
            />
          )}
        </Field>
      }
    />
  );
}
