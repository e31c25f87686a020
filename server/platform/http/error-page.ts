// A fault as a page. The site makes it, and may itself be what is broken: then the plainest page must still come,
// for whoever is waiting behind it.
import { html, type Html } from '../html.ts';
import type { Log } from '../log.ts';
import type { Fault } from './fault.ts';
import type { Lang, Words } from './route.ts';

/** What an error page has to say. `id` is what a person can read out to us. */
export type ErrorPage = {
  readonly status: number;
  readonly code: string;
  readonly id: string;
  readonly lang: Lang;
  readonly message: Words;
  readonly detail?: string;
};

/** The site's way of making an error page, and where to tell when it fails. */
export type ErrorPages = { readonly errorPage: (about: ErrorPage) => Html; readonly log: Log };

/** The page of a fault. When the page for its code cannot be made, the one for `unexpected` is tried, then a plain one. */
export function faultPage(pages: ErrorPages, fault: Fault, id: string, lang: Lang): string {
  const { status, code, message, detail } = fault;
  const about: ErrorPage = { status, code, id, lang, message, ...(detail === undefined ? {} : { detail }) };
  for (const tried of [about, { ...about, code: 'unexpected' }]) {
    try {
      return pages.errorPage(tried).toString();
    } catch (error) {
      pages.log.error('an error page could not be made', error, { id, status });
    }
  }
  return html`<!doctype html>
    <html lang="${lang}">
      <meta charset="utf-8" /><title>${status}</title>
      <p>${message[lang]} ${id}</p>
    </html>`.toString();
}
