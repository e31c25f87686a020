// Notices: for an authority those it has sent, with how far each has come; for an institution those it has received.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import {
  listReceivedNotices,
  listSentNotices,
  type NoticeRow,
} from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './notices.css';
import { shanghaiNow } from '../lines/week-view.ts';
import { isLate, stateOf } from './view.ts';
import { noticeWords } from './words.ts';

export default function NoticesScreen(): ReactNode {
  const words = useWords(noticeWords);
  const { may, organisation } = useSession();
  const [, navigate] = useLocation();
  const sends = may('directory.publish-notice');
  const receives = may('directory.answer-notice') && organisation.kind !== 'authority';
  return (
    <div className="notices">
      <PageHeader
        title={words.title}
        about={sends ? words.aboutSent : words.aboutReceived}
        actions={
          sends ? (
            <Button type="primary" onClick={() => navigate('/directory/notices/new')}>
              {words.write}
            </Button>
          ) : null
        }
      />
      {receives ? <Received heading={sends} /> : null}
      {sends ? <Sent heading={receives} /> : null}
    </div>
  );
}

function Sent({ heading }: { readonly heading: boolean }): ReactNode {
  const words = useWords(noticeWords);
  const lang = useLang();
  const [, navigate] = useLocation();
  const listed = useAnswer(listSentNotices, {});
  const address = (id: string): string => `/directory/notices/sent/${id}`;
  return (
    <section>
      {heading ? <h2>{words.sent}</h2> : null}
      <Answered of={listed}>
        {({ notices }) => (
          <DataTable
            label={words.sent}
            rows={notices}
            rowKey={({ id }) => id}
            onOpen={({ id }) => navigate(address(id))}
            columns={[
              {
                title: words.columns.title,
                key: 'title',
                cell: (row) => <Named row={row} href={address(row.id)} />,
              },
              { title: words.columns.date, key: 'date', cell: (row) => dayWords(lang, row.publishedOn) },
              {
                title: words.columns.progress,
                key: 'progress',
                cell: ({ progress }) =>
                  progress === null
                    ? ''
                    : words.progress(progress.received, progress.forwarded, progress.reported, progress.institutions),
              },
              {
                title: words.columns.reportBy,
                key: 'by',
                cell: ({ reportBy }) => (reportBy === null ? '' : dayWords(lang, reportBy)),
              },
            ]}
            empty={<EmptyState title={words.emptySent} why={words.emptySentWhy} />}
          />
        )}
      </Answered>
    </section>
  );
}

function Received({ heading }: { readonly heading: boolean }): ReactNode {
  const words = useWords(noticeWords);
  const lang = useLang();
  const [, navigate] = useLocation();
  const listed = useAnswer(listReceivedNotices, {});
  const address = (id: string): string => `/directory/notices/received/${id}`;
  const today = shanghaiNow(new Date()).date;
  return (
    <section>
      {heading ? <h2>{words.received}</h2> : null}
      <Answered of={listed}>
        {({ notices }) => (
          <DataTable
            label={words.received}
            rows={notices}
            rowKey={({ id }) => id}
            onOpen={({ id }) => navigate(address(id))}
            columns={[
              {
                title: words.columns.title,
                key: 'title',
                cell: (row) => <Named row={row} href={address(row.id)} />,
              },
              { title: words.columns.from, key: 'from', cell: ({ from }) => from.name },
              { title: words.columns.date, key: 'date', cell: (row) => dayWords(lang, row.publishedOn) },
              {
                title: words.columns.state,
                key: 'state',
                cell: (row) => (
                  <>
                    {stateOf(row.receipt) === 'new' ? (
                      <strong>{words.states.new}</strong>
                    ) : (
                      words.states[stateOf(row.receipt)]
                    )}
                    {isLate(row, today) ? <span className="tag">{words.late}</span> : null}
                  </>
                ),
              },
              {
                title: words.columns.reportBy,
                key: 'by',
                cell: ({ reportBy }) => (reportBy === null ? '' : dayWords(lang, reportBy)),
              },
            ]}
            empty={<EmptyState title={words.emptyReceived} why={words.emptyReceivedWhy} />}
          />
        )}
      </Answered>
    </section>
  );
}

function Named({ row, href }: { readonly row: NoticeRow; readonly href: string }): ReactNode {
  return (
    <span className="line-name notice-name">
      <Link href={href}>{row.title}</Link>
      {row.number === null ? null : <small className="quiet">{row.number}</small>}
    </span>
  );
}
