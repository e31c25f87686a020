// Every certificate of the organisation, the newest first.
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Certificate, type ClockedClass, listCertificates } from '../../../server/modules/privacy/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { kitWords } from '../../kit/common-words.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { afterCursor } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { SavedFilters } from '../../kit/SavedFilters.tsx';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { WorkTable } from '../../kit/WorkTable.tsx';
import '../privacy.css';
import { ClassSelect } from '../shared/ClassSelect.tsx';
import { FileNumber } from '../shared/FileNumber.tsx';
import { privacyWords } from '../shared/words.ts';
import { certificateWords } from './words.ts';

type CertificatesFilter = { readonly class: ClockedClass | ''; readonly from: string; readonly to: string };
const none: CertificatesFilter = { class: '', from: '', to: '' };

export default function CertificatesScreen(): ReactNode {
  const words = useWords(certificateWords);
  const { table } = useWords(kitWords);
  const filtering = useFilter('privacy.certificates', none);
  const { filter, change } = filtering;
  const query = {
    limit: 50,
    ...(filter.class === '' ? {} : { class: filter.class }),
    ...(filter.from === '' ? {} : { from: filter.from }),
    ...(filter.to === '' ? {} : { to: filter.to }),
  };
  const listed = usePages(listCertificates, { query }, { next: afterCursor });
  const day = (name: 'from' | 'to'): ReactNode => (
    <label className="day-label">
      {words[name]}
      <Input
        type="date"
        className="day-input"
        value={filter[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {(pages) => {
          const certificates = pages.flatMap((page) => page.certificates);
          return (
            <>
              <div className="table-tools">
                <ClassSelect value={filter.class} onChange={(value) => change({ class: value })} />
                {day('from')}
                {day('to')}
                {filtering.on ? (
                  <Button type="text" onClick={filtering.clear}>
                    {table.clear}
                  </Button>
                ) : null}
                <SavedFilters filtering={filtering} />
              </div>
              {certificates.length === 0 ? (
                <EmptyState
                  title={filtering.on ? table.empty : words.none}
                  why={filtering.on ? table.emptyTodo : words.noneWhy}
                />
              ) : (
                <>
                  <CertificateList certificates={certificates} />
                  <ListFoot shown={certificates.length} more={listed.more} busy={listed.busy} />
                </>
              )}
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function CertificateList({ certificates }: { readonly certificates: readonly Certificate[] }): ReactNode {
  const words = useWords(certificateWords);
  const { classes } = useWords(privacyWords);
  const lang = useLang();
  const { columns } = words;
  return (
    <WorkTable label={words.title} className="plain-rows" columns={[columns.number, columns.what, columns.at]}>
      {certificates.map(({ id, number, class: of, file, at, cause }) => (
        <tr key={id}>
          <td>
            <Link href={`/privacy/certificates/${id}`}>{words.number(number)}</Link>
          </td>
          <td>
            {classes[of]}
            <small>
              <FileNumber file={file} />
            </small>
          </td>
          <td>
            {momentWords(lang, at)}
            <small className="quiet">{words.causes[cause]}</small>
          </td>
        </tr>
      ))}
    </WorkTable>
  );
}
