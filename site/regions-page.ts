// By place: provinces with how many lines each still has, then the lines of one place. A place without a line of
// its own is no dead end: what serves the whole country stands there instead.
import type { Answer } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { answerCard, answerRow, foldedRows } from './answer-card.ts';
import { link, span } from './elements.ts';
import { page } from './page.ts';
import { onRegionPoster } from './poster/layout.ts';
import type { RegionCount, RegionLines } from './ports.ts';
import { addressOf, placeName, type Reader, waysOn } from './reader.ts';

const nationalShown = 3;

export type RegionsView = {
  readonly places: readonly RegionCount[];
  /** How many lines have no region. */
  readonly nowhere: number;
  readonly allDay: Answer | null;
};

/** The list of provinces. */
export function regionsPage(reader: Reader, view: RegionsView): Html {
  const { regions, titles } = reader.words;
  const body = html`<h1>${regions.heading}</h1>
    <p class="lead">${regions.lead}</p>
    <ul class="places">
      ${view.nowhere === 0 ? '' : placeLink(reader, '/regions/national', regions.nowhere, view.nowhere)}${view.places.map(
        ({ region, lines }) => placeLink(reader, `/regions/${region.code}`, placeName(reader, region), lines),
      )}
    </ul>`;
  return page(reader, { title: titles.regions, path: '/regions', body, allDay: view.allDay });
}

function placeLink(reader: Reader, path: `/${string}`, name: string, lines: number): Html {
  const { regions } = reader.words;
  const count = span('count', lines === 0 ? regions.none : regions.count(lines));
  return html`<li>${link(addressOf(reader.lang, path), [html`<span>${name}</span>`, count])}</li>`;
}

export type RegionView = {
  /** Null: lines that are seated nowhere in particular. */
  readonly place: RegionLines['region'] | null;
  readonly lines: Omit<RegionLines, 'region'>;
  /** Cities of a province that have lines of their own. */
  readonly cities: RegionCount['cities'];
  /** What serves the whole country and is open now. */
  readonly national: readonly Answer[];
  readonly allDay: Answer | null;
};

/** The lines of one province or city. */
export function regionPage(reader: Reader, view: RegionView): Html {
  const { regions, titles, frame } = reader.words;
  const { place, lines } = view;
  const name = place === null ? regions.nowhere : placeName(reader, place);
  const path: `/${string}` = `/regions/${place?.code ?? 'national'}`;
  const body = html`<p class="trail">
      <a href="${addressOf(reader.lang, '/regions')}">${frame.regions}</a>${provinceTrail(reader, place)}
    </p>
    <h1>${place === null ? name : regions.inRegion(name)}</h1>
    ${citiesPart(reader, view.cities)}
    ${
      lines.inService.length === 0
        ? emptyPart(reader, view.national)
        : html`<ul class="rows">
            ${lines.inService.map((answer) => answerRow(reader, answer))}
          </ul>`
    }
    ${foldedRows(reader, regions.ended(lines.ended.length), lines.ended, true)}
    ${lines.inService.length === 0 || place === null ? '' : alsoPart(reader, view.national)}
    ${waysOn(reader, [
      place !== null && onRegionPoster(lines.inService).length > 0 && [`${path}/poster`, regions.poster],
      ['/regions', regions.back],
    ])}`;
  return page(reader, { title: titles.regions, path, body, allDay: view.allDay });
}

function provinceTrail(reader: Reader, place: RegionView['place']): Html | null {
  if (place === null || place.province === null) return null;
  const province = reader.region(place.province);
  if (province === undefined) return null;
  return html` › <a href="${addressOf(reader.lang, `/regions/${province.code}`)}">${placeName(reader, province)}</a>`;
}

function citiesPart(reader: Reader, cities: RegionView['cities']): Html | null {
  if (cities.length === 0) return null;
  return html`<h2 class="unseen">${reader.words.regions.cities}</h2>
    <ul class="places small">
      ${cities.map(({ region, lines }) =>
        placeLink(reader, `/regions/${region.code}`, placeName(reader, region), lines),
      )}
    </ul>`;
}

function emptyPart(reader: Reader, national: readonly Answer[]): Html {
  return html`<p>${reader.words.regions.emptyHere}</p>
    ${national.slice(0, nationalShown).map((answer) => answerCard(reader, answer, 'page'))}`;
}

function alsoPart(reader: Reader, national: readonly Answer[]): Html | null {
  if (national.length === 0) return null;
  return html`<section>
    <h2>${reader.words.regions.alsoNational}</h2>
    <ul class="rows">
      ${national.slice(0, nationalShown).map((answer) => answerRow(reader, answer))}
    </ul>
  </section>`;
}
