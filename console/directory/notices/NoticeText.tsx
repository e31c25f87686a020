// A notice as it was published: number, issuers, text, contact, annex.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { NoticeDetail } from '../../../server/modules/directory/curation/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { noticeWords } from './words.ts';

export function NoticeText({ notice }: { readonly notice: NoticeDetail }): ReactNode {
  const words = useWords(noticeWords);
  const lang = useLang();
  const { number, issuers, publishedOn, text, contact, annex, reportBy } = notice;
  return (
    <article className="notice-text">
      <p className="quiet">
        {[
          ...(number === null ? [] : [words.number(number)]),
          words.by(issuers.join(lang === 'zh' ? '、' : ', ')),
          dayWords(lang, publishedOn),
        ].join(' · ')}
      </p>
      {reportBy === null ? null : (
        <p>
          <strong>{words.reportBy(dayWords(lang, reportBy))}</strong>
        </p>
      )}
      <p className="as-written notice-body">{text}</p>
      <p>
        <span className="quiet">{words.contact}</span>{' '}
        {words.contactLine(contact.person, contact.phone, contact.fax ?? '')}
      </p>
      {annex === null ? null : (
        <details>
          <summary>{words.annex(annex.file, annex.lines.length)}</summary>
          <ul className="event-line-list">
            {annex.lines.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/directory/lines/${id}`}>{name ?? id}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
