// Somebody wrote what hurts into the search instead of a name: numbers first, then whoever is there now.
import { type Html, html } from '#platform/html.ts';
import { answerCard } from './answer-card.ts';
import { callNow } from './chat/parts.ts';
import { page } from './page.ts';
import { type Reader, waysOn } from './reader.ts';
import { foundBy, fullCards, insteadOfFinds, type SearchView } from './results-page.ts';

/** The page in place of a search's results. */
export function heardPage(reader: Reader, { found, matching, sealed }: SearchView): Html {
  const { results, titles } = reader.words;
  const body = html`<h1>${results.heard}</h1>
    <p>${results.heardWhat}</p>
    ${callNow(reader, null)} ${insteadOfFinds(reader, matching)}
    ${found.slice(0, fullCards).map((hit) => answerCard(reader, hit.answer, 'page', foundBy(reader, hit)))}
    ${waysOn(reader, [['/', reader.words.line.back]])}`;
  const path: `/${string}` = sealed === null ? '/search' : `/search/${sealed}`;
  return page(reader, { title: titles.search, path, body, allDay: matching.allDay });
}
