// When somebody is there: access points that keep the same hours share one picture of the week, and the published
// words stand below it, so that a reading of ours can be checked by anybody.
import { type Html, html } from '#platform/html.ts';
import { numberShown } from './contact-block.ts';
import type { LineView, PointView } from './ports.ts';
import { asWritten, type Reader } from './reader.ts';
import { isAlwaysOpen, isNeverOpen, weekPicture } from './week-picture.ts';

type HoursGroup = { readonly week: PointView['week']; readonly points: PointView[]; readonly raw: string | null };

/** The section; for a line that no longer runs only the published words, and nothing once its event is over. */
export function hoursSection(reader: Reader, view: LineView): Html | null {
  if (view.service === 'event-over') return null;
  const groups = groupsByHours(view);
  const runs = view.service === 'in-service';
  return html`<section class="hours">
    <h2>${reader.words.line.hours}</h2>
    ${groups.map((group) => [
      groups.length > 1 ? groupHeading(reader, group) : null,
      runs ? hoursWords(reader, group) : null,
      group.raw === null ? null : published(reader, group.raw),
    ])}
  </section>`;
}

function groupsByHours(view: LineView): readonly HoursGroup[] {
  const groups = new Map<string, HoursGroup>();
  for (const shown of view.points) {
    const raw = (shown.point.hours ?? view.line.hours)?.raw ?? null;
    const key = JSON.stringify([raw, shown.week.map((day) => day.bands)]);
    const group = groups.get(key) ?? { week: shown.week, points: [], raw };
    group.points.push(shown);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupHeading(reader: Reader, { points }: HoursGroup): Html {
  const { line, time } = reader.words;
  return html`<h3 class="group">${line.hoursFor(points.map(({ point }) => numberShown(point)).join(time.list))}</h3>`;
}

function hoursWords(reader: Reader, { week, raw }: HoursGroup): Html {
  const { line } = reader.words;
  if (raw === null) return html`<p>${line.hoursNone}</p>`;
  if (isAlwaysOpen(week)) return html`<p>${line.hoursAllDay}</p>`;
  return isNeverOpen(week) ? html`<p>${line.hoursNever}</p>` : weekPicture(reader, week);
}

function published(reader: Reader, raw: string): Html {
  return html`<p class="published">${reader.words.line.hoursAsPublished}${asWritten(reader, raw)}</p>`;
}
