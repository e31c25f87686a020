// Results: the first answer stands above the fold with its number and button. Whatever was asked, something can be
// called from here; what is open only by old published hours is said to be so, once, before the cards.
import type { Answer, CrisisNumber, Matching } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { answerCard, answerRow, foldedRows } from './answer-card.ts';
import type { Answers } from './answers.ts';
import { link, span } from './elements.ts';
import { firstDialled, page } from './page.ts';
import type { Found } from './ports.ts';
import { addressOf, placeName, type Reader, waysOn } from './reader.ts';
import { searchForm } from './search-form.ts';

export const fullCards = 4;
const laterRows = 3;
/** The most rows below the cards; what does not fit is found by place or by a narrower question. */
const mostRows = 16;

/** How many answers of each list a page of results can show. */
export const mostShown = fullCards + mostRows;

export type ResultsView = {
  readonly answers: Answers;
  readonly matching: Matching;
  /** The sealed answers, for the way back to the questions; null when none were given. */
  readonly sealed: string | null;
};

/** The page of results. */
export function resultsPage(reader: Reader, view: ResultsView): Html {
  const { results, titles } = reader.words;
  const { matching, answers } = view;
  const urgentOnline = answers.urgency === 'now' && (answers.channel === 'online' || answers.channel === 'mail');
  const body = html`${summary(reader, view)}
    <h1>${heading(reader, view)}</h1>
    ${urgentOnline ? callFirst(reader, matching) : ''}
    ${answers.channel === 'online' && !urgentOnline ? html`<p class="lead">${results.onlineSuits}</p>` : ''}
    ${openPart(reader, matching, urgentOnline)}
    ${matching.calendarCovered ? '' : html`<p class="notice">${results.calendar}</p>`}
    ${laterPart(reader, matching.later)} ${searchForm(reader)}`;
  const path: `/${string}` = view.sealed === null ? '/results' : `/results/${view.sealed}`;
  return page(reader, { title: titles.results, path, body, allDay: matching.allDay });
}

function heading(reader: Reader, { matching, answers }: ResultsView): string {
  const { results } = reader.words;
  if (matching.answers.length > 0)
    return answers.channel === 'online' && answers.urgency !== 'now' ? results.openOnline : results.open;
  return matching.later.length > 0 ? results.nothingOpen : results.nothingAtAll;
}

/** What was asked, and the way back that keeps it. */
function summary(reader: Reader, { answers, sealed }: ResultsView): Html {
  const { find, groups, results } = reader.words;
  const region = answers.region === undefined ? undefined : reader.region(answers.region);
  const said = [
    region === undefined ? undefined : placeName(reader, region),
    answers.audience === undefined ? undefined : groups[answers.audience],
    answers.channel === undefined ? undefined : find.channels[answers.channel],
    answers.urgency === undefined ? undefined : find.urgencies[answers.urgency],
  ].filter((part) => part !== undefined);
  const change = addressOf(reader.lang, sealed === null ? '/' : `/questions/${sealed}`);
  return html`<p class="asked">
    <span>${said.length === 0 ? results.all : said.join(reader.words.time.comma)}</span>
    <a href="${change}">${results.change}</a>
  </p>`;
}

function openPart(reader: Reader, matching: Matching, said: boolean): Html {
  const { results } = reader.words;
  const [first, ...others] = matching.answers;
  if (first === undefined) return said ? html`` : insteadCall(reader, matching);
  const cards = others.slice(0, fullCards - 1);
  const rest = others.slice(fullCards - 1, fullCards - 1 + mostRows);
  return html`${answerCard(reader, first, 'page')}
  ${matching.answers.some(({ line }) => line.verifiedOn === null) ? html`<p class="aged">${results.aged}</p>` : ''}
  ${cards.map((answer) => answerCard(reader, answer, 'page'))} ${moreRows(reader, rest)}
  ${beyond(reader, matching.totals.open - 1 - cards.length - rest.length)}`;
}

function beyond(reader: Reader, count: number): Html | null {
  if (count <= 0) return null;
  const { frame, results } = reader.words;
  return html`<p class="from">
    ${results.beyond(count)} <a href="${addressOf(reader.lang, '/regions')}">${frame.regions}</a>
  </p>`;
}

