// Every page is put together here, so that nothing a person or a document wrote can become markup.
// A template knows, from its own constant text, where each insert stands: in content, in a quoted attribute, in an
// address, within a tag, in a script. Text is escaped for the first two, an address must lead somewhere
// harmless, and the other places take only markup made here. Where the places are is read in html-places.ts.

import { placesOf } from './html-places.ts';

/** What a template takes. Null, undefined, true and false leave nothing; lists are joined without separator. */
export type Insert = Html | string | number | bigint | boolean | null | undefined | readonly Insert[];

class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** Markup that is safe to send: made by `html`, `raw` or `jsonScript` only. */
export type Html = Markup;

/** Whether a value was made by a template. */
export function isHtml(value: unknown): value is Html {
  return value instanceof Markup;
}

/**
 * Makes markup from a template. Inserts are escaped; attributes must be quoted in the template; `href`, `src`,
 * `action` and the like take paths of this site, `#…`, `?…`, and http, https, tel, mailto and sms addresses, and
 * become `#` for any other. Within a tag, a script, a style or an `on…` attribute only markup may stand.
 * Throws TypeError for objects and functions, and for templates with an insert where none can be safe.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Html {
  if (values.length === 0) return new Markup(strings[0] ?? '');
  const places = placesOf(strings);
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const place = places[i];
    if (place === 'text') out += typeof value === 'string' ? escape(value) : inserted(value);
    else if (place === 'address') out += address(value);
    else if (place === 'path') out += inserted(value).replace(/^[/\\]+/, '');
    else out += markupOnly(value);
    out += strings[i + 1] ?? '';
  }
  return new Markup(out);
}

/** Takes a constant of this repository as markup: raw`<svg …>`. It has no inserts, so nothing else can get in. */
export function raw(strings: TemplateStringsArray): Html {
  if (strings.length !== 1) throw new TypeError('raw takes constants only.');
  return new Markup(strings[0] ?? '');
}

/** A value as JSON that cannot leave a `<script>`: for JSON-LD. Gives the JSON only, without the element. */
export function jsonScript(value: unknown): Html {
  const json = JSON.stringify(value) ?? 'null';
  return new Markup(json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

function inserted(value: Insert): string {
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escape(value);
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (!isList(value)) throw new TypeError(`A template takes text, numbers and templates, not ${typeof value}.`);
  let out = '';
  for (const one of value) out += inserted(one);
  return out;
}

function isList(value: Insert): value is readonly Insert[] {
  return Array.isArray(value);
}

function markupOnly(value: Insert): string {
  if (value instanceof Markup) return value.toString();
  if (value === '' || value === null || value === undefined || typeof value === 'boolean') return '';
  if (isList(value)) return value.map(markupOnly).join('');
  throw new TypeError('Within a tag, a script or a style only markup of our own may stand.');
}

const harmless = /^(?:[/#?](?![/\\])|$|(?:https?|tel|mailto|sms):)/i;

/** An address out of a document may be broken or hostile: the page must still come, so the link leads nowhere. */
function address(value: Insert): string {
  const text = inserted(value);
  return harmless.test(text) ? text : '#';
}

const special = /["&'<>`]/;

/** Escapes text for an element's content or a quoted attribute. */
export function escape(text: string): string {
  return special.test(text) ? escapeAll(text) : text;
}

function escapeAll(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const entity = entityOf(text.charCodeAt(at));
    if (entity === '') continue;
    out += text.slice(from, at) + entity;
    from = at + 1;
  }
  return out + text.slice(from);
}

function entityOf(code: number): string {
  if (code === 38) return '&amp;';
  if (code === 60) return '&lt;';
  if (code === 62) return '&gt;';
  if (code === 34) return '&quot;';
  if (code === 39) return '&#39;';
  return code === 96 ? '&#96;' : '';
}
