// Declaring an event over: the last day, the lines that end with it, the reason; it can be taken back.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { type CuratedEvent, declareOver } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { shanghaiNow } from '../lines/week-view.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { offerBack } from '../shared/undoing.ts';
import { EventLines } from './EventLines.tsx';
import { eventWords } from './words.ts';

type DeclareOverProps = { readonly event: CuratedEvent; readonly onClose: () => void };

export function DeclareOver({ event, onClose }: DeclareOverProps): ReactNode {
  const words = useWords(eventWords);
  const [on, setOn] = useState(() => shanghaiNow(new Date()).date);
  const declare = useChange(declareOver, {
    onDone: ({ change }) => {
      offerBack({ zh: eventWords.zh.declared(event.zh), en: eventWords.en.declared(event.en) }, change);
      onClose();
    },
  });
  const send = (why: string): void => declare.mutate({ params: { id: event.id }, body: { on, why } });
  return (
    <div className="event-over">
      <ReasonForm
        title={words.declare}
        done={words.done}
        ready={words.reasons.split('|')}
        busy={declare.isPending}
        failure={declare.error}
        onDone={send}
        onClose={onClose}
      >
        <Field label={words.last} hint={words.lastHint}>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              className="day-input"
              required
              min={event.begins}
              value={on}
              onChange={(changed) => setOn(changed.target.value)}
            />
          )}
        </Field>
        {on === '' ? null : <EventLines event={event.id} on={on} />}
      </ReasonForm>
    </div>
  );
}
