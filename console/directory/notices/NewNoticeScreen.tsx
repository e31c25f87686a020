// Writing a notice to all institutions below. What is missing is said beside it; what was typed stays whatever happens.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { listSentNotices, publishNotice } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './notices.css';
import { blank, bodyOf, missingIn, type Writing } from './view.ts';
import { noticeWords } from './words.ts';

export default function NewNoticeScreen(): ReactNode {
  const words = useWords(noticeWords);
  const { organisation } = useSession();
  const [, navigate] = useLocation();
  const [writing, setWriting] = useState<Writing>({ ...blank, issuers: organisation.name });
  const [tried, setTried] = useState(false);
  const publish = useChange(publishNotice, { touches: [listSentNotices] });
  const missing = missingIn(writing);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0) return;
    publish.mutate({ body: bodyOf(writing) }, { onSuccess: ({ id }) => navigate(`/directory/notices/sent/${id}`) });
  };
  const control = (name: keyof Writing, label: string, how: Partial<Control> = {}): ReactNode => (
    <Asked
      {...how}
      label={label}
      value={writing[name]}
      fault={tried && missing.includes(name) ? words.new.missing : undefined}
      onChange={(value) => setWriting((now) => ({ ...now, [name]: value }))}
    />
  );
  return (
    <div className="notice">
      <PageHeader
        title={words.new.title}
        about={words.new.about}
        back={<Link href="/directory/notices">← {words.back}</Link>}
      />
      <form className="notice-form" aria-label={words.new.title} onSubmit={send}>
        {control('title', words.new.name, { longest: 200 })}
        <div className="form-row">
          {control('number', words.new.number, { hint: words.new.numberHint, optional: true })}
          {control('reportBy', words.new.reportBy, { hint: words.new.reportByHint, optional: true, day: true })}
        </div>
        {control('issuers', words.new.issuers, { hint: words.new.issuersHint, rows: 1, longest: 600 })}
        {control('text', words.new.text, { rows: 10, longest: 20_000 })}
        <div className="form-row">
          {control('person', words.new.person, { longest: 40 })}
          {control('phone', words.new.phone, { longest: 40 })}
          {control('fax', words.new.fax, { longest: 40, optional: true })}
        </div>
        {publish.error === null ? null : <FailureNote failure={publish.error} typed />}
        {tried && missing.length > 0 ? <p role="status">{words.new.fix(missing.length)}</p> : null}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={publish.isPending}>
            {words.new.send}
          </Button>
        </div>
      </form>
    </div>
  );
}

type Control = {
  readonly hint: string;
  readonly optional: boolean;
  readonly day: boolean;
  readonly rows: number;
  readonly longest: number;
};

type AskedProps = Partial<Control> & {
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
};

function Asked({ label, value, fault, onChange, hint, optional, day, rows, longest = 60 }: AskedProps): ReactNode {
  return (
    <Field
      label={label}
      fault={fault}
      required={optional !== true}
      {...(optional === undefined ? {} : { optional })}
      {...(hint === undefined ? {} : { hint })}
    >
      {(bound) =>
        rows === undefined ? (
          <Input
            {...bound}
            {...(day === true ? { type: 'date' } : {})}
            value={value}
            maxLength={longest}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input.TextArea
            {...bound}
            className="grows"
            rows={rows}
            value={value}
            maxLength={longest}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
