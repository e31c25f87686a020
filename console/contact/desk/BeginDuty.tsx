// Before the first contact: which queues, how many at once. Where the duty gate says no, its words stand here instead.
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { QueueId } from '../../../server/modules/contact/contract.ts';
import { beginDuty, getDuty } from '../../../server/modules/contact/desk/contract.ts';
import type { OutputOf } from '../../kit/endpoint.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { AttentionMark } from '../../kit/Marks.tsx';
import { keep, keptText } from '../../kit/preferences.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { deskWords } from './words.ts';

type Duty = OutputOf<typeof getDuty>;

export function BeginDuty(): ReactNode {
  const { me: words } = useWords(deskWords);
  const duty = useAnswer(getDuty, {}, { anew: true });
  return (
    <section className="begin-duty" aria-label={words.beginTitle}>
      <h2>{words.off}</h2>
      <p className="quiet">{words.offWhy}</p>
      <Answered of={duty}>{(given) => (given.passed ? <Choosing duty={given} /> : <Lacking duty={given} />)}</Answered>
    </section>
  );
}

function Lacking({ duty }: { readonly duty: Duty }): ReactNode {
  const { me: words } = useWords(deskWords);
  const say = useSay();
  return (
    <div className="lacking">
      <p>
        <AttentionMark /> {words.lacking}
      </p>
      <ul>
        {duty.lacking.map((one) => (
          <li key={one.zh}>{say(one)}</li>
        ))}
      </ul>
      <Link href="/duty">{words.toDuty}</Link>
    </div>
  );
}

const lastQueues = 'desk-queues';
const lastChats = 'desk-chats';

/** What was chosen the last time on this device, as far as it is there still; all queues the first time. */
function chosenBefore({ queues }: Duty): readonly QueueId[] {
  const kept = keptText(lastQueues)?.split(' ') ?? [];
  const there = queues.filter(({ id }) => kept.includes(id));
  return (there.length === 0 ? queues : there).map(({ id }) => id);
}

function Choosing({ duty }: { readonly duty: Duty }): ReactNode {
  const { me: words } = useWords(deskWords);
  const [queues, setQueues] = useState(() => chosenBefore(duty));
  const [chats, setChats] = useState(() => Math.min(6, Math.max(1, Number(keptText(lastChats) ?? 2) || 2)));
  const [tried, setTried] = useState(false);
  const begin = useChange(beginDuty, { touches: [getDuty] });
  if (duty.queues.length === 0) return <p className="lacking">{words.noQueues}</p>;
  const send = (): void => {
    setTried(true);
    if (queues.length === 0) return;
    keep(lastQueues, queues.join(' '));
    keep(lastChats, String(chats));
    begin.mutate({ body: { queues: [...queues], capacity: { chats, voice: 0 } } });
  };
  const toggle = (id: QueueId): void =>
    setQueues((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset>
        <legend>{words.queues}</legend>
        {duty.queues.map(({ id, name, line, kind }) => (
          <Checkbox key={id} checked={queues.includes(id)} onChange={() => toggle(id)}>
            {name}
            {kind === 'dedicated' ? <span className="tag">{words.dedicated}</span> : null}
            <small className="quiet block">{line}</small>
          </Checkbox>
        ))}
        {tried && queues.length === 0 ? <p className="fault-line">{words.chooseQueue}</p> : null}
      </fieldset>
      <fieldset>
        <legend>{words.chats}</legend>
        <div className="figures-row">
          {[1, 2, 3, 4, 5, 6].map((count) => (
            <button
              key={count}
              type="button"
              className="chip"
              aria-pressed={count === chats}
              onClick={() => setChats(count)}
            >
              {count}
            </button>
          ))}
        </div>
      </fieldset>
      {begin.error === null ? null : <FailureNote failure={begin.error} typed />}
      <Button type="primary" htmlType="submit" block loading={begin.isPending}>
        {words.begin}
      </Button>
    </form>
  );
}
