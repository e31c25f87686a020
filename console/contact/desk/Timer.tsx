// How long the talk has lasted against the length it is meant to have. It reminds softly and never ends anything.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { endTalk } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { helpWords } from './help-words.ts';
import { type TalkTime, talkTime } from './view.ts';
import { deskWords } from './words.ts';

export function Timer({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { timer: words } = useWords(deskWords);
  const { end } = useWords(helpWords);
  const time = talkTime(contact, useServerNow(5));
  const [asking, setAsking] = useState(false);
  const ending = useChange(endTalk, { touches: [] });
  if (time === null) return null;
  const mine = contact.role === 'counsellor' && contact.status === 'active';
  return (
    <section className="timer" aria-label={words.label} data-time={contact.status === 'active' ? time.state : 'ended'}>
      <div className="timer-row">
        <p className="timer-figure">
          <strong>{time.minutes}</strong> {words.minutes}
        </p>
        {mine && !asking ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {end.end}
          </Button>
        ) : null}
      </div>
      <div className="timer-bar" aria-hidden="true">
        <i style={{ transform: `scaleX(${time.share.toFixed(3)})` }} />
      </div>
      <p className="timer-words">{contact.status === 'active' ? <Words time={time} /> : words.ended}</p>
      {mine && asking ? (
        <div className="ending" role="group" aria-label={end.end}>
          <p>{end.endWhy}</p>
          <Button
            size="small"
            type="primary"
            autoFocus
            loading={ending.isPending}
            onClick={() => ending.mutate({ params: { id: contact.id } })}
          >
            {end.now}
          </Button>{' '}
          <Button size="small" onClick={() => setAsking(false)}>
            {end.goOn}
          </Button>
        </div>
      ) : null}
      {ending.error === null ? null : <FailureNote failure={ending.error} />}
    </section>
  );
}

function Words({ time }: { readonly time: TalkTime }): ReactNode {
  const { timer: words } = useWords(deskWords);
  if (time.state === 'within') return words.of(time.of);
  if (time.state === 'soon') return words.soon(time.left);
  return time.left === 0 ? words.even : words.over(-time.left);
}
