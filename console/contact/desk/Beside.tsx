// What belongs to a conversation: its time, who the person is, the tools, and danger always in reach. After the end the
// wrap-up takes the place of the tools.
import { type ReactNode, useId } from 'react';
import type { DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { talkOf } from '../../chat/talks.ts';
import { useWatched, watched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { Danger } from './Danger.tsx';
import { FlowNotes } from './FlowNotes.tsx';
import { HandOver } from './HandOver.tsx';
import { PersonSummary } from './PersonSummary.tsx';
import { Resources } from './Resources.tsx';
import { Supporting } from './Supporting.tsx';
import { Timer } from './Timer.tsx';
import { deskWords } from './words.ts';
import { WrapUp } from './WrapUp.tsx';

const tabs = ['flow', 'resources', 'hand'] as const;
export type Tab = (typeof tabs)[number];

/** Which tool is open; the same for all conversations, so that the hand finds it. */
export const openTab = watched<Tab>('flow');

export function Beside({ contact }: { readonly contact: DeskContact }): ReactNode {
  const talk = useWatched(talkOf(contact.id));
  const own = contact.role === 'counsellor';
  const introduction = talk.lines.find(({ introduction }) => introduction !== null)?.introduction ?? null;
  return (
    <div className="beside" data-status={contact.status}>
      <Timer contact={contact} />
      {own ? null : <Supporting contact={contact} />}
      {own && contact.status === 'wrapping' ? <WrapUp contact={contact} /> : null}
      <PersonSummary contact={contact} introduction={introduction} />
      {own ? <Tools contact={contact} /> : null}
      {own ? <Danger contact={contact} /> : null}
    </div>
  );
}

function Tools({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { tabs: words } = useWords(deskWords);
  const active = contact.status === 'active';
  const wanted = useWatched(openTab);
  const tab = active ? wanted : 'flow';
  const id = useId();
  const shown = active ? tabs : (['flow'] as const);
  return (
    <section className="tools">
      {active ? (
        <div className="tabs" role="tablist" aria-label={words.label}>
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`${id}-${one}`}
              aria-selected={one === tab}
              aria-controls={`${id}-panel`}
              tabIndex={one === tab ? 0 : -1}
              onClick={() => openTab.set(one)}
              onKeyDown={({ key }) => {
                const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[key];
                if (step === undefined) return;
                const next = tabs[(tabs.indexOf(one) + step) % tabs.length] ?? 'flow';
                openTab.set(next);
                document.querySelector<HTMLElement>(`[role=tab][id$="-${next}"]`)?.focus();
              }}
            >
              {words[one]}
            </button>
          ))}
        </div>
      ) : null}
      <div {...(active ? { role: 'tabpanel', id: `${id}-panel`, 'aria-labelledby': `${id}-${tab}` } : {})}>
        {tab === 'flow' ? <FlowNotes contact={contact.id} /> : null}
        {tab === 'resources' ? <Resources contact={contact} /> : null}
        {tab === 'hand' ? <HandOver contact={contact} /> : null}
      </div>
    </section>
  );
}
