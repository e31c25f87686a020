// Events that lines are bound to, and declaring one over with what follows shown first.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type CuratedEvent, listEvents } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './events.css';
import { AddEvent } from './AddEvent.tsx';
import { DeclareOver } from './DeclareOver.tsx';
import { EventLines } from './EventLines.tsx';
import { eventWords } from './words.ts';

export default function EventsScreen(): ReactNode {
  const words = useWords(eventWords);
  const { organisation, may } = useSession();
  const [adding, setAdding] = useState(false);
  const listed = useAnswer(listEvents, {});
  const top = may('directory.curate') && organisation.parent === null;
  return (
    <div className="events">
      <PageHeader
        title={words.title}
        about={top ? words.about : `${words.about} ${words.topOnly}`}
        actions={top && !adding ? <Button onClick={() => setAdding(true)}>{words.add}</Button> : null}
      />
      {adding ? <AddEvent onClose={() => setAdding(false)} /> : null}
      <Answered of={listed}>
        {({ events }) =>
          events.length === 0 ? (
            <EmptyState title={words.empty} why={words.emptyWhy} />
          ) : (
            <ul className="rows">
              {events.map((event) => (
                <EventRow key={event.id} event={event} />
              ))}
            </ul>
          )
        }
      </Answered>
    </div>
  );
}

function EventRow({ event }: { readonly event: CuratedEvent }): ReactNode {
  const words = useWords(eventWords);
  const lang = useLang();
  const say = useSay();
  const [open, setOpen] = useState<'lines' | 'over' | null>(null);
  const { begins, ends, lines, inService, source, mayDeclare } = event;
  const from = dayWords(lang, begins);
  return (
    <li className="event">
      <div>
        <h2>{say(event)}</h2>
        <p>{ends === null ? words.going(from) : words.over(from, dayWords(lang, ends))}</p>
        <p className="quiet">{words.lines(lines, inService)}</p>
        {source === '' ? null : <small className="quiet">{words.source(source)}</small>}
      </div>
      <div className="row-actions">
        {lines === 0 ? null : (
          <Button
            size="small"
            aria-expanded={open === 'lines'}
            onClick={() => setOpen(open === 'lines' ? null : 'lines')}
          >
            {open === 'lines' ? words.unsee : words.see}
          </Button>
        )}
        {mayDeclare && open !== 'over' ? (
          <Button size="small" onClick={() => setOpen('over')}>
            {words.declare}
          </Button>
        ) : null}
      </div>
      {open === 'lines' ? <EventLines event={event.id} on={undefined} /> : null}
      {open === 'over' ? <DeclareOver event={event} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}
