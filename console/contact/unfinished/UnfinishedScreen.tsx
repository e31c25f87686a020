// Contacts that ended without an outcome, and a reminder to whoever held them (S4-15).
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  listUnfinished,
  remindOfOutcome,
  type Unfinished,
} from '../../../server/modules/contact/wallboard/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { durationWords, momentWords, timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import '../contact.css';
import { unfinishedWords } from './words.ts';

export default function UnfinishedScreen(): ReactNode {
  const words = useWords(unfinishedWords);
  const listed = useAnswer(listUnfinished, {}, { everySeconds: 30 });
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {({ contacts, count }) =>
          contacts.length === 0 ? (
            <EmptyState title={words.none} why={words.noneWhy} />
          ) : (
            <>
              <p className="quiet" role="status">
                {words.total(count)}
              </p>
              <table className="work-table plain-rows unfinished" aria-label={words.title}>
                <thead>
                  <tr>
                    <th scope="col">{words.contact}</th>
                    <th scope="col">{words.counsellor}</th>
                    <th scope="col" className="wide-only">
                      {words.ended}
                    </th>
                    <th scope="col">{words.since}</th>
                    <th scope="col">{words.remind}</th>
                  </tr>
                </thead>
                <tbody>
                  {contacts.map((one) => (
                    <Row key={one.contact} one={one} />
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Answered>
    </>
  );
}

function Row({ one }: { readonly one: Unfinished }): ReactNode {
  const words = useWords(unfinishedWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const remind = useChange(remindOfOutcome, { touches: [listUnfinished] });
  return (
    <tr>
      <td>
        <span className="strong">{names.number(one.number)}</span>
        <small className="quiet">
          {one.line} · {names.channels[one.channel]}
        </small>
      </td>
      <td>{one.counsellor.name}</td>
      <td className="wide-only">{momentWords(lang, one.endedAt)}</td>
      <td>{durationWords(lang, one.minutes * 60)}</td>
      <td>
        <Button size="small" loading={remind.isPending} onClick={() => remind.mutate({ params: { id: one.contact } })}>
          {one.remindedAt === null ? words.remind : words.again}
        </Button>
        {one.remindedAt === null ? null : (
          <small className="quiet block">{words.reminded(timeWords(lang, one.remindedAt))}</small>
        )}
        {remind.error === null ? null : <FailureNote failure={remind.error} />}
      </td>
    </tr>
  );
}
