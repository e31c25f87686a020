// The directory as a list for programs: every line once, by id, with how it stands at an instant, or what a text
// finds, best first. Only the page that was asked for is described, so that a list of ten thousand costs no more
// than one of twenty.
import { regionByCode } from '#regions/index.ts';
import type { RegionCode } from '../regions/contract.ts';
import { answerAbout } from './answers.ts';
import type { Answer, Service } from './contract.ts';
import { findFacts } from './describing.ts';
import { questionOf } from './questions.ts';
import type { LineFacts, Snapshot } from './snapshot.ts';
import { serviceWithin } from './validity.ts';

/** What a list is asked for; all of it must hold. `page` counts from 1. */
export type ListQuery = {
  /** Name, former name, pinyin, host or number. */
  readonly text?: string | undefined;
  readonly region?: RegionCode | undefined;
  readonly service?: Service | undefined;
  readonly page: number;
  readonly perPage: number;
  readonly at: Temporal.Instant;
};

/** One page of the lines that fit, by id or as they were found, and how many fit in all. */
export type Listed = { readonly total: number; readonly lines: readonly Answer[] };

/** Undefined when there is no such region. */
export function listLines(snapshot: Snapshot, query: ListQuery): Listed | undefined {
  const { text, region, service, page, perPage, at } = query;
  if (region !== undefined && regionByCode(snapshot.regions, region) === undefined) return undefined;
  const question = questionOf(snapshot, { at });
  const fits = (facts: LineFacts): boolean =>
    (region === undefined || isSeatedIn(facts.seat.code, region)) &&
    (service === undefined || serviceWithin(facts.period, question.day) === service);
  const listed =
    text === undefined
      ? snapshot.lines
      : findFacts(snapshot, text, question.day, snapshot.lines.length).map(({ facts }) => facts);
  const fitting = listed.filter(fits);
  const shown = fitting.slice((page - 1) * perPage, page * perPage);
  return { total: fitting.length, lines: shown.map((facts) => answerAbout(facts, { snapshot, question })) };
}

const isSeatedIn = (seat: number, region: RegionCode): boolean =>
  String(seat) === region || (region.endsWith('0000') && String(seat).startsWith(region.slice(0, 2)));
