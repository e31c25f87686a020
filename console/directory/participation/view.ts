// What is asked for when participation is counted, and how many institutions do not serve.
import type { z } from 'zod';
import type { countParticipation, listInstitutions } from '../../../server/modules/directory/curation/contract.ts';
import type { Filter } from '../../kit/filters.ts';

/** What is counted; empty asks for nothing in particular. Days in Shanghai. */
export type CountFilter = Filter & { readonly region: string; readonly source: string; readonly on: string };

export const noCountFilter: CountFilter = { region: '', source: '', on: '' };

export type Counts = z.output<typeof countParticipation.output>;

/** In the order in which they are reported. */
export const counted = [
  'universities',
  'lines',
  'phones',
  'email',
  'qq',
  'wechat',
] as const satisfies readonly (keyof Counts)[];

/** As a query of the server. */
export function countQuery({ region, source, on }: CountFilter): z.input<typeof countParticipation.input.query> {
  return { ...(region !== '' && { region }), ...(source !== '' && { source }), ...(on !== '' && { on }) };
}

export type Institution = z.output<typeof listInstitutions.output>['institutions'][number];

/** How many have no line in service. */
export const withoutService = (institutions: readonly Pick<Institution, 'inService'>[]): number =>
  institutions.filter(({ inService }) => inService === 0).length;
