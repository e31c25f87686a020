// Seven days from today as bars and as text, side by side: the bar shows the shape of the week at a glance,
// the text is what is read aloud, printed and copied.
import { type Html, html } from '#platform/html.ts';
import { span } from './elements.ts';
import type { DayHours } from './ports.ts';
import type { Reader } from './reader.ts';
import { bandsWords, calendarWords, dayOf } from './telling-time.ts';

const hours = [0, 6, 12, 18, 24] as const;

/** The picture of one week of hours. */
export function weekPicture(reader: Reader, week: readonly DayHours[]): Html {
  const { line } = reader.words;
  const axis = html`<span class="axis" aria-hidden="true">${hours.map((hour) => html`<span>${hour}</span>`)}</span>`;
  return html`<table class="week">
    <caption>
      ${line.weekCaption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${span('unseen', line.weekDay)}</th>
        <th scope="col">${span('unseen', line.weekBands)}${axis}</th>
      </tr>
    </thead>
    <tbody>
      ${week.map((day) => weekRow(reader, day))}
    </tbody>
  </table>`;
}

/** Nobody on any day of the week. */
export function isNeverOpen(week: readonly DayHours[]): boolean {
  return week.every(({ bands }) => bands?.length === 0);
}

/** The same hours on every day of the week, in which case a picture says nothing more. */
export function isAlwaysOpen(week: readonly DayHours[]): boolean {
  return (
    week.length > 0 && week.every(({ bands }) => bands?.length === 1 && bands[0]?.from === 0 && bands[0].to === 1440)
  );
}

function weekRow(reader: Reader, day: DayHours): Html {
  const { time } = reader.words;
  const date = Temporal.PlainDate.from(day.date);
  const today = date.equals(dayOf(reader.now));
  const mark = day.day === 'public-holiday' ? time.holiday : day.day === 'make-up' ? time.makeUp : '';
  const bands = bandsWords(reader, day.bands).map((text) => html`<span>${text}</span> `);
  return html`<tr class="${today ? 'today' : 'day'}">
    <th scope="row">
      ${today ? html`<strong>${time.today}</strong> ` : ''}${span('date', calendarWords(reader, date))}
      ${mark === '' ? '' : span('day-mark', mark)}
    </th>
    <td>${bar(day)}${span('bands', bands)}</td>
  </tr>`;
}

function bar({ bands }: DayHours): Html {
  return html`<svg class="bar" viewBox="0 0 1440 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="track${bands === null ? ' unsure' : ''}" width="1440" height="100" />
    ${(bands ?? []).map(({ from, to }) => html`<rect class="band" x="${from}" width="${to - from}" height="100" />`)}
  </svg>`;
}
