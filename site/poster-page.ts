// The poster on screen: the sheet itself, and how to print or keep it. Printing this page prints the sheet alone.
import { type Html, html } from '#platform/html.ts';
import type { Answer } from '../server/modules/directory/contract.ts';
import { page } from './page.ts';
import type { Sheet } from './poster/sheet.ts';
import { sheetSvg } from './poster/svg.ts';
import { type Reader, waysOn } from './reader.ts';

export type PosterView = {
  readonly sheet: Sheet;
  /** The poster's own, without language. */
  readonly path: `/${string}`;
  readonly allDay: Answer | null;
};

/** The page around a sheet. */
export function posterPage(reader: Reader, view: PosterView): Html {
  const { sheet, path, allDay } = view;
  const { poster, titles } = reader.words;
  const body = html`<div class="screen-only">
      <h1>${poster.heading}</h1>
      <p class="lead">${poster.lead} ${poster.print}</p>
      ${waysOn(reader, [
        [`${path}.svg`, poster.svg],
        [`${path}.pdf`, poster.pdf],
      ])}
    </div>
    <div class="sheet-frame">${sheetSvg(sheet)}</div>`;
  return page(reader, { title: titles.poster, path, body, allDay, kind: 'poster' });
}
