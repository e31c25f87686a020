// Who is on duty, the free ones first, with what they hold. A supervisor comes into any conversation from here.
import { type ReactNode, useState } from 'react';
import type { Board, BoardCounsellor, BoardHeld } from '../../../server/modules/contact/wallboard/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { durationWords, timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { RiskMark } from '../desk/RiskMark.tsx';
import { useServerNow } from '../live/server-clock.ts';
import { contactWords } from '../words.ts';
import { ComeIn } from './Wishes.tsx';
import { wallboardWords } from './words.ts';

export function BoardStaff({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  return (
    <section className="board-staff" aria-labelledby="board-staff">
      <h2 id="board-staff">
        {words.staff} <span className="count">{board.staff.length}</span>
      </h2>
      {board.staff.length === 0 ? <p className="quiet">{words.nobody}</p> : null}
      <ul className="plain-list">
        {board.staff.map((one) => (
          <Counsellor key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Counsellor({ one }: { readonly one: BoardCounsellor }): ReactNode {
  const words = useWords(wallboardWords);
  const lang = useLang();
  const active = one.holds.filter(({ status }) => status === 'active').length;
  const small = [
    one.gone ? words.gone : '',
    one.restUntil === null ? '' : words.until(timeWords(lang, one.restUntil)),
    one.crisisCompetence ? words.crisis : '',
    words.taken(one.taken),
  ];
  return (
    <li className="counsellor" data-state={one.state}>
      <div className="counsellor-row">
        <i className="state-lamp" aria-hidden="true" />
        <strong>{one.name}</strong>
        <span className="counsellor-state">{words.states[one.state]}</span>
        <span className="counsellor-held">{words.of(active, one.capacity.chats)}</span>
        <small className="quiet">{small.filter(Boolean).join(' · ')}</small>
      </div>
      {one.holds.length === 0 ? null : (
        <ul className="plain-list held">
          {one.holds.map((held) => (
            <Held key={held.contact} held={held} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Held({ held }: { readonly held: BoardHeld }): ReactNode {
  const words = useWords(wallboardWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const now = useServerNow(10);
  const { me, may } = useSession();
  const [open, setOpen] = useState(false);
  const there = held.supporters.some(({ id }) => id === me.person.id);
  const mayCome = held.status === 'active' && !there && may('contact.supervise');
  const said = (
    <>
      <span>{names.short(held.number)}</span>
      <span className="quiet">
        {words.held[held.status]} {durationWords(lang, (now - Date.parse(held.since)) / 1000)}
      </span>
      <RiskMark risk={held.risk} />
      {held.supporters.length === 0 ? null : (
        <span className="quiet">{words.supported(held.supporters.map(({ name }) => name).join(names.list))}</span>
      )}
    </>
  );
  return (
    <li>
      {mayCome ? (
        <button type="button" className="held-open" aria-expanded={open} onClick={() => setOpen((now) => !now)}>
          {said}
        </button>
      ) : (
        <span className="held-open">{said}</span>
      )}
      {open && mayCome ? <ComeIn contact={held.contact} small /> : null}
    </li>
  );
}
