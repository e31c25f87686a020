// What several pages of chat share: numbers to call at once, a way to other lines, hidden fields.
import type { Answer } from '../../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { answerCard } from '../answer-card.ts';
import type { Reader } from '../reader.ts';
import { numberButton } from '../results-page.ts';

/** The numbers in the order in which danger asks for them, and a line that is open around the clock. */
export function callNow(reader: Reader, allDay: Answer | null, below: 'page' | 'section' = 'page'): Html {
  const order = ['12356', '110', '120'];
  const numbers = order.flatMap((tel) => reader.crisisNumbers.filter((number) => number.tel === tel));
  return html`<div class="numbers">${numbers.map((number) => numberButton(reader, number))}</div>
    ${allDay === null ? '' : answerCard(reader, allDay, below)}`;
}

/** Fields that travel with a form from page to page; empty ones are left out. */
export function hiddenFields(fields: Readonly<Record<string, string | null | undefined>>): readonly Html[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [html`<input type="hidden" name="${name}" value="${value}" />`],
  );
}

/** A text of several paragraphs, divided by empty lines. */
export function paragraphs(text: string): readonly Html[] {
  return text.split(/\n\s*\n/).map((one) => html`<p>${one.trim()}</p>`);
}

/** Cards of lines that can be used instead. */
export function insteadCards(reader: Reader, heading: string, answers: readonly Answer[]): Html | null {
  if (answers.length === 0) return null;
  return html`<section class="instead">
    <h2>${heading}</h2>
    ${answers.map((answer) => answerCard(reader, answer, 'section'))}
  </section>`;
}
