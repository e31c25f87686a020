// The contacts that I hold or support, oldest first so that their places, and the keys for them, stay the same.
import type { ReactNode } from 'react';
import type { DeskContact, DeskState } from '../../../server/modules/contact/desk/state/contract.ts';
import { drafts } from '../../chat/talks.ts';
import { useSession } from '../../kit/session.ts';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { contactWords } from '../words.ts';
import { openBeside, openContact, opened } from './desk-store.ts';
import { RiskMark } from './RiskMark.tsx';
import { talkTime } from './view.ts';
import { deskWords } from './words.ts';

type MyContactsProps = { readonly state: DeskState; readonly wide: boolean; readonly onOpen: () => void };

export function MyContacts({ state, wide, onOpen }: MyContactsProps): ReactNode {
  const { contacts: words } = useWords(deskWords);
  const open = useWatched(opened);
  const { may } = useSession();
  const off = state.me.presence === 'off';
  return (
    <section className="my-contacts" aria-labelledby="my-contacts">
      <h2 id="my-contacts">{words.label}</h2>
      {state.contacts.length === 0 ? (
        <div className="pane-empty">
          <p>{off ? (may('contact.answer') ? words.noneOff : words.noneSupporting) : words.none}</p>
          {off ? null : <p className="quiet">{words.noneWhy}</p>}
        </div>
      ) : (
        <ol className="contact-rows">
          {state.contacts.map((contact, at) => (
            <ContactRow
              key={contact.id}
              contact={contact}
              nth={at + 1}
              place={contact.id === open.first ? 'first' : contact.id === open.second ? 'second' : null}
              wide={wide && state.contacts.length > 1}
              onOpen={onOpen}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

type ContactRowProps = {
  readonly contact: DeskContact;
  readonly nth: number;
  readonly place: 'first' | 'second' | null;
  readonly wide: boolean;
  readonly onOpen: () => void;
};

function ContactRow({ contact, nth, place, wide, onOpen }: ContactRowProps): ReactNode {
  const { contacts: words } = useWords(deskWords);
  const names = useWords(contactWords);
  const draft = (useWatched(drafts).get(contact.id) ?? '') !== '';
  const { id, number, line, unread, risk, alarm, status } = contact;
  const open = (): void => {
    openContact(id);
    onOpen();
  };
  const beside = (): void => {
    openBeside(place === 'second' ? null : id);
  };
  return (
    <li className="contact-row" data-open={place !== null} data-place={place} data-unread={unread > 0}>
      <button type="button" className="contact-open" aria-current={place === 'first'} onClick={open}>
        <span className="contact-here" data-here={contact.person.here && status === 'active'} aria-hidden="true" />
        <span className="contact-lead">
          <strong>{names.number(number)}</strong>
          {alarm === null ? <RiskMark risk={risk} /> : <DangerTold />}
          {unread === 0 ? null : (
            <b className="unread" aria-label={words.unread(unread)}>
              {unread}
            </b>
          )}
        </span>
        <span className="contact-under">
          <span className="clip">{line.name}</span>
          <TalkLength contact={contact} />
        </span>
        <State contact={contact} draft={draft} />
        {nth <= 6 ? <kbd aria-hidden="true">Alt {nth}</kbd> : null}
      </button>
      {wide && place !== 'first' ? (
        <button
          type="button"
          className="bare contact-beside"
          aria-label={place === 'second' ? words.alone : words.beside}
          title={place === 'second' ? words.alone : words.beside}
          onClick={beside}
        >
          <svg className="mark" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
            <path d={place === 'second' ? 'M3.5 4.5h13v11h-13z' : 'M3.5 4.5h13v11h-13zM10 4.5v11'} />
          </svg>
        </button>
      ) : null}
    </li>
  );
}

function TalkLength({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { contacts: words } = useWords(deskWords);
  const time = talkTime(contact, useServerNow(10));
  if (time === null || contact.status !== 'active') return null;
  return <span data-time={time.state}>{words.talked(time.minutes)}</span>;
}

function DangerTold(): ReactNode {
  const { contacts: words } = useWords(deskWords);
  return (
    <span className="risk-mark" data-risk="danger">
      {words.danger}
    </span>
  );
}

/** One small line only where there is something to say. */
function State({ contact, draft }: { readonly contact: DeskContact; readonly draft: boolean }): ReactNode {
  const { contacts: words } = useWords(deskWords);
  const { modes } = useWords(contactWords);
  const { role, mode, counsellor, status, person, remindedAt } = contact;
  if (role === 'supporter')
    return <small className="contact-state">{words.supporting(counsellor?.name ?? '', modes[mode ?? 'open'])}</small>;
  if (status === 'wrapping')
    return <small className="contact-state strong">{remindedAt === null ? words.wrapping : words.reminded}</small>;
  if (person.typing) return <small className="contact-state teal">{words.typing}</small>;
  if (!person.here) return <small className="contact-state">{words.away}</small>;
  return draft ? <small className="contact-state">{words.draft}</small> : null;
}
