// The terms of an access point: whom it takes and how it is reached. Thousands of access points share a few
// hundred terms, so a question is put to the terms, not to the points. What a person did not tell us is not
// held against them and not guessed: such lines stay in, behind those that are surely for them.
import { AudienceGroup } from '../sources/contract.ts';
import type { AccessPoint, Line } from './contract.ts';
import { regionNumber, taken } from './coverage.ts';
import { REACH } from './ranking.ts';
import { onlyDuringEvent } from './scopes.ts';

/** Ways to be reached, as bits. */
export const WAY = { phone: 1, online: 2, mail: 4 } as const;
export const ANY_WAY = WAY.phone | WAY.online | WAY.mail;

/** Whom an access point takes and how it is reached. */
export type Terms = {
  /** One of `WAY`. */
  readonly way: number;
  /** One of `REACH`. */
  readonly reach: number;
  readonly everyone: boolean;
  readonly national: boolean;
  /** Only people affected by the event. */
  readonly affectedOnly: boolean;
  readonly everyoneDuringEvent: boolean;
  /** The groups it names, as bits. */
  readonly groups: number;
  /** The region whose people alone it takes, or `ANYWHERE`. */
  readonly limit: number;
  /** It exists only while the event lasts. */
  readonly onlyDuringEvent: boolean;
};

/** What a person told of themselves. */
export type Asker = { readonly region: number; readonly group: AudienceGroup | null; readonly groupBit: number };

/** The bit of an audience group; 0 for none. */
export const groupBit = (group: AudienceGroup | null): number =>
  group === null ? 0 : 1 << AudienceGroup.options.indexOf(group);

/** The terms of one access point of a line: its own audience, or the line's. */
export function termsOf(line: Pick<Line, 'audience'>, point: AccessPoint): Terms {
  const { everyone, national, eventOnly, everyoneDuringEvent, groups, region } = point.audience ?? line.audience;
  return {
    way: wayOf(point),
    reach: reachOf(point),
    everyone,
    national,
    affectedOnly: eventOnly,
    everyoneDuringEvent,
    groups: groups.reduce((bits, group) => bits | groupBit(group), 0),
    limit: regionNumber(region?.code),
    onlyDuringEvent: onlyDuringEvent(point),
  };
}

function wayOf({ kind }: AccessPoint): number {
  if (kind === 'phone' || kind === 'short-code') return WAY.phone;
  return kind === 'email' ? WAY.mail : WAY.online;
}

/** A published number that can be dialled comes before one that is only likely to be meant. */
function reachOf(point: AccessPoint): number {
  if (point.kind === 'email') return REACH.mail;
  if (point.kind !== 'phone' && point.kind !== 'short-code') return REACH.online;
  if (point.tel === null) return point.suggestedTel === null ? REACH.notAtAll : REACH.corrected;
  return point.lineType === 'landline-only-800' ? REACH.fromLandline : REACH.dialled;
}

/** For whom terms are, seen by one person. */
export type Fit = {
  /** They name the person's own group. */
  readonly own: boolean;
  readonly everyone: boolean;
  readonly national: boolean;
  /** They take only people of a region that the person may belong to. */
  readonly perhapsByRegion: boolean;
  readonly affectedOnly: boolean;
  /** It still depends on something the person did not tell us, or on an event that is over. */
  readonly conditional: boolean;
};

/** For whom terms are, seen by this person; null when certainly not for them. */
export function fitOf(terms: Terms, duringEvent: boolean, asker: Asker): Fit | null {
  if (terms.onlyDuringEvent && !duringEvent) return null;
  const limit = taken(terms.limit, asker.region);
  if (limit === 'no') return null;
  const everyone = terms.everyoneDuringEvent ? duringEvent : terms.everyone;
  const own = (terms.groups & asker.groupBit) !== 0;
  if (!own && !everyone && asker.group !== null) return null;
  const perhapsByRegion = limit === 'perhaps';
  return {
    own,
    everyone,
    national: terms.national && (!terms.everyoneDuringEvent || duringEvent),
    perhapsByRegion,
    affectedOnly: terms.affectedOnly,
    conditional: (!own && !everyone) || perhapsByRegion || (terms.affectedOnly && !duringEvent),
  };
}
