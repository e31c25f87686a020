// Deciding about the latest version: approved until a day, or sent back with a reason; and looking again at what was
// approved before.
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { decideText, reviewText, type WholeText } from '../../server/modules/contact/knowledge/contract.ts';
import { useChange } from '../kit/answers.ts';
import { Field } from '../kit/Field.tsx';
import { InPlaceForm } from '../kit/InPlaceForm.tsx';
import { ReasonForm } from '../kit/ReasonForm.tsx';
import { useWords } from '../kit/words.ts';
import { dayIn } from './view.ts';
import { knowledgeWords } from './words.ts';

const usualDays = 180;

export function Deciding({ text }: { readonly text: WholeText }): ReactNode {
  const words = useWords(knowledgeWords);
  const [giving, setGiving] = useState(false);
  const [day, setDay] = useState(() => dayIn(usualDays));
  const decide = useChange(decideText);
  const params = { id: text.id };
  if (text.mine) return <p className="quiet">{words.own}</p>;
  if (giving)
    return (
      <ReasonForm
        title={words.giveBack}
        done={words.giveBack}
        busy={decide.isPending}
        failure={decide.error}
        onDone={(reason) => decide.mutate({ params, body: { what: 'returned', version: text.version, reason } })}
        onClose={() => setGiving(false)}
      />
    );
  return (
    <InPlaceForm
      label={words.decideTitle}
      done={words.approve}
      leave={words.giveBack}
      busy={decide.isPending}
      failure={decide.error}
      onSend={() => decide.mutate({ params, body: { what: 'approved', version: text.version, reviewBy: day } })}
      onLeave={() => setGiving(true)}
    >
      <ReviewDay day={day} onChange={setDay} />
    </InPlaceForm>
  );
}

/** Looked at again and still right. */
export function Reviewing({ text }: { readonly text: WholeText }): ReactNode {
  const words = useWords(knowledgeWords);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(() => dayIn(usualDays));
  const review = useChange(reviewText, { onDone: () => setOpen(false) });
  if (!open) return <Button onClick={() => setOpen(true)}>{words.review}</Button>;
  return (
    <InPlaceForm
      label={words.review}
      done={words.review}
      busy={review.isPending}
      failure={review.error}
      onSend={() => review.mutate({ params: { id: text.id }, body: { reviewBy: day } })}
      onLeave={() => setOpen(false)}
    >
      <p className="in-place-lead">{words.reviewTitle}</p>
      <ReviewDay day={day} onChange={setDay} />
    </InPlaceForm>
  );
}

function ReviewDay({ day, onChange }: { readonly day: string; readonly onChange: (day: string) => void }): ReactNode {
  const words = useWords(knowledgeWords);
  return (
    <Field label={words.reviewBy} hint={words.reviewHint} required>
      {(bound) => (
        <Input
          {...bound}
          type="date"
          className="day-input"
          value={day}
          min={dayIn(1)}
          max={dayIn(730)}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
