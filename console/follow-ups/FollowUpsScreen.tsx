// Meetings agreed for later: one's own, and for whoever chases, those of everybody that nobody has accounted for.
import { type ReactNode, useState } from 'react';
import {
  type FollowUp,
  listMissedFollowUps,
  listMyFollowUps,
} from '../../server/modules/contact/follow-ups/contract.ts';
import { contactWords } from '../contact/words.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer } from '../kit/answers.ts';
import { Chips } from '../kit/Chips.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { PageHeader } from '../kit/PageHeader.tsx';
import { useLang } from '../kit/preferences.ts';
import { useSession } from '../kit/session.ts';
import { distanceWords, momentWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import './follow-ups.css';
import { SaveCalendar } from './SaveCalendar.tsx';
import { FollowUpDeeds, type Told, ToldNote } from './FollowUpDeeds.tsx';
import { followUpWords } from './words.ts';

type Tab = 'to-come' | 'missed' | 'past' | 'everybody';

export default function FollowUpsScreen(): ReactNode {
  const words = useWords(followUpWords);
  const { may } = useSession();
  const own = may('contact.talk');
  const chases = may('contact.chase');
  const tabs: readonly Tab[] = [
    ...(own ? (['to-come', 'missed', 'past'] as const) : []),
    ...(chases ? (['everybody'] as const) : []),
  ];
  const [tab, setTab] = useState<Tab>(own ? 'to-come' : 'everybody');
  const mine = useAnswer(
    listMyFollowUps,
    { query: { which: tab === 'everybody' ? 'missed' : tab } },
    { when: own && tab !== 'everybody', everySeconds: 60, keepLast: true },
  );
  const missed = useAnswer(listMissedFollowUps, {}, { when: chases && tab === 'everybody', everySeconds: 60 });
  return (
    <div className="follow-ups">
      <PageHeader title={words.title} about={words.about} actions={own ? <SaveCalendar /> : null} />
      {tabs.length < 2 ? null : (
        <Chips
          label={words.which}
          chosen={tab}
          choices={tabs.map((key) => ({ key, name: words.tabs[key] }))}
          onChoose={setTab}
        />
      )}
      <Answered of={tab === 'everybody' ? missed : mine}>
        {({ followUps }) =>
          followUps.length === 0 ? (
            <EmptyState title={words.empty[tab]} why={words.emptyWhy[tab]} />
          ) : (
            <ul className="rows">
              {followUps.map((one) => (
                <FollowUpRow key={one.id} one={one} mine={tab !== 'everybody'} />
              ))}
            </ul>
          )
        }
      </Answered>
    </div>
  );
}

function FollowUpRow({ one, mine }: { readonly one: FollowUp; readonly mine: boolean }): ReactNode {
  const words = useWords(followUpWords);
  const { channels } = useWords(contactWords);
  const lang = useLang();
  const [told, setTold] = useState<Told | null>(null);
  return (
    <li>
      <div className="row-text">
        <strong className="figure-words">{momentWords(lang, one.at)}</strong>
        <small className="quiet block">{distanceWords(lang, one.at)}</small>
      </div>
      <div className="row-text">
        {words.number(one.number)} · {channels[one.channel]}
        <small className="quiet block">{one.line.name}</small>
        <small className="quiet block">{mine ? words.ordinal(one.ordinal) : words.with(one.counsellor.name)}</small>
        {one.reason === null ? null : <small className="quiet block">{words.reason(one.reason)}</small>}
      </div>
      <div className="row-text">
        <strong>{words.states[one.state]}</strong>
        {one.chase ? <small className="block">{words.chase}</small> : null}
        {one.settled === null ? null : <small className="quiet block">{one.settled}</small>}
      </div>
      {mine ? <FollowUpDeeds one={one} onTold={setTold} /> : null}
      {told === null ? null : <ToldNote told={told} />}
    </li>
  );
}
