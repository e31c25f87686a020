// A contact goes on with somebody else, with a note for whoever takes it. The person keeps their place in time.
import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { listTransferTargets, transfer } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import type { OutputOf } from '../../kit/endpoint.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { helpWords } from './help-words.ts';

type TransferFormProps = { readonly contact: DeskContact; readonly onClose: () => void };
type Targets = OutputOf<typeof listTransferTargets>;

export function TransferForm(props: TransferFormProps): ReactNode {
  const targets = useAnswer(listTransferTargets, {}, { everySeconds: 10 });
  return <Answered of={targets}>{(given) => <Form {...props} targets={given} />}</Answered>;
}

function Form({ contact, targets, onClose }: TransferFormProps & { readonly targets: Targets }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const { presences } = useWords(contactWords);
  const { me } = useSession();
  const { queues, colleagues } = targets;
  const [queueId, setQueue] = useState<string | null>(contact.queue?.id ?? null);
  const [colleague, setColleague] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const hand = useChange(transfer, { touches: [listTransferTargets], onDone: onClose });
  const queue = queues.find(({ id }) => id === queueId);
  const there = colleagues.filter(({ id, queues: of }) => id !== me.person.id && of.some((one) => one === queueId));
  const whom = there.find(({ id }) => id === colleague);
  const send = (): void => {
    setTried(true);
    if (queue === undefined || note.trim() === '') return;
    const body = { queue: queue.id, note: note.trim(), ...(whom === undefined ? {} : { colleague: whom.id }) };
    hand.mutate({ params: { id: contact.id }, body });
  };
  return (
    <InPlaceForm
      label={words.transfer}
      done={words.done}
      busy={hand.isPending}
      failure={hand.error}
      onSend={send}
      onLeave={onClose}
    >
      <Field label={words.queue} required fault={tried && queue === undefined ? words.queueMissing : undefined}>
        {(bound) => (
          <Select
            {...bound}
            value={queue?.id ?? null}
            onChange={(value: string) => {
              setQueue(value);
              setColleague(null);
            }}
            options={queues.map(({ id, name, line, free, waiting }) => ({
              value: id,
              label: `${line} · ${name}（${words.freeOnes(free, waiting)}）`,
            }))}
          />
        )}
      </Field>
      <Field label={words.colleague}>
        {(bound) => (
          <Select
            {...bound}
            value={colleague ?? ''}
            onChange={(value: string) => setColleague(value === '' ? null : value)}
            options={[
              { value: '', label: words.anyone },
              ...there.map(({ id, name, presence, crisisCompetence }) => ({
                value: id,
                label: [name, presences[presence], crisisCompetence ? words.crisis : ''].filter(Boolean).join(' · '),
              })),
            ]}
          />
        )}
      </Field>
      <Field
        label={words.note}
        hint={words.noteHint}
        required
        fault={tried && note.trim() === '' ? words.noteMissing : undefined}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="grows"
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </InPlaceForm>
  );
}
