// Putting on file that somebody called, looked or asked, and found the line as it is shown.
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { LineId } from '../../../server/modules/directory/contract.ts';
import { type CuratedLine, verifyLine } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { HowAndWhen, type HowWhen } from '../shared/HowAndWhen.tsx';
import { offerBack } from '../shared/undoing.ts';
import { directoryWords } from '../shared/words.ts';
import { daysBetween } from './list-view.ts';
import { shanghaiNow } from './week-view.ts';
import { lineWords } from './words.ts';

const staleAfter = 90;

export function Verifying({ line }: { readonly line: CuratedLine }): ReactNode {
  const words = useWords(lineWords).verify;
  const common = useWords(directoryWords);
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const { verification } = line;
  const today = shanghaiNow(new Date()).date;
  const stale = verification !== null && daysBetween(verification.on, today) > staleAfter;
  const how = verification?.how == null ? '' : common.how[verification.how];
  return (
    <section aria-labelledby="verifying">
      <h2 id="verifying">{words.title}</h2>
      {verification === null ? (
        <p className="quiet">{words.never}</p>
      ) : (
        <p>
          {words.last(dayWords(lang, verification.on), how)}
          {verification.note === '' ? null : <span className="quiet"> {verification.note}</span>}
          {stale ? <span className="block">{words.stale}</span> : null}
        </p>
      )}
      {open ? (
        <VerifyForm of={{ ...line.line, revision: line.revision }} today={today} onClose={() => setOpen(false)} />
      ) : line.mayCurate ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {words.open}
        </Button>
      ) : null}
    </section>
  );
}

type VerifyFormProps = {
  readonly of: { readonly id: LineId; readonly name: string; readonly revision: number };
  readonly today: string;
  readonly onClose: () => void;
};

/** Also opened from a list of lines to verify. */
export function VerifyForm({ of, today, onClose }: VerifyFormProps): ReactNode {
  const words = useWords(lineWords).verify;
  const [met, setMet] = useState<HowWhen>({ how: 'phone-call', on: today });
  const [note, setNote] = useState('');
  const verify = useChange(verifyLine, {
    onDone: ({ change }) => {
      const { zh, en } = lineWords;
      offerBack({ zh: zh.verify.saved(name), en: en.verify.saved(name) }, change);
      onClose();
    },
  });
  const { id, name, revision } = of;
  const send = (): void => {
    verify.mutate({ params: { id }, body: { revision, ...met, note } });
  };
  return (
    <InPlaceForm
      label={words.title}
      done={words.done}
      busy={verify.isPending}
      failure={verify.error}
      onSend={send}
      onLeave={onClose}
    >
      <HowAndWhen value={met} today={today} labels={{ how: words.how, on: words.on }} onChange={setMet} />
      <Field label={words.note} hint={words.noteHint} optional>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </InPlaceForm>
  );
}
