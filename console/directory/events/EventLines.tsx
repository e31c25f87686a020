// The lines that hang on an event, and how they stand before and after its last day.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { previewEventOver } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { directoryWords } from '../shared/words.ts';
import { endingOf } from './view.ts';
import { eventWords } from './words.ts';

type EventLinesProps = {
  readonly event: string;
  /** The last day that is being considered; undefined: as it stands. */
  readonly on: string | undefined;
};

export function EventLines({ event, on }: EventLinesProps): ReactNode {
  const words = useWords(eventWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const query = on === undefined ? {} : { on };
  const preview = useAnswer(previewEventOver, { params: { id: event }, query }, { keepLast: true });
  return (
    <div className="event-lines" aria-live="polite">
      <Answered of={preview}>
        {({ lines }) => {
          const { ending, others } = endingOf(lines);
          const listed = on === undefined ? lines : ending;
          return (
            <>
              {on === undefined ? null : (
                <p>
                  <strong>
                    {ending.length === 0 ? words.previewNone : words.preview(ending.length, dayWords(lang, on))}
                  </strong>{' '}
                  {others.length === 0 ? null : <span className="quiet">{words.unchanged(others.length)}</span>}
                </p>
              )}
              <ul className="event-line-list">
                {listed.map((line) => (
                  <li key={line.id}>
                    <Link href={`/directory/lines/${line.id}`}>{line.name}</Link>
                    <small className="quiet">
                      {' '}
                      {line.region ?? common.nationwide} · {common.service[line.today]}
                    </small>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answered>
    </div>
  );
}
