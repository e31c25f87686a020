// One conversation: who and where, the words, and the box. Whoever supports silently reads and cannot write.
import type { ReactNode } from 'react';
import type { DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { Composer } from '../../chat/Composer.tsx';
import { Messages } from '../../chat/Messages.tsx';
import { talkOf, tellRead } from '../../chat/talks.ts';
import { chatWords } from '../../chat/words.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { useSession } from '../../kit/session.ts';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { openBeside } from './desk-store.ts';
import { helpWords } from './help-words.ts';
import { RiskMark } from './RiskMark.tsx';
import { deskWords } from './words.ts';

type ConversationProps = {
  readonly contact: DeskContact;
  /** The second of two beside each other. */
  readonly beside?: boolean;
};

export function Conversation({ contact, beside = false }: ConversationProps): ReactNode {
  const talk = useWatched(talkOf(contact.id));
  const { me } = useSession();
  const words = useWords(chatWords);
  const lang = talk.lines.find(({ introduction }) => introduction !== null)?.introduction?.lang ?? 'zh';
  const { id, status, mode, role, person } = contact;
  return (
    <section className="conversation" aria-label={words.conversation(contact.number)} data-contact={id}>
      <Head contact={contact} beside={beside} />
      <Messages
        contact={id}
        label={words.conversation(contact.number)}
        talk={talk}
        me={me.person.id}
        seen={person.seen}
        typing={person.typing && status === 'active'}
        onRead={(position) => tellRead(id, position)}
      />
      {status !== 'active' ? <p className="composer-closed">{words.over}</p> : null}
      {status === 'active' && role === 'supporter' && mode === 'silent' ? (
        <p className="composer-closed">{words.silent}</p>
      ) : null}
      {status === 'active' && mode !== 'silent' ? <Composer contact={id} lang={lang} first={!beside} /> : null}
    </section>
  );
}

function Head({ contact, beside }: { readonly contact: DeskContact; readonly beside: boolean }): ReactNode {
  const { contacts: words } = useWords(deskWords);
  const { hand } = useWords(helpWords);
  const names = useWords(contactWords);
  const { number, line, queue, risk, channel, person, status, role, counsellor, supporters } = contact;
  const presence = status !== 'active' ? names.statuses[status] : person.here ? words.here : words.away;
  return (
    <header className="talk-head">
      <div>
        <h2>
          {names.number(number)} <RiskMark risk={risk} />
        </h2>
        <p className="quiet clip">
          <span className="here" data-here={person.here && status === 'active'}>
            {presence}
          </span>
          {' · '}
          {[names.channels[channel], line.name, queue?.name].filter(Boolean).join(' · ')}
        </p>
        {role === 'supporter' && counsellor !== null ? (
          <p className="talk-support">{words.supporting(counsellor.name, names.modes[contact.mode ?? 'open'])}</p>
        ) : null}
        {role === 'counsellor'
          ? supporters.map(({ id, name, mode }) => (
              <p key={id} className="talk-support">
                {hand.here(name, names.modes[mode])}
              </p>
            ))
          : null}
      </div>
      {beside ? (
        <button type="button" className="bare" aria-label={words.alone} onClick={() => openBeside(null)}>
          <CloseMark />
        </button>
      ) : null}
    </header>
  );
}
