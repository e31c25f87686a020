// How many take part, and which institutions serve, for whoever has to report it.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { dayNumber, dayOf, serviceWithin } from '../../validity.ts';
import type { Curating } from '../changes/changing-routes.ts';
import { isWithinRegion } from '../lines/work.ts';
import { countParticipation as countRow, listInstitutions } from './contract.ts';
import { countParticipation, dutyOf } from './counting.ts';
import { loadInstitutions, loadUniversityStewards } from './counting-store.ts';

const see = { access: { may: 'directory.see-curation' }, audit: { none: 'Counts of public facts.' } } as const;

/** The rows that count. */
export function countingRoutes({ directory }: Curating): readonly Route[] {
  const inService = (day: string) =>
    directory
      .snapshot()
      .lines.filter(({ period }) => serviceWithin(period, dayNumber(day)) === 'in-service')
      .map(({ line }) => line);
  return [
    defineRoute({
      ...countRow,
      ...see,
      about: 'How many lines, universities, numbers and accounts take part.',
      run: ({ query: { region, source, on } }, { transact, now }) =>
        transact(async (tx) => {
          const lines = inService(on ?? dayOf(now)).filter(
            (line) =>
              (region === undefined || isWithinRegion(line.region?.code ?? null, region)) &&
              (source === undefined || line.listings.some((listing) => listing.source === source)),
          );
          return ok(countParticipation(lines, await loadUniversityStewards(tx)));
        }),
      refusals: {},
    }),
    defineRoute({
      ...listInstitutions,
      ...see,
      about: 'Institutions with their lines; those without a line in service first.',
      run: (_, { transact, now }) =>
        transact(async (tx) => {
          const serving = new Map<string, ReturnType<typeof inService>[number]>(
            inService(dayOf(now)).map((line) => [line.id, line]),
          );
          return ok({ institutions: dutyOf(await loadInstitutions(tx), serving) });
        }),
      refusals: {},
    }),
  ];
}
