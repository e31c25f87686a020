// Who waits in the queues that I answer, and why each stands where they stand (S3-88).
import type { ReactNode } from 'react';
import type { DeskState, DeskWaiting } from '../../../server/modules/contact/desk/state/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { durationWords, timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { contactWords } from '../words.ts';
import { RiskMark } from './RiskMark.tsx';
import { aheadOf, byQueue } from './view.ts';
import { deskWords } from './words.ts';

export function Queue({ state }: { readonly state: DeskState }): ReactNode {
  const { queue: words } = useWords(deskWords);
  const more = state.waitingCount - state.waiting.length;
  return (
    <section className="queue" aria-labelledby="queue">
      <h2 id="queue">
        {words.label} <span className="count">{state.waitingCount}</span>
      </h2>
      {state.waiting.length === 0 ? <p className="quiet pane-empty">{words.none}</p> : null}
      {byQueue(state.waiting).map((waiting) => (
        <div key={waiting[0]?.queue.id}>
          <h3 className="quiet">{waiting[0]?.queue.name}</h3>
          <ol className="waiting-rows">
            {waiting.map((one) => (
              <Row key={one.contact} one={one} />
            ))}
          </ol>
        </div>
      ))}
      {more > 0 ? <p className="quiet">{words.more(more)}</p> : null}
    </section>
  );
}

function Row({ one }: { readonly one: DeskWaiting }): ReactNode {
  const { queue: words } = useWords(deskWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const now = useServerNow(10);
  const why = aheadOf(one).map(({ ground, count }) => words.ahead[ground](count));
  return (
    <li className="waiting-row" data-away={one.steppedAway}>
      <span className="waiting-place">{one.position}</span>
      <span className="waiting-lead">
        <span>{names.short(one.number)}</span>
        <RiskMark risk={one.risk} />
        {one.priority === null ? null : <span className="tag">{one.priority}</span>}
        {one.wishesMe ? <span className="tag">{words.mine}</span> : null}
        {one.steppedAway ? <small className="quiet">{words.stepped}</small> : null}
      </span>
      <span className="waiting-time">{durationWords(lang, (now - Date.parse(one.waitingSince)) / 1000)}</span>
      <small className="waiting-why">{why.length === 0 ? words.next : `${words.before}${why.join(names.list)}`}</small>
    </li>
  );
}

export function FollowUpsSoon({ state }: { readonly state: DeskState }): ReactNode {
  const { followUps: words } = useWords(deskWords);
  const names = useWords(contactWords);
  const lang = useLang();
  if (state.followUps.length === 0) return null;
  return (
    <section className="soon" aria-labelledby="follow-ups">
      <h2 id="follow-ups">{words.label}</h2>
      <ul className="plain-list">
        {state.followUps.map(({ contact, number, at }) => (
          <li key={`${contact} ${at}`}>
            <strong>{timeWords(lang, at)}</strong> {names.number(number)}
          </li>
        ))}
      </ul>
    </section>
  );
}