/** Typing and writing mean waiting: for somebody in a hurry, something to call comes first. */
function callFirst(reader: Reader, matching: Matching): Html {
  const [first] = matching.answers;
  const callable = first !== undefined && firstDialled(first) !== undefined;
  return html`<p class="lead">${reader.words.results.urgentOnline}</p>
    ${callable ? '' : orElse(reader, matching)}`;
}

function insteadCall(reader: Reader, matching: Matching): Html {
  const { results } = reader.words;
  return html`${matching.allDay === null ? '' : html`<p>${results.instead}</p>`} ${orElse(reader, matching)}`;
}

/** A line open around the clock when there is one, and 12356 in any case. */
function orElse(reader: Reader, matching: Matching): Html {
  const national = matching.always.filter((number) => number.tel === '12356');
  return html`${matching.allDay === null ? '' : answerCard(reader, matching.allDay, 'page')}
    <p>${reader.words.results.instead12356}</p>
    <div class="numbers">${national.map((number) => numberButton(reader, number))}</div>`;
}

/** A crisis number as a block to tap. */
export function numberButton(reader: Reader, number: CrisisNumber): Html {
  const what = reader.words.crisis.what[number.tel] ?? (reader.lang === 'zh' ? number.zh : number.en);
  const parts = [span('number', number.tel), span('what', what), span('button', reader.words.point.dial)];
  return link(`tel:${number.tel}`, parts, 'dial');
}

function moreRows(reader: Reader, answers: readonly Answer[]): Html | null {
  return foldedRows(reader, reader.words.results.more(answers.length), answers);
}

function laterPart(reader: Reader, later: readonly Answer[]): Html {
  const { results } = reader.words;
  const closed = later.filter((answer) => answer.state === 'closed');
  const unknown = later.filter((answer) => answer.state !== 'closed');
  return html`${laterSection(reader, results.later, closed)}${laterSection(reader, results.unknown, unknown)}`;
}

function laterSection(reader: Reader, title: string, answers: readonly Answer[]): Html | null {
  if (answers.length === 0) return null;
  const shown = answers.slice(0, laterRows);
  return html`<section>
    <h2>${title}</h2>
    <ul class="rows">
      ${shown.map((answer) => answerRow(reader, answer))}
    </ul>
    ${moreRows(reader, answers.slice(laterRows, laterRows + mostRows))}
  </section>`;
}

export type SearchView = {
  readonly text: string;
  readonly sealed: string | null;
  readonly found: readonly Found[];
  /** Shown when nothing was found, so that the page is no dead end. */
  readonly matching: Matching;
};

/** Why a line was found, where its name does not show it. */
export function foundBy(reader: Reader, { answer, by }: Found): string | undefined {
  const { results } = reader.words;
  if (by === 'former-name') return results.formerName(answer.line.formerNames.join('、'));
  return by === 'host' ? results.host(answer.line.hosts.join('、')) : undefined;
}

/** Who should be answering now, under a heading of its own: nothing was asked, or nothing found. */
export function insteadOfFinds(reader: Reader, matching: Matching): Html | null {
  if (matching.answers.length === 0) return null;
  return html`<section>
    <h2>${reader.words.results.open}</h2>
    ${matching.answers.slice(0, laterRows).map((answer) => answerCard(reader, answer, 'section'))}
  </section>`;
}

/** What a search found: a few cards, then rows; and who is there now when nothing was found. */
export function searchPage(reader: Reader, view: SearchView): Html {
  const { results, titles } = reader.words;
  const { found, text, matching } = view;
  const outcome =
    text === '' ? results.searchEmpty : found.length > 0 ? results.found(found.length) : results.foundNone;
  const body = html`<h1>${text === '' ? reader.words.find.searchHeading : results.searchHeading(text)}</h1>
    <p class="asked"><span>${outcome}</span></p>
    ${found.slice(0, fullCards).map((hit) => answerCard(reader, hit.answer, 'page', foundBy(reader, hit)))}
    ${moreRows(
      reader,
      found.slice(fullCards).map(({ answer }) => answer),
    )}
    ${found.length > 0 ? '' : insteadOfFinds(reader, matching)}
    <section class="search">
      <h2>${results.searchAgain}</h2>
      ${searchForm(reader, text)}
    </section>
    ${waysOn(reader, [['/', reader.words.line.back]])}`;
  const path: `/${string}` = view.sealed === null ? '/search' : `/search/${view.sealed}`;
  return page(reader, { title: titles.search, path, body, allDay: matching.allDay });
}
