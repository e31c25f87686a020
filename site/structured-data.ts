// A line in the words of schema.org, for machines that read pages. A line that has ended is described without a
// number, so that nothing passes it on as something to call.
import type { Line } from '../server/modules/directory/contract.ts';
import type { DaySet, OpeningRule, Schedule } from '../server/modules/hours/contract.ts';
import type { LineView } from './ports.ts';
import { addressOf, type Reader } from './reader.ts';
import { clockOf } from './telling-time.ts';

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** JSON-LD of a line's page. */
export function structuredLine(reader: Reader, view: LineView): object {
  const { line } = view;
  const inService = view.service === 'in-service';
  return {
    '@context': 'https://schema.org',
    '@type': 'Service',
    '@id': `${reader.publicUrl}/lines/${line.id}`,
    url: `${reader.publicUrl}${addressOf(reader.lang, `/lines/${line.id}`)}`,
    name: line.name,
    ...(line.formerNames.length > 0 ? { alternateName: line.formerNames } : {}),
    serviceType: '心理援助热线',
    ...(line.region === null ? {} : { areaServed: { '@type': 'AdministrativeArea', name: line.region.name } }),
    audience: { '@type': 'Audience', audienceType: line.audience.raw },
    provider: line.hosts.map((name) => ({ '@type': 'Organization', name })),
    ...(inService ? { availableChannel: channels(view) } : {}),
  };
}

function channels(view: LineView): readonly object[] {
  return view.points
    .filter(({ point }) => point.tel !== null)
    .map(({ point }) => ({
      '@type': 'ServiceChannel',
      servicePhone: {
        '@type': 'ContactPoint',
        telephone: point.e164 ?? point.tel,
        contactType: 'crisis support',
        availableLanguage: 'zh',
        ...openingHours((point.hours ?? view.line.hours)?.schedule ?? null, view.line),
      },
    }));
}

/**
 * Hours that schema.org can express of a telephone: one part for the whole line, on weekdays that do not look at the
 * calendar. Days off can be taken out only of the hours of a place, so a line that rests on public holidays has its
 * hours left out: a search engine would show it as open on a day when nobody answers.
 */
function openingHours(schedule: Schedule | null, line: Line): object {
  const [part, ...others] = schedule?.parts ?? [];
  if (part === undefined || part.scope !== null || others.length > 0) return {};
  if (part.rules.some(({ days }) => !isPlainWeek(days))) return {};
  const valid = {
    ...(schedule?.since === undefined ? {} : { validFrom: schedule.since }),
    ...(line.validity.until === undefined ? {} : { validThrough: line.validity.until }),
  };
  return { hoursAvailable: part.rules.flatMap((rule) => specifications(rule, valid)) };
}

const isPlainWeek = (days: DaySet): boolean => days.kind === 'weekdays' && days.holidays === 'as-usual';

function specifications({ days, bands }: OpeningRule, valid: object): readonly object[] {
  if (days.kind !== 'weekdays') return [];
  const dayOfWeek = days.days.map((day) => `https://schema.org/${dayNames[day - 1]}`);
  return bands.map(({ from, to }) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek,
    opens: padded(from),
    closes: to === 1440 ? '23:59' : padded(to % 1440),
    ...valid,
  }));
}

function padded(minutes: number): string {
  return clockOf(minutes).padStart(5, '0');
}
