// The first page: three questions on one screen, each of which may be skipped, and a search. Answers travel in the
// body of a POST, never in the address.
import { AudienceGroup } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import type { Answers } from './answers.ts';
import { attribute } from './elements.ts';
import { windowScene } from './marks.ts';
import { page } from './page.ts';
import type { RegionCount } from './ports.ts';
import { addressOf, placeName, type Reader, waysOn } from './reader.ts';
import { searchForm } from './search-form.ts';
import { timeOf } from './telling-time.ts';
import type { Answer } from '../server/modules/directory/contract.ts';

export type FindView = {
  readonly places: readonly RegionCount[];
  readonly openNow: number;
  readonly allDay: Answer | null;
  readonly answers: Answers;
  /** Something to say first, e.g. that a page of results has expired. */
  readonly notice?: string;
};

/** The page with the three questions; answers given before are still there. */
export function findPage(reader: Reader, view: FindView): Html {
  const { find, frame, titles } = reader.words;
  const clock = timeOf(reader.now);
  const body = html`${windowScene}
    <h1>${find.heading}</h1>
    ${view.notice === undefined ? '' : html`<p class="notice" role="status">${view.notice}</p>`}
    <p class="lead">${find.lead}</p>
    ${questionsForm(reader, view)}
    <p class="lit-count">${view.openNow > 0 ? find.lit(clock, view.openNow) : find.litNone(clock)}</p>
    <section class="search">
      <h2>${find.searchHeading}</h2>
      ${searchForm(reader)}
    </section>
    ${waysOn(reader, [
      ['/regions', frame.regions],
      ['/notices', frame.notices],
    ])}`;
  return page(reader, { title: titles.site, path: '/', body, allDay: view.allDay });
}

function questionsForm(reader: Reader, view: Pick<FindView, 'places' | 'answers'>): Html {
  const { find } = reader.words;
  return html`<form class="questions" method="post" action="${addressOf(reader.lang, '/results')}" autocomplete="off">
    <p class="question"><label for="region">${find.region}</label>${regionSelect(reader, view)}</p>
    <p class="question">
      <label for="audience">${find.audience}</label>${audienceSelect(reader, view.answers.audience)}
    </p>
    <fieldset class="question">
      <legend>${find.channel}</legend>
      <div class="choices">${choices('channel', find.channels, view.answers.channel)}</div>
    </fieldset>
    <fieldset class="question">
      <legend>${find.urgency}</legend>
      <div class="choices">${choices('urgency', find.urgencies, view.answers.urgency)}</div>
    </fieldset>
    <p class="submit"><button class="button wide" type="submit">${find.submit}</button></p>
  </form>`;
}

/** Provinces, and below each the cities that have a line of their own: choosing another city would change nothing. */
function regionSelect(reader: Reader, { places, answers }: Pick<FindView, 'places' | 'answers'>): Html {
  const option = (code: string, name: string): Html => oneOption(code, name, answers.region === code);
  return html`<select id="region" name="region">
    <option value="">${reader.words.find.anyRegion}</option>
    ${places.map(({ region, cities }) => {
      const province = placeName(reader, region);
      const below = cities.map((city) => option(city.region.code, `${province} ${placeName(reader, city.region)}`));
      return [option(region.code, province), ...below];
    })}
  </select>`;
}

function audienceSelect(reader: Reader, chosen: AudienceGroup | undefined): Html {
  const { find, groups } = reader.words;
  return html`<select id="audience" name="audience">
    <option value="">${find.anyAudience}</option>
    ${AudienceGroup.options.map((group) => oneOption(group, groups[group], group === chosen))}
  </select>`;
}

function oneOption(value: string, label: string, selected: boolean): Html {
  return html`<option value="${value}" ${attribute('selected', selected)}>${label}</option>`;
}

function choices(name: 'channel' | 'urgency', labels: Readonly<Record<string, string>>, chosen = ''): readonly Html[] {
  return Object.entries(labels).map(([key, label]) => {
    const value = key === 'any' ? '' : key;
    const checked = attribute('checked', value === chosen);
    const input = html`<input type="radio" name="${name}" value="${value}" ${checked} />`;
    return html`<label class="choice">${input}<span>${label}</span></label>`;
  });
}
