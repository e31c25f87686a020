// How the server's faults look to a help-seeker: as a page with numbers to call. It must come even when the
// directory itself is what failed, so whatever goes wrong while it is made costs only the line offered beside.
import type { Html } from '#platform/html.ts';
import type { Lang, Words } from '#platform/http/index.ts';
import { errorPage } from './plain-pages.ts';
import { readerOf, type Site } from './reader.ts';
import { allDayLine, findingPage } from './route-parts.ts';

/** What the server says about a fault. */
export type FaultAbout = {
  readonly status: number;
  readonly code: string;
  readonly id: string;
  readonly lang: Lang;
  readonly message: Words;
};

/** Makes the page of a fault. `now` tells the present instant. */
export function siteErrorPage(site: Site, now: () => Temporal.Instant): (about: FaultAbout) => Html {
  return ({ status, code, id, lang }) => {
    const at = now();
    if (code === 'expired') return findingPage(site, lang, at, { notice: 'expired' });
    if (code === 'unknown-region') return findingPage(site, lang, at, { notice: 'regionUnknown' });
    const reader = readerOf(site, lang, at);
    try {
      return errorPage(reader, { status, id, allDay: allDayLine(site, at) });
    } catch {
      return errorPage(reader, { status, id, allDay: null });
    }
  };
}
