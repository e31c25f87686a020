// The search: by name, former name, pinyin initials, host or part of a number. Posted, like the questions.
import { type Html, html } from '#platform/html.ts';
import { longestSearch } from './answers.ts';
import { addressOf, type Reader } from './reader.ts';

/** The form, with what was searched for still in it. */
export function searchForm(reader: Reader, text = ''): Html {
  const { find } = reader.words;
  return html`<form
    class="search-form"
    role="search"
    method="post"
    action="${addressOf(reader.lang, '/search')}"
    autocomplete="off"
  >
    <label for="text">${find.searchLabel}</label>
    <p class="hint" id="text-hint">${find.searchExample}</p>
    <p class="field">
      <input
        id="text"
        name="text"
        type="search"
        maxlength="${longestSearch}"
        value="${text}"
        aria-describedby="text-hint"
        enterkeyhint="search"
      /><button class="button quiet" type="submit">${find.searchSubmit}</button>
    </p>
  </form>`;
}
