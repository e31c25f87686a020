// The facts of a line as question and answer: whom it is for, how long a call takes, how long it said it would run.
import type { Line } from '../server/modules/directory/contract.ts';
import type { SessionMinutes, Validity } from '../server/modules/sources/contract.ts';
import { type Html, html, type Insert } from '#platform/html.ts';
import { factList } from './elements.ts';
import { asWritten, placeName, type Reader } from './reader.ts';
import { dateWords } from './telling-time.ts';

/** The list of facts; a fact that no source gives is left out. */
export function lineFacts(reader: Reader, line: Line): Html {
  const { line: words } = reader.words;
  return factList([
    [words.audience, audienceWords(reader, line)],
    [words.session, line.sessionMinutes === null ? null : sessionWords(reader, line.sessionMinutes)],
    [words.hosts, line.hosts.length === 0 ? null : asWritten(reader, line.hosts.join('、'))],
    [words.region, line.region === null ? null : placeName(reader, line.region)],
    [words.opened, line.opened === null ? null : dateWords(reader, line.opened)],
    [words.validity, validityWords(reader, line.validity)],
    [words.former, line.formerNames.length === 0 ? null : asWritten(reader, line.formerNames.join('、'))],
  ]);
}

function audienceWords(reader: Reader, line: Line): Insert {
  const { audience } = line;
  if (reader.lang === 'zh' && audience.raw !== '') return audience.raw;
  const { groups, line: words, time } = reader.words;
  const said = [
    ...audience.groups.map((group) => groups[group]),
    ...(audience.family ? [words.family] : []),
    ...(audience.everyone ? [words.anyone] : []),
    ...(audience.national ? [words.national] : []),
    ...(audience.eventOnly ? [words.eventOnly] : []),
    ...(audience.region === null ? [] : [placeName(reader, audience.region)]),
  ];
  if (said.length === 0) return asWritten(reader, audience.raw);
  const read = said.join(time.list);
  return audience.raw === '' ? read : html`${read} (${asWritten(reader, audience.raw)})`;
}

/** 10 到 30 分钟; where no figure was promised, the source's own words. */
function sessionWords(reader: Reader, session: SessionMinutes): Insert {
  const { line } = reader.words;
  const min = session.min ?? session.max;
  const max = session.max ?? session.min;
  if (min === undefined || max === undefined || session.depends === true) return asWritten(reader, session.raw);
  const words = line.minutes(min, max);
  return session.approximate === true ? line.about(words) : words;
}

function validityWords(reader: Reader, validity: Validity): Insert {
  const { validities } = reader.words.line;
  if (validity.kind === 'until' || validity.kind === 'at-least') {
    if (validity.until === undefined) return asWritten(reader, validity.raw);
    return validities[validity.kind](dateWords(reader, validity.until));
  }
  return validities[validity.kind];
}
