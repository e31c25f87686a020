// What a text of hours was understood as, while it is typed: in words, what was not read, and the coming week.
import { type ReactNode, useEffect, useState } from 'react';
import { previewHours } from '../../../server/modules/directory/curation/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { namedPieces } from '../../kit/named-pieces.ts';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import { WeekPicture } from './WeekPicture.tsx';
import { marked } from './week-view.ts';
import { lineWords } from './words.ts';

type HoursReadingProps = { readonly text: string };

export function HoursReading({ text }: HoursReadingProps): ReactNode {
  const { hours: words } = useWords(lineWords);
  const lang = useLang();
  const settled = useSettled(text.trim());
  const read = useAnswer(previewHours, { body: { text: settled } }, { when: settled !== '', keepLast: true });
  if (text.trim() === '') return <p className="hours-reading quiet">{words.none}</p>;
  if (read.error !== null) return <FailureNote failure={read.error} onAgain={() => void read.refetch()} />;
  const { data } = read;
  if (data === undefined) return <p className="hours-reading quiet">{words.reading}</p>;
  return (
    <div className="hours-reading" aria-live="polite">
      {data.understood ? (
        <p>
          <span className="quiet">{words.understood}</span> <strong>{lang === 'zh' ? data.zh : data.en}</strong>
        </p>
      ) : (
        <>
          <p>{words.not}</p>
          {data.unread.length === 0 ? null : (
            <p>
              <span className="quiet">{words.partly}</span>{' '}
              <span className="as-written">
                {namedPieces(marked(data.text, data.unread), ({ text: own }) => own).map(({ key, piece }) =>
                  piece.unread ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>,
                )}
              </span>
            </p>
          )}
        </>
      )}
      {namedPieces(data.parts, (part) => JSON.stringify(part)).map(({ key, piece }) => (
        <WeekPicture key={key} part={piece} />
      ))}
    </div>
  );
}

/** The text once nobody has typed for a quarter of a second. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
