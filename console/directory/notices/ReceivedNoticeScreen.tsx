// A notice that was received: opening it is the receipt; forwarding it and reporting on it are entered beside it.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import {
  forwardNotice,
  listReceivedNotices,
  type NoticeDetail,
  NoticeId,
  openNotice,
  type Receipt,
  reportOnNotice,
} from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import type { Failure } from '../../kit/failure.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import type { ScreenProps } from '../../kit/screens.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './notices.css';
import { NoticeText } from './NoticeText.tsx';
import { noticeWords } from './words.ts';

const touches = [openNotice, listReceivedNotices];

export default function ReceivedNoticeScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(noticeWords);
  const opened = useAnswer(openNotice, { params: { id: NoticeId.parse(params['notice']) } }, { once: true });
  const back = <Link href="/directory/notices">← {words.back}</Link>;
  return (
    <div className="notice">
      {opened.data === undefined ? <PageHeader title={words.windowTitle} back={back} /> : null}
      <Answered of={opened}>
        {(notice) => (
          <>
            <PageHeader title={notice.title} windowTitle={words.windowTitle} back={back} />
            <div className="notice-parts">
              <NoticeText notice={notice} />
              {notice.receipt === null ? null : <Doing notice={notice} receipt={notice.receipt} />}
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

function Doing({ notice, receipt }: { readonly notice: NoticeDetail; readonly receipt: Receipt }): ReactNode {
  const words = useWords(noticeWords);
  const lang = useLang();
  const forward = useChange(forwardNotice, { touches });
  const report = useChange(reportOnNotice, { touches });
  const { received, forwarded } = receipt;
  const at = { params: { id: notice.id } };
  return (
    <section className="notice-doing" aria-labelledby="doing">
      <h2 id="doing">{words.own}</h2>
      {received === null ? null : (
        <p>{words.receivedBy(received.person.name ?? received.organisation.name, momentWords(lang, received.at))}</p>
      )}
      <Saying
        label={words.forwardTo}
        hint={words.forwardHint}
        said={forwarded?.to ?? null}
        told={forwarded === null ? null : words.forwardedTo(forwarded.to)}
        done={words.forwardDone}
        short={words.forwardShort}
        longest={500}
        busy={forward.isPending}
        failure={forward.error}
        onSave={(to, close) => forward.mutate({ ...at, body: { to } }, { onSuccess: close })}
      />
      <Saying
        label={words.report}
        hint={words.reportHint}
        said={receipt.report?.text ?? null}
        told={receipt.report === null ? null : words.reported}
        done={words.reportDone}
        short={words.reportShort}
        longest={10_000}
        busy={report.isPending}
        failure={report.error}
        onSave={(text, close) => report.mutate({ ...at, body: { text } }, { onSuccess: close })}
      />
    </section>
  );
}

type SayingProps = {
  readonly label: string;
  readonly hint: string;
  readonly said: string | null;
  readonly told: string | null;
  readonly done: string;
  readonly short: string;
  readonly longest: number;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSave: (text: string, close: () => void) => void;
};

/** A text that is filed and may be filed again. */
function Saying({ label, hint, said, told, done, short, longest, busy, failure, onSave }: SayingProps): ReactNode {
  const words = useWords(noticeWords);
  const { cancel } = useWords(kitWords);
  const [open, setOpen] = useState(said === null);
  const [text, setText] = useState(said ?? '');
  const [tried, setTried] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (text.trim() !== '') onSave(text.trim(), () => setOpen(false));
  };
  if (!open)
    return (
      <div className="said">
        <p>{told}</p>
        {longest > 500 ? <p className="as-written quiet">{said}</p> : null}
        <Button size="small" onClick={() => setOpen(true)}>
          {words.again}
        </Button>
      </div>
    );
  return (
    <form aria-label={label} onSubmit={send}>
      {failure === null ? null : <FailureNote failure={failure} typed />}
      <Field label={label} hint={hint} required fault={tried && text.trim() === '' ? short : undefined}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="grows"
            rows={longest > 500 ? 5 : 2}
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {done}
        </Button>
        {said === null ? null : <Button onClick={() => setOpen(false)}>{cancel}</Button>}
      </div>
    </form>
  );
}
