// A reason before something is done: ready-made ones to take, or one's own words.
import { Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { kitWords } from './common-words.ts';
import type { Failure } from './failure.ts';
import { Field } from './Field.tsx';
import { InPlaceForm } from './InPlaceForm.tsx';
import { useWords } from './words.ts';

type ReasonFormProps = {
  readonly title: string;
  readonly done: string;
  readonly ready?: readonly string[];
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onDone: (why: string) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** `<ReasonForm title done busy failure onDone={(why) => …} onClose ready={['改错了']} />` */
export function ReasonForm(props: ReasonFormProps): ReactNode {
  const { title, done, ready = [], busy, failure, onDone, onClose, children } = props;
  const words = useWords(kitWords);
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const place = useRef<InputRef>(null);
  useEffect(() => place.current?.focus(), []);
  const send = (): void => {
    setTried(true);
    if (why.trim().length >= 2) onDone(why.trim());
  };
  return (
    <InPlaceForm label={title} done={done} busy={busy} failure={failure} onSend={send} onLeave={onClose}>
      {children}
      {ready.length === 0 ? null : (
        <div className="ready-reasons">
          {ready.map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={why === one} onClick={() => setWhy(one)}>
              {one}
            </button>
          ))}
        </div>
      )}
      <Field label={words.reason} required fault={tried && why.trim().length < 2 ? words.reasonShort : undefined}>
        {(bound) => (
          <Input {...bound} ref={place} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
    </InPlaceForm>
  );
}
