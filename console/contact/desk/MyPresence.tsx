// How I am, always in sight at the top of the list: available or not, how much more I can take, a pause that ends by
// itself. The lamp is lit only while somebody is there.
import { type ReactNode, useState } from 'react';
import type { OpenPresence } from '../../../server/modules/contact/contract.ts';
import { setPresence } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskState } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { heard } from '../live/sounds.ts';
import { contactWords } from '../words.ts';
import { freePlaces } from './view.ts';
import { deskWords } from './words.ts';

const presences: readonly OpenPresence[] = ['available', 'busy', 'away', 'break'];
const rests = [5, 10, 15, 30] as const;

export function MyPresence({ state }: { readonly state: DeskState }): ReactNode {
  const { me: words } = useWords(deskWords);
  const { presences: names } = useWords(contactWords);
  const { presence, missed, restUntil, taken } = state.me;
  const [resting, setResting] = useState(false);
  const change = useChange(setPresence, { touches: [], onDone: () => setResting(false) });
  const held = state.contacts.some(({ role, status }) => role === 'counsellor' && status === 'active');
  const [endTried, setEndTried] = useState(false);
  const choose = (next: OpenPresence): void => {
    setEndTried(false);
    if (next === 'break') setResting(true);
    else change.mutate({ body: { presence: next } });
  };
  const end = (): void => (held ? setEndTried(true) : change.mutate({ body: { presence: 'off' } }));
  return (
    <section className="my-presence" aria-label={words.label} data-presence={presence}>
      <div className="presence-row" role="group" aria-label={words.label}>
        {presences.map((one) => (
          <button
            key={one}
            type="button"
            className="presence"
            data-of={one}
            aria-pressed={presence === one}
            onClick={() => choose(one)}
          >
            <i aria-hidden="true" />
            {names[one]}
          </button>
        ))}
      </div>
      {resting ? (
        <div className="rest-row" role="group" aria-label={words.restFor}>
          <span className="quiet">{words.restFor}</span>
          {rests.map((minutes) => (
            <button
              key={minutes}
              type="button"
              className="chip"
              onClick={() => change.mutate({ body: { presence: 'break', restMinutes: minutes } })}
            >
              {words.minutes(minutes)}
            </button>
          ))}
          <button type="button" className="chip" onClick={() => change.mutate({ body: { presence: 'break' } })}>
            {words.noEnd}
          </button>
        </div>
      ) : null}
      <p className="presence-facts">
        {presence === 'available' ? <span>{words.free(freePlaces(state))}</span> : null}
        <span>{words.taken(taken)}</span>
        <button type="button" className="bare" onClick={end}>
          {words.end}
        </button>
        <SoundSwitch />
        <NotifySwitch />
      </p>
      {restUntil === null || presence !== 'break' ? null : <Rest until={restUntil} />}
      {missed ? <p className="presence-told">{words.missed}</p> : null}
      {endTried && held ? <p className="presence-told">{words.endHeld}</p> : null}
      {change.error === null ? null : <FailureNote failure={change.error} />}
    </section>
  );
}

function Rest({ until }: { readonly until: string }): ReactNode {
  const { me: words } = useWords(deskWords);
  const minutes = Math.ceil((Date.parse(until) - useServerNow(5)) / 60_000);
  return <p className="presence-told">{minutes >= 1 ? words.rest(minutes) : words.restLast}</p>;
}

function SoundSwitch(): ReactNode {
  const { me: words } = useWords(deskWords);
  const on = useWatched(heard) === 'on';
  return (
    <button
      type="button"
      className="bare sound-switch"
      aria-pressed={on}
      aria-label={words.sound}
      title={on ? words.soundOn : words.soundOff}
      onClick={() => heard.set(on ? 'off' : 'on')}
    >
      <svg className="mark" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <path d="M3.5 8v4h2.6L10 15.5v-11L6.1 8z" />
        <path d={on ? 'M12.8 7.2a4 4 0 0 1 0 5.6M15 5a7 7 0 0 1 0 10' : 'M13 8l4 4M17 8l-4 4'} />
      </svg>
    </button>
  );
}

/** Asked only by hand: browsers refuse for good what was refused once. */
function NotifySwitch(): ReactNode {
  const { me: words } = useWords(deskWords);
  const known = typeof Notification === 'undefined' ? 'denied' : Notification.permission;
  const [permission, setPermission] = useState(known);
  if (permission !== 'default') return null;
  return (
    <button
      type="button"
      className="bare"
      onClick={() => void Notification.requestPermission().then((given) => setPermission(given))}
    >
      {words.notify}
    </button>
  );
}
