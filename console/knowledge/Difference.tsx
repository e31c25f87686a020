// What a version changes, shown in the text itself: taken out is struck through, put in is underlined, and both say so to
// those who listen.
import type { ReactNode } from 'react';
import { namedPieces } from '../kit/named-pieces.ts';
import { useWords } from '../kit/words.ts';
import { differenceOf } from './view.ts';
import { knowledgeWords } from './words.ts';

type DifferenceProps = { readonly before: string; readonly after: string };

export function Difference({ before, after }: DifferenceProps): ReactNode {
  const words = useWords(knowledgeWords);
  return (
    <p className="as-written difference">
      {namedPieces(differenceOf(before, after), ({ kind, text }) => `${kind} ${text}`).map(({ key, piece }) => {
        const { kind, text } = piece;
        if (kind === 'same') return <span key={key}>{text}</span>;
        return kind === 'added' ? (
          <ins key={key} aria-label={words.added}>
            {text}
          </ins>
        ) : (
          <del key={key} aria-label={words.removed}>
            {text}
          </del>
        );
      })}
    </p>
  );
}
