// The small elements that pages are full of, so that their templates stay readable.
import { type Html, html, type Insert } from '#platform/html.ts';

/** A link of a kind the stylesheet knows. */
export function link(address: string, content: Insert, kind?: string): Html {
  if (kind === undefined) return html`<a href="${address}">${content}</a>`;
  return html`<a class="${kind}" href="${address}">${content}</a>`;
}

/** Words within a sentence of a kind the stylesheet knows. */
export function span(kind: string, content: Insert): Html {
  return html`<span class="${kind}">${content}</span>`;
}

/** A list of a kind; nothing when it would be empty. */
export function list(kind: string, items: readonly Insert[]): Html | null {
  return items.length === 0
    ? null
    : html`<ul class="${kind}">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
}

/** Facts as question and answer; one that is not known (null) is left out. */
export function factList(facts: readonly (readonly [label: string, value: Insert])[]): Html {
  const known = facts.filter(([, value]) => value !== null);
  return html`<dl class="facts">
    ${known.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** An attribute that stands or does not: checked, selected. */
export function attribute(name: 'checked' | 'selected', stands: boolean): Html {
  return stands ? { checked: html`checked`, selected: html`selected` }[name] : html``;
}
