// Pages of plain text: what is kept, what leaving does, what to do without a network, and what went wrong.
// Each of them shows numbers to call; the error page needs nothing but what is in memory.
import type { Answer } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { answerCard } from './answer-card.ts';
import { scriptPath } from './asset-files.ts';
import { page } from './page.ts';
import { addressOf, type Reader, waysOn } from './reader.ts';
import { numberButton } from './results-page.ts';
import { searchForm } from './search-form.ts';

type Section = { readonly id: string; readonly heading: string; readonly paragraphs: readonly string[] };

function sectionsPart(sections: readonly Section[]): readonly Html[] {
  return sections.map(
    ({ id, heading, paragraphs }) =>
      html`<section id="${id}">
        <h2>${heading}</h2>
        ${paragraphs.map((text) => html`<p>${text}</p>`)}
      </section>`,
  );
}

/** What the site keeps and does not keep. */
export function aboutPage(reader: Reader, allDay: Answer | null): Html {
  const { about, titles } = reader.words;
  const body = html`<h1>${about.heading}</h1>
    ${sectionsPart(about.sections)}${homeLink(reader)}`;
  return page(reader, { title: titles.about, path: '/about', body, allDay });
}

/** What quick exit does and cannot do. */
export function leavingPage(reader: Reader, allDay: Answer | null): Html {
  const { leaving, titles } = reader.words;
  const body = html`<h1>${leaving.heading}</h1>
    ${sectionsPart(leaving.sections)}${homeLink(reader)}`;
  return page(reader, { title: titles.about, path: '/leaving', body, allDay });
}

/** The page that can be kept on a device; keeping it is the person's choice, and can be undone. */
export function offlinePage(reader: Reader, allDay: Answer | null): Html {
  const { offline, titles } = reader.words;
  const body = html`<h1>${offline.heading}</h1>
    <p class="lead">${offline.lead}</p>
    <div class="numbers">${reader.crisisNumbers.map((number) => numberButton(reader, number))}</div>
    ${allDay === null ? '' : answerCard(reader, allDay, 'page')}
    <div
      class="keep"
      id="keep"
      hidden
      data-page="${addressOf(reader.lang, '/offline')}"
      data-kept="${offline.kept}"
      data-forgotten="${offline.forgotten}"
      data-failed="${offline.failed}"
    >
      <p>${offline.keepWhy}</p>
      <p>
        <button class="button quiet" type="button" id="keep-do">${offline.keep}</button>
        <button class="button quiet" type="button" id="keep-undo">${offline.forget}</button>
      </p>
      <p role="status" id="keep-said"></p>
    </div>
    ${waysOn(reader, [['/', offline.retry]])}`;
  return page(reader, { title: titles.site, path: '/offline', body, allDay, script: scriptPath('keep') });
}

export type ErrorView = {
  readonly status: number;
  readonly id: string;
  readonly allDay: Answer | null;
};

/** What happened, what is safe, what to do; with numbers that can be called now. */
export function errorPage(reader: Reader, { status, id, allDay }: ErrorView): Html {
  const { errors, error, titles } = reader.words;
  const [heading, usual] = errors[String(status)] ?? errors['other'] ?? ['', ''];
  const ours = status >= 500;
  const body = html`<h1>${heading}</h1>
    <p class="lead">${usual}</p>
    <h2>${error.call}</h2>
    <div class="numbers">
      ${reader.crisisNumbers.filter(({ tel }) => tel === '12356').map((number) => numberButton(reader, number))}
    </div>
    ${allDay === null ? '' : answerCard(reader, allDay, 'section')}
    ${ours ? html`<p class="from">${error.id(id)}</p>` : html`<section class="search">${searchForm(reader)}</section>`}
    ${waysOn(reader, [
      ['/results', error.open],
      ['/', reader.words.frame.home],
    ])}`;
  return page(reader, { title: titles.error, path: '/', body, allDay });
}

function homeLink(reader: Reader): Html {
  return waysOn(reader, [['/', reader.words.frame.home]]);
}
