// How a line stands, in one sentence. The published lists are old and mostly unverified, so "somebody is there"
// is said only of a line that a person has verified; of every other one we say what its published hours say.
import type { AccessPoint, AccessState, DirectoryEvent, Line, Service } from '../server/modules/directory/contract.ts';
import type { Reader } from './reader.ts';
import { dateWords, endWords, startWords } from './telling-time.ts';

/** How the lamp beside the sentence looks. `lit`: verified; `published`: open by published hours only. */
export type Lamp = 'lit' | 'published' | 'dark' | 'unsure' | 'over';

export type Standing = { readonly lamp: Lamp; readonly sentence: string };

/** The sentence for one access point of a line. */
export function standingOf(
  reader: Reader,
  line: Line,
  service: Service,
  on: { point: AccessPoint; at: AccessState },
): Standing {
  if (service !== 'in-service') return outOfService(reader, line, service);
  const { state } = reader.words;
  const verified = line.verifiedOn !== null;
  const { point, at } = on;
  if (at.state === 'open') {
    const online = point.kind !== 'phone' && point.kind !== 'short-code';
    return { lamp: verified ? 'lit' : 'published', sentence: openSentence(reader, at, { verified, online }) };
  }
  if (at.state === 'unknown') return { lamp: 'unsure', sentence: unknownSentence(reader, line, point) };
  if (at.nextChange === null) return { lamp: 'dark', sentence: verified ? state.closed : state.closedPublished };
  const when = startWords(reader, at.nextChange);
  return { lamp: 'dark', sentence: verified ? state.opens(when) : state.opensPublished(when) };
}

function openSentence(reader: Reader, at: AccessState, how: { verified: boolean; online: boolean }): string {
  const { state } = reader.words;
  if (at.openAllDay || at.nextChange === null)
    return how.verified ? state.openAllDay(how.online) : state.openAllDayPublished(how.online);
  const until = endWords(reader, at.nextChange);
  return how.verified ? state.openUntil(until, how.online) : state.openPublished(until, how.online);
}

function unknownSentence(reader: Reader, line: Line, point: AccessPoint): string {
  const { state } = reader.words;
  if (point.kind === 'email') return state.mail;
  const hours = point.hours ?? line.hours;
  if (hours === null) return state.hoursNotPublished;
  return hours.schedule === null ? state.hoursUnread : state.calendarMissing;
}

/** The sentence for a line that is not, or no longer, in service. */
export function outOfService(reader: Reader, line: Line, service: Exclude<Service, 'in-service'>): Standing {
  const { state } = reader.words;
  if (service === 'not-yet-open') {
    const opened = line.opened;
    return {
      lamp: 'dark',
      sentence: opened === null ? state.notYetOpenPlain : state.notYetOpen(dateWords(reader, opened)),
    };
  }
  if (service === 'event-over') return { lamp: 'over', sentence: eventSentence(reader, eventOf(reader, line)) };
  const { until } = line.validity;
  return { lamp: 'over', sentence: until === undefined ? state.expiredPlain : state.expired(dateWords(reader, until)) };
}

/** The event a line is bound to. */
export function eventOf(reader: Reader, line: Line): DirectoryEvent | undefined {
  return reader.events.find((event) => event.id === line.validity.event);
}

function eventSentence(reader: Reader, event: DirectoryEvent | undefined): string {
  const { state } = reader.words;
  if (event === undefined || event.ends === null) return state.eventOverPlain;
  return state.eventOver(reader.lang === 'zh' ? event.zh : event.en, dateWords(reader, event.ends));
}

/** Where the facts come from and when somebody last looked: the last line of every card. */
export function provenanceOf(reader: Reader, line: Line): string {
  const { provenance } = reader.words;
  if (line.verifiedOn !== null) return provenance.verified(dateWords(reader, line.verifiedOn));
  return line.confirmedOn === null ? provenance.neither : provenance.publishedOnly(dateWords(reader, line.confirmedOn));
}
