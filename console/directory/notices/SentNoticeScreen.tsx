// A notice that was sent, and what each institution has done about it; those that have done least come first.
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { type By, NoticeId, readSentNotice } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './notices.css';
import { Chips } from '../../kit/Chips.tsx';
import { NoticeText } from './NoticeText.tsx';
import { behind, type Behind, lacking } from './view.ts';
import { noticeWords } from './words.ts';

type Receipts = Parameters<typeof lacking>[0];

export default function SentNoticeScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(noticeWords);
  const read = useAnswer(readSentNotice, { params: { id: NoticeId.parse(params['notice']) } });
  const back = <Link href="/directory/notices">← {words.back}</Link>;
  return (
    <div className="notice">
      {read.data === undefined ? <PageHeader title={words.windowTitle} back={back} /> : null}
      <Answered of={read}>
        {(notice) => (
          <>
            <PageHeader title={notice.title} windowTitle={words.windowTitle} back={back} />
            <div className="notice-parts">
              <NoticeText notice={notice} />
              {notice.receipts === null ? null : <Receiving receipts={notice.receipts} />}
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

function Receiving({ receipts }: { readonly receipts: Receipts }): ReactNode {
  const words = useWords(noticeWords);
  const [step, setStep] = useState<Behind>('all');
  const names = {
    all: words.filterAll,
    received: words.filterNotReceived,
    forwarded: words.filterNotForwarded,
    reported: words.filterNotReported,
  };
  const shown = lacking(receipts, step);
  return (
    <section aria-labelledby="receipts">
      <h2 id="receipts">{words.receipts}</h2>
      <p className="quiet">{words.institutions(receipts.length)}</p>
      <Chips
        label={words.which}
        chosen={step}
        choices={behind.map((key) => ({ key, name: names[key], count: lacking(receipts, key).length }))}
        onChoose={setStep}
      />
      {shown.length === 0 ? <p className="quiet">{words.none}</p> : null}
      <ul className="rows">
        {shown.map(({ organisation, receipt }) => (
          <li key={organisation.id} className="receipt">
            <strong>{organisation.name}</strong>
            <dl>
              <Step name={words.steps.received} by={receipt.received} />
              <Step name={words.steps.forwarded} by={receipt.forwarded?.by ?? null} what={receipt.forwarded?.to} />
              <Step name={words.steps.reported} by={receipt.report?.by ?? null} long={receipt.report?.text} />
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

type StepProps = {
  readonly name: string;
  readonly by: By | null;
  readonly what?: string | undefined;
  readonly long?: string | undefined;
};

function Step({ name, by, what, long }: StepProps): ReactNode {
  const words = useWords(noticeWords);
  const lang = useLang();
  return (
    <div>
      <dt>{name}</dt>
      <dd className={by === null ? 'quiet' : ''}>
        {by === null ? words.notYet : words.who(by.person.name ?? by.organisation.name, momentWords(lang, by.at))}
        {what === undefined ? null : <span className="block">{what}</span>}
        {long === undefined ? null : (
          <details>
            <summary>{words.readReport}</summary>
            <p className="as-written">{long}</p>
          </details>
        )}
      </dd>
    </div>
  );
}
