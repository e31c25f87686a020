// The counsellor's desk: who I hold and who waits on the left, the conversation in the middle, what belongs to it on the
// right. Everything important is here and nothing of it in a window over it.
import { type ReactNode, useEffect, useState } from 'react';
import type { DeskContact, DeskState } from '../../../server/modules/contact/desk/state/contract.ts';
import { Waiting } from '../../kit/Answered.tsx';
import { kitWords } from '../../kit/common-words.ts';
import { LampMark } from '../../kit/Marks.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { useSession } from '../../kit/session.ts';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import '../../chat/chat.css';
import '../contact.css';
import './desk.css';
import { BeginDuty } from './BeginDuty.tsx';
import { Beside } from './Beside.tsx';
import { Conversation } from './Conversation.tsx';
import { desk, deskLink, opened } from './desk-store.ts';
import { keepDeskOpen } from './DeskWatch.tsx';
import { MyContacts } from './MyContacts.tsx';
import { MyPresence } from './MyPresence.tsx';
import { Offers } from './Offers.tsx';
import { FollowUpsSoon, Queue } from './Queue.tsx';
import { type Narrow, useAltKeys } from './use-alt-keys.ts';
import { deskWords } from './words.ts';

export default function DeskScreen(): ReactNode {
  const words = useWords(deskWords);
  const { brand } = useWords(kitWords);
  const state = useWatched(desk);
  const link = useWatched(deskLink);
  useEffect(() => keepDeskOpen(), []);
  useEffect(() => {
    document.title = `${words.title} · ${brand}`;
  }, [words.title, brand]);
  return (
    <div className="counsel">
      <h1 className="unseen">{words.title}</h1>
      {link === 'lost' && state !== null ? (
        <p className="link-lost" role="status">
          {words.lost}
        </p>
      ) : null}
      {state === null && link === 'refused' ? <p className="link-lost">{words.refused}</p> : null}
      {state === null && link !== 'refused' ? <Waiting /> : null}
      {state === null ? null : <Laid state={state} />}
    </div>
  );
}

/** From this width on two conversations stand beside each other. */
const wideEnough = matchMedia('(min-width: 1500px)');

function Laid({ state }: { readonly state: DeskState }): ReactNode {
  const { first, second } = useWatched(opened);
  const [narrow, setNarrow] = useState<Narrow>('list');
  const wide = useMatch(wideEnough);
  const contact = state.contacts.find(({ id }) => id === first);
  const other = wide ? state.contacts.find(({ id }) => id === second) : undefined;
  useAltKeys(state, { wide, onShow: setNarrow });
  const shown = contact === undefined ? 'list' : narrow;
  return (
    <>
      <Panes
        name="desk"
        share={25}
        besideShare={28}
        narrow={shown}
        list={<Left state={state} wide={wide} onOpen={() => setNarrow('opened')} />}
        opened={
          contact === undefined ? (
            <Nothing state={state} />
          ) : (
            <div className="talks" data-two={other !== undefined}>
              <Conversation key={contact.id} contact={contact} />
              {other === undefined ? null : <Conversation key={other.id} contact={other} beside />}
            </div>
          )
        }
        beside={contact === undefined ? <NothingBeside /> : <Beside key={contact.id} contact={contact} />}
      />
      {contact === undefined ? null : <NarrowBar contact={contact} shown={shown} onShow={setNarrow} />}
    </>
  );
}

function useMatch(query: MediaQueryList): boolean {
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const look = (): void => setMatches(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return matches;
}

type LeftProps = { readonly state: DeskState; readonly wide: boolean; readonly onOpen: () => void };

function Left({ state, wide, onOpen }: LeftProps): ReactNode {
  const off = state.me.presence === 'off';
  const { may } = useSession();
  return (
    <div className="desk-left">
      {off && may('contact.answer') ? <BeginDuty /> : null}
      {off ? null : <MyPresence state={state} />}
      <Offers offers={state.offers} onTaken={onOpen} />
      {off && may('contact.answer') && state.contacts.length === 0 ? null : (
        <MyContacts state={state} wide={wide} onOpen={onOpen} />
      )}
      <FollowUpsSoon state={state} />
      {off ? null : <Queue state={state} />}
    </div>
  );
}

function Nothing({ state }: { readonly state: DeskState }): ReactNode {
  const { nothing: words } = useWords(deskWords);
  const { may } = useSession();
  const off = state.me.presence === 'off';
  const why = !off ? words.why : may('contact.answer') ? words.off : words.supporting;
  return (
    <div className="talk-nothing" data-off={off}>
      <LampMark size={56} />
      <p className="strong">{words.title}</p>
      <p>{why}</p>
      <p className="quiet only-wide">{words.keys}</p>
    </div>
  );
}

function NothingBeside(): ReactNode {
  const { nothing: words } = useWords(deskWords);
  return <p className="beside-nothing quiet">{words.beside}</p>;
}

type NarrowBarProps = {
  readonly contact: DeskContact;
  readonly shown: Narrow;
  readonly onShow: (narrow: Narrow) => void;
};

/** On a phone one pane is shown at a time. */
function NarrowBar({ contact, shown, onShow }: NarrowBarProps): ReactNode {
  const { narrow: words } = useWords(deskWords);
  const names = useWords(contactWords);
  const panes = [
    ['list', words.list],
    ['opened', names.short(contact.number)],
    ['beside', words.beside],
  ] as const;
  return (
    <nav className="narrow-bar" aria-label={words.list}>
      {panes.map(([pane, name]) => (
        <button key={pane} type="button" aria-current={shown === pane} onClick={() => onShow(pane)}>
          {name}
        </button>
      ))}
    </nav>
  );
}
