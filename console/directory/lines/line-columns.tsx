// The columns of the list of lines.
import { Link } from 'wouter';
import type { LineRow } from '../../../server/modules/directory/curation/contract.ts';
import type { Column } from '../../kit/DataTable.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { directoryWords } from '../shared/words.ts';
import { lineWords } from './words.ts';

/** For `DataTable`. */
export function useLineColumns(): readonly Column<LineRow>[] {
  const words = useWords(lineWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const { columns } = words;
  return [
    {
      title: columns.line,
      key: 'line',
      cell: ({ id, name, curatedFields, overtaken }) => (
        <span className="line-name">
          <Link href={`/directory/lines/${id}`}>{name}</Link>
          {curatedFields === 0 ? null : <small className="quiet">{words.edited(curatedFields)}</small>}
          {overtaken === 0 ? null : <small>{words.overtaken(overtaken)}</small>}
        </span>
      ),
    },
    { title: columns.region, key: 'region', cell: ({ region }) => region ?? common.nationwide },
    {
      title: columns.service,
      key: 'service',
      cell: ({ service, shown }) => (
        <>
          {common.service[service]}
          {shown ? null : <span className="tag">{words.hidden}</span>}
        </>
      ),
    },
    {
      title: columns.verified,
      key: 'verified',
      cell: ({ verified, stale }) =>
        verified === null ? (
          <span className="quiet">{words.never}</span>
        ) : (
          <span className={stale ? 'quiet' : ''}>{dayWords(lang, verified.on)}</span>
        ),
    },
    { title: columns.ends, key: 'ends', cell: ({ ends }) => (ends === null ? '' : dayWords(lang, ends)) },
    {
      title: columns.doubts,
      key: 'doubts',
      className: 'figure',
      cell: ({ openFlags }) => (openFlags === 0 ? '' : openFlags),
    },
    { title: columns.steward, key: 'steward', cell: ({ steward }) => steward?.name ?? '' },
  ];
}
