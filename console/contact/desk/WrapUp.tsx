// After the conversation: how it ended, what was done, and a pause when it was a hard one. Nothing closes without it
// (S4-15, S1-06).
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { Outcome } from '../../../server/modules/contact/contract.ts';
import { recordOutcome } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { FollowUpForm } from './FollowUpForm.tsx';
import { helpWords } from './help-words.ts';

const kinds = ['support', 'counselling', 'crisis-intervention', 'rescue', 'information'] as const;
type Kind = (typeof kinds)[number];

export function WrapUp({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { end: words } = useWords(helpWords);
  const names = useWords(contactWords);
  const [outcome, setOutcome] = useState<Outcome | null>(contact.outcome);
  const [done, setDone] = useState<readonly Kind[]>([]);
  const [hard, setHard] = useState(false);
  const [tried, setTried] = useState(false);
  const record = useChange(recordOutcome, { touches: [] });
  const send = (): void => {
    setTried(true);
    if (outcome !== null) record.mutate({ params: { id: contact.id }, body: { outcome, kinds: [...done], hard } });
  };
  return (
    <form
      className="wrap-up"
      aria-label={words.label}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{words.label}</h2>
      <fieldset className={tried && outcome === null ? 'faulty' : undefined}>
        <legend>{words.outcome}</legend>
        {Outcome.options.map((one) => (
          <label key={one} className="wrap-choice">
            <input type="radio" name="outcome" checked={outcome === one} onChange={() => setOutcome(one)} />
            {names.outcomes[one]}
          </label>
        ))}
        {tried && outcome === null ? <p className="fault-line">{words.outcomeMissing}</p> : null}
      </fieldset>
      {outcome === 'follow-up-agreed' ? <FollowUpForm contact={contact} /> : null}
      <fieldset>
        <legend>{words.kinds}</legend>
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={done.includes(kind)}
            onChange={() => setDone((now) => (now.includes(kind) ? now.filter((one) => one !== kind) : [...now, kind]))}
          >
            {names.kinds[kind]}
          </Checkbox>
        ))}
      </fieldset>
      <Checkbox checked={hard} onChange={(event) => setHard(event.target.checked)}>
        {words.hard}
        <small className="quiet block">{words.hardWhy}</small>
      </Checkbox>
      {record.error === null ? null : <FailureNote failure={record.error} typed />}
      <Button type="primary" htmlType="submit" block loading={record.isPending}>
        {words.done}
      </Button>
    </form>
  );
}
