// The directory as HSDS lists it: which services, organizations and places there are, found by UUID, and a page
// of them for what was asked. Objects are made only for the page that is shown.
import type { Line, Service } from '../contract.ts';
import { searchLines } from '../search.ts';
import type { Snapshot } from '../snapshot.ts';
import { dayNumber, dayOf, serviceWithin } from '../validity.ts';
import type { HsdsMinimal, HsdsOrganization, HsdsService, HsdsServiceAtLocation } from './objects.ts';
import {
  fullService,
  groupsOf,
  lastModified,
  locationId,
  locationsOf,
  organizationId,
  organizationOf,
  serviceFacts,
  serviceId,
  type Told,
} from './services.ts';
import { termsOf } from './taxonomies.ts';

type Place = { readonly line: Line; readonly group: number };
type Runner = { readonly name: string; readonly lines: readonly Line[] };

/** What there is, by UUID, in a stable order. */
export type Catalogue = {
  readonly snapshot: Snapshot;
  readonly services: ReadonlyMap<string, Line>;
  readonly organizations: ReadonlyMap<string, Runner>;
  readonly places: ReadonlyMap<string, Place>;
};

/** What a list may be asked for; everything given must hold. */
export type Filter = {
  readonly search?: string | undefined;
  readonly taxonomy_term_id?: string | undefined;
  readonly taxonomy_id?: string | undefined;
  readonly organization_id?: string | undefined;
  /** ISO date or instant; that instant is included. */
  readonly modified_after?: string | undefined;
};

/** Names everything of a snapshot. */
export function catalogueOf(snapshot: Snapshot): Catalogue {
  const lines = snapshot.lines.map((facts) => facts.line);
  const runs = lines.flatMap((line) =>
    (line.hosts.length === 0 ? [line.name] : line.hosts).map((name) => ({ name, line })),
  );
  const byRunner = Map.groupBy(runs, ({ name }) => organizationId(name));
  return {
    snapshot,
    services: new Map(lines.map((line) => [serviceId(line), line])),
    organizations: new Map(
      [...byRunner].map(([id, each]) => [id, { name: each[0]?.name ?? '', lines: each.map(({ line }) => line) }]),
    ),
    places: new Map(
      lines.flatMap((line) => groupsOf(line).map((_, group) => [locationId(line, group), { line, group }] as const)),
    ),
  };
}

/** A catalogue on a day. */
export type View = { readonly catalogue: Catalogue; readonly at: Temporal.Instant };

function tell({ catalogue: { snapshot }, at }: View, line: Line): Told {
  const today = dayOf(at);
  const facts = snapshot.lines[snapshot.position.get(line.id) ?? -1];
  if (facts === undefined) throw new Error('a line that is not in the snapshot');
  const service: Service = serviceWithin(facts.period, dayNumber(today));
  return { line, service, period: facts.period, calendar: snapshot.calendar, today };
}

/** The lines that a filter leaves, the best finds first where words were searched. */
export function filteredLines({ catalogue, at }: View, filter: Filter): Line[] {
  const { snapshot, organizations } = catalogue;
  const { search, taxonomy_term_id: term, taxonomy_id: taxonomy, organization_id: organization } = filter;
  const found =
    search === undefined
      ? snapshot.lines.map((facts) => facts.line)
      : searchLines(snapshot.search, search, {
          limit: snapshot.lines.length,
          inService: (line) => tell({ catalogue, at }, line).service === 'in-service',
        }).map(({ line }) => line);
  const runs = organization === undefined ? null : new Set(organizations.get(organization)?.lines);
  return found.filter(
    (line) =>
      (runs === null || runs.has(line)) &&
      (term === undefined || termsOf(line).some((one) => one.term.id === term)) &&
      (taxonomy === undefined || termsOf(line).some((one) => one.term.taxonomy_id === taxonomy)) &&
      isModifiedSince(line, filter.modified_after),
  );
}

function isModifiedSince(line: Line, instant: string | undefined): boolean {
  if (instant === undefined) return true;
  const modified = lastModified(line);
  return modified !== undefined && Date.parse(modified) >= Date.parse(withZone(instant));
}

/** A date, or an instant without offset, is meant in Asia/Shanghai. */
function withZone(text: string): string {
  if (!text.includes('T')) return `${text}T00:00:00+08:00`;
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+08:00`;
}

/** A service by its UUID, with everything that hangs on it. */
export function getService(view: View, id: string): HsdsService | undefined {
  const line = view.catalogue.services.get(id);
  return line === undefined ? undefined : fullService(tell(view, line));
}

/** A service as lists show it. */
export function listedService(view: View, line: Line, form: 'basic' | 'full' | 'minimal'): HsdsService | HsdsMinimal {
  if (form === 'full') return fullService(tell(view, line));
  if (form === 'basic') return serviceFacts(tell(view, line));
  const modified = lastModified(line);
  return { id: serviceId(line), ...(modified !== undefined && { modified_date: modified, last_modified: modified }) };
}

/** A place by its UUID, with its service. */
export function getPlace(view: View, id: string): HsdsServiceAtLocation | undefined {
  const place = view.catalogue.places.get(id);
  return place === undefined ? undefined : listedPlace(view, place, true);
}

/** A place as lists show it: with what hangs on it only when the full form is wanted. */
export function listedPlace(view: View, { line, group }: Place, full: boolean): HsdsServiceAtLocation | undefined {
  const told = tell(view, line);
  const place = locationsOf(told)[group];
  if (place === undefined) return undefined;
  const service = serviceFacts(told);
  if (full) return { ...place, service };
  const { phones: _phones, schedules: _schedules, service_areas: _areas, ...basic } = place;
  return { ...basic, service };
}

/** An organization by its UUID: with its services in short, or in full. */
export function getOrganization(view: View, id: string, fullServices: boolean): HsdsOrganization | undefined {
  const runner = view.catalogue.organizations.get(id);
  return runner === undefined ? undefined : listedOrganization(view, runner, fullServices ? 'full' : 'basic');
}

/** An organization as lists show it; `services` null leaves them out. */
export function listedOrganization(
  view: View,
  { name, lines }: Runner,
  services: 'full' | 'basic' | null,
): HsdsOrganization {
  const facts = organizationOf(
    name,
    lines.map((line) => line.name),
  );
  if (services === null) return facts;
  return {
    ...facts,
    services: lines.map((line) =>
      services === 'full' ? fullService(tell(view, line)) : serviceFacts(tell(view, line)),
    ),
  };
}
