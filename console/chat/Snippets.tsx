// Phrases that counsellors say often, above the box: the focus stays in the box, the arrows move the choice.
import { type ReactNode, useEffect, useRef } from 'react';
import type { DeskText } from '../../server/modules/contact/knowledge/contract.ts';
import { Choice } from '../kit/Choice.tsx';
import { useWords } from '../kit/words.ts';
import { chatWords } from './words.ts';

type SnippetsProps = {
  readonly found: readonly DeskText[];
  readonly at: number;
  readonly lang: 'zh' | 'en';
  readonly onPick: (phrase: DeskText) => void;
};

export function Snippets({ found, at, lang, onPick }: SnippetsProps): ReactNode {
  const words = useWords(chatWords);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="snippets">
      {found.length === 0 ? <p className="quiet">{words.noSnippet}</p> : null}
      <div ref={place} className="snippets-list" id="snippets" role="listbox" aria-label={words.snippets}>
        {found.map((phrase, place) => (
          <Choice key={phrase.id} id={`snippet-${place}`} chosen={place === at} onPick={() => onPick(phrase)}>
            <strong>{phrase.title}</strong>
            <span>{(lang === 'en' ? phrase.en : null) ?? phrase.zh}</span>
          </Choice>
        ))}
      </div>
      <p className="quiet snippets-foot">{words.snippetKeys}</p>
    </div>
  );
}
