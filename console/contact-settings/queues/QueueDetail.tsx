// One queue: what is set, changing it, closing it and opening it again.
import { type Fact, FactList } from '../../kit/FactList.tsx';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  changeQueue,
  closeQueue,
  groupWords,
  type ManagedQueue,
  openQueue,
} from '../../../server/modules/contact/queues/contract.ts';
import { contactWords } from '../../contact/words.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useLang } from '../../kit/preferences.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { dayWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { QueueForm } from './QueueForm.tsx';
import { draftOf } from './view.ts';
import { queueWords } from './words.ts';

type QueueDetailProps = {
  readonly queue: ManagedQueue;
  readonly lineHours: string | null;
  readonly onClose: () => void;
};

export function QueueDetail({ queue, lineHours, onClose }: QueueDetailProps): ReactNode {
  const words = useWords(queueWords);
  const { close: closing } = useWords(kitWords);
  const [doing, setDoing] = useState<'change' | 'close' | null>(null);
  const leave = (): void => setDoing(null);
  const change = useChange(changeQueue, { onDone: leave });
  const close = useChange(closeQueue, { onDone: leave });
  const open = useChange(openQueue);
  const params = { id: queue.id };
  return (
    <div className="opened">
      <div className="opened-head">
        <h2 className="opened-title">{queue.name}</h2>
        <Button size="small" onClick={onClose}>
          {closing}
        </Button>
      </div>
      <p className="quiet">
        {queue.line.name} · {words.kinds[queue.kind]}
      </p>
      <p>{words.now(queue.waiting, queue.talking, queue.onDuty)}</p>
      <ClosedNote queue={queue} />
      {open.error === null ? null : <FailureNote failure={open.error} />}
      {doing === null ? (
        <div className="row-actions">
          <Button onClick={() => setDoing('change')}>{words.edit}</Button>
          {queue.closedAt === null ? (
            <Button onClick={() => setDoing('close')}>{words.close}</Button>
          ) : (
            <Button loading={open.isPending} onClick={() => open.mutate({ params })}>
              {words.open}
            </Button>
          )}
        </div>
      ) : null}
      {doing === 'change' ? (
        <QueueForm
          begin={draftOf(queue)}
          label={words.form.change}
          done={words.form.save}
          busy={change.isPending}
          failure={change.error}
          lineHours={lineHours}
          onSend={(settings) => change.mutate({ params, body: { ...settings, version: queue.version } })}
          onLeave={leave}
        />
      ) : null}
      {doing === 'close' ? (
        <ReasonForm
          title={words.close}
          done={words.close}
          ready={words.closeReasons.split('|')}
          busy={close.isPending}
          failure={close.error}
          onDone={(why) => close.mutate({ params, body: { why } })}
          onClose={leave}
        >
          <p className="in-place-lead">{words.closeTitle}</p>
        </ReasonForm>
      ) : null}
      {doing === 'change' ? null : <Settings queue={queue} lineHours={lineHours} />}
    </div>
  );
}

function ClosedNote({ queue: { closedAt, waiting, talking } }: { readonly queue: ManagedQueue }): ReactNode {
  const words = useWords(queueWords);
  const lang = useLang();
  if (closedAt === null) return null;
  return (
    <p className="strong">
      {words.closedSince(dayWords(lang, closedAt))} {waiting + talking > 0 ? words.stillIn(waiting, talking) : ''}
    </p>
  );
}

function Settings({ queue, lineHours }: Omit<QueueDetailProps, 'onClose'>): ReactNode {
  const words = useWords(queueWords);
  const { channels } = useWords(contactWords);
  const say = useSay();
  const hours =
    queue.reading === null ? `${words.asLine}${lineHours === null ? '' : ` · ${lineHours}`}` : say(queue.reading);
  const rows: readonly Fact[] = [
    [words.channels, queue.channels.map((channel) => channels[channel]).join(' · ')],
    [
      words.priority[queue.kind],
      queue.priority.length === 0 ? (
        words.noPriority
      ) : (
        <ol className="priority-shown">
          {queue.priority.map((group) => (
            <li key={group}>{say(groupWords(group))}</li>
          ))}
        </ol>
      ),
    ],
    [words.hours, hours],
    [words.talkMinutes, words.minutes(queue.talkMinutes)],
    [words.offerSeconds, words.seconds(queue.offerSeconds)],
    [words.keptMinutes, words.minutes(queue.keptMinutes)],
    [words.wishMinutes, words.minutes(queue.wishMinutes)],
    [words.oneTime, queue.oneTime ? words.yes : words.no],
    [words.contactsInPrinciple, words.times3(queue.contactsInPrinciple)],
  ];
  return (
    <section aria-labelledby="queue-settings">
      <h3 id="queue-settings">{words.setTo}</h3>
      <FactList facts={rows} className="settings-list" />
    </section>
  );
}
