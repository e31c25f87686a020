// Lines bound to an event end with it. Nothing is written into them: the event's last day decides, so that all of them
// end on the same day and none is forgotten.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { DirectoryEvent, Service } from '../../contract.ts';
import { dayNumber, serviceWithin, servicePeriod } from '../../validity.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { LineFacts } from '../../snapshot.ts';

/** Lines whose validity is bound to an event. */
export const boundTo = (snapshot: Pick<Snapshot, 'lines'>, event: string): readonly LineFacts[] =>
  snapshot.lines.filter(({ line }) => line.validity.kind === 'event' && line.validity.event === event);

/** How a line stands on a day, with the events as given. */
export const serviceOn = ({ line }: Pick<LineFacts, 'line'>, events: readonly DirectoryEvent[], day: string): Service =>
  serviceWithin(servicePeriod(line, events), dayNumber(day));

/** The events if one of them ended on a day. */
export const withEnd = (events: readonly DirectoryEvent[], id: string, on: string): DirectoryEvent[] =>
  events.map((event) => (event.id === id ? { ...event, ends: on } : event));

/** The day after an ISO day. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** Whether an event can be declared over on a day. An earlier declaration is undone first. */
export function decideOver(
  event: DirectoryEvent,
  on: string,
): Result<DirectoryEvent, 'over-already' | 'before-it-began'> {
  if (event.ends !== null) return refuse('over-already');
  return on < event.begins ? refuse('before-it-began') : ok({ ...event, ends: on });
}
