// Posters of one line or one region: a page to print, the drawing as SVG, the sheet as PDF.
import { z } from 'zod';
import type { Html } from '#platform/html.ts';
import { defineRoute, type Lang, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { LineId } from '../server/modules/directory/contract.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';
import { hasPoster, linePoster, onRegionPoster, regionPoster } from './poster/layout.ts';
import { sheetPdf } from './poster/pdf.ts';
import type { Sheet } from './poster/sheet.ts';
import { sheetSvg } from './poster/svg.ts';
import { posterPage } from './poster-page.ts';
import { readerOf, type Site } from './reader.ts';
import { allDayLine, openRow, type Prefix } from './route-parts.ts';

/** The posters in one language. */
export function posterRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  return [...linePosterRoutes(site, lang, prefix), ...regionPosterRoutes(site, lang, prefix)];
}

/** What a poster is of, and when: all that is needed to draw it. Undefined: there is none. */
type Drawn = { readonly sheet: Sheet; readonly path: `/${string}` } | undefined;

function linePosterRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const params = z.object({ id: LineId });
  const drawn = (id: LineId, now: Temporal.Instant): Drawn => {
    const view = site.ports.describeLine(id, now);
    if (view === undefined || !hasPoster(view)) return undefined;
    return { sheet: linePoster(readerOf(site, lang, now), view), path: `/lines/${id}/poster` };
  };
  return [
    defineRoute({
      ...openRow('GET', `${prefix}/lines/:id/poster`),
      input: { params },
      output: 'page',
      run: ({ params: { id } }, { now }) => asPage(site, lang, now, drawn(id, now)),
      refusals: { 'no-poster': 404 },
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/lines/:id/poster.svg`),
      input: { params },
      output: 'file',
      run: ({ params: { id } }, { now }) => asSvg(`poster-${id}`, drawn(id, now)),
      refusals: { 'no-poster': 404 },
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/lines/:id/poster.pdf`),
      input: { params },
      output: 'file',
      run: ({ params: { id } }, { now }) => asPdf(`poster-${id}`, drawn(id, now)),
      refusals: { 'no-poster': 404 },
    }),
  ];
}

function regionPosterRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const params = z.object({ code: RegionCode });
  const drawn = (code: RegionCode, now: Temporal.Instant): Drawn => {
    const lines = site.ports.linesIn(code, now);
    if (lines === undefined || onRegionPoster(lines.inService).length === 0) return undefined;
    const sheet = regionPoster(readerOf(site, lang, now), lines.region, lines.inService);
    return { sheet, path: `/regions/${code}/poster` };
  };
  return [
    defineRoute({
      ...openRow('GET', `${prefix}/regions/:code/poster`),
      input: { params },
      output: 'page',
      run: ({ params: { code } }, { now }) => asPage(site, lang, now, drawn(code, now)),
      refusals: { 'no-poster': 404 },
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/regions/:code/poster.svg`),
      input: { params },
      output: 'file',
      run: ({ params: { code } }, { now }) => asSvg(`poster-${code}`, drawn(code, now)),
      refusals: { 'no-poster': 404 },
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/regions/:code/poster.pdf`),
      input: { params },
      output: 'file',
      run: ({ params: { code } }, { now }) => asPdf(`poster-${code}`, drawn(code, now)),
      refusals: { 'no-poster': 404 },
    }),
  ];
}

function asPage(site: Site, lang: Lang, now: Temporal.Instant, drawn: Drawn) {
  if (drawn === undefined) return refuse('no-poster');
  const page: Html = posterPage(readerOf(site, lang, now), { ...drawn, allDay: allDayLine(site, now) });
  return ok(page);
}

function asSvg(name: string, drawn: Drawn) {
  if (drawn === undefined) return refuse('no-poster');
  return ok({ type: 'image/svg+xml', bytes: sheetSvg(drawn.sheet).toString(), saveAs: `${name}.svg` });
}

function asPdf(name: string, drawn: Drawn) {
  if (drawn === undefined) return refuse('no-poster');
  return ok({ type: 'application/pdf', bytes: sheetPdf(drawn.sheet), saveAs: `${name}.pdf` });
}
