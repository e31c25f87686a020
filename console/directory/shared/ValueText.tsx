// A fact in words on the screen, one line each.
import type { ReactNode } from 'react';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import { valueLines } from './values.ts';
import { directoryWords } from './words.ts';

type ValueTextProps = { readonly field: string; readonly value: unknown; readonly none?: string };

export function ValueText({ field, value, none }: ValueTextProps): ReactNode {
  const lang = useLang();
  const words = useWords(directoryWords);
  const lines = valueLines(field, value, lang);
  if (lines.length === 0) return <span className="quiet">{none ?? words.none}</span>;
  if (lines.length === 1) return <span className="as-written">{lines[0]}</span>;
  return (
    <ul className="value-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
