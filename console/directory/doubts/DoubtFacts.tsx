// What somebody needs in order to decide: the published words with the doubtful ones marked, the reading, the reason,
// the suggestion.
import type { ReactNode } from 'react';
import type { CuratedLine, Doubt } from '../../../server/modules/directory/curation/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { around, cellWith, nameIn, rowWords } from '../shared/values.ts';
import { ValueText } from '../shared/ValueText.tsx';
import { directoryWords } from '../shared/words.ts';
import { doubtWords } from './words.ts';

type DoubtFactsProps = { readonly doubt: Doubt; readonly line: CuratedLine | undefined };

export function DoubtFacts({ doubt, line }: DoubtFactsProps): ReactNode {
  const words = useWords(doubtWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const { field, raw, suggestion, why, listing, settled } = doubt;
  const from = line?.listings.find((one) => one.listing.source === listing.source && one.listing.row === listing.row);
  const facts: Readonly<Record<string, unknown>> = line?.line ?? {};
  const read = facts[field];
  const called = nameIn(common.fields, field);
  return (
    <dl className="doubt-facts">
      <div>
        <dt>{words.why}</dt>
        <dd>
          <span className="doubt-kind">
            {common.codes[doubt.code]} · {called}
          </span>
          <p>{why}</p>
        </dd>
      </div>
      <div>
        <dt>{words.original}</dt>
        <dd>
          <Published raw={raw} cell={cellWith(from?.cells ?? {}, field, raw)} />
          <small className="quiet">{words.inSource(listing.title, rowWords(listing.row, lang))}</small>
        </dd>
      </div>
      {read === undefined ? null : (
        <div>
          <dt>{words.reading}</dt>
          <dd>
            <ValueText field={field} value={read} />
          </dd>
        </div>
      )}
      {doubt.state !== 'open' ? null : (
        <div>
          <dt>{words.suggestion}</dt>
          <dd>
            {suggestion === undefined ? (
              <span className="quiet">{words.noSuggestion}</span>
            ) : (
              <strong className="suggestion">{suggestion}</strong>
            )}
          </dd>
        </div>
      )}
      {settled === null ? null : (
        <div>
          <dt>{words.states[doubt.state]}</dt>
          <dd>
            <p>{settled.why}</p>
            <small className="quiet">
              {words.settledBy(settled.by.person.name ?? common.colleague, momentWords(lang, settled.by.at))}
            </small>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The whole cell with the doubtful words marked in it; the words alone where they stand nowhere in it. */
function Published({ raw, cell }: { readonly raw: string; readonly cell: string | undefined }): ReactNode {
  const { emptyCell } = useWords(doubtWords);
  const whole = cell === undefined || cell.trim() === '' ? raw : cell;
  const parts = whole === raw ? null : around(whole, raw);
  if (whole === '') return <blockquote className="published quiet">{emptyCell}</blockquote>;
  if (parts === null)
    return (
      <>
        <blockquote className="published">{whole}</blockquote>
        {whole === raw || raw === '' ? null : <blockquote className="published">{raw}</blockquote>}
      </>
    );
  return (
    <blockquote className="published">
      {parts[0]}
      <mark>{parts[1]}</mark>
      {parts[2]}
    </blockquote>
  );
}
