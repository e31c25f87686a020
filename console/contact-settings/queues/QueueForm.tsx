// A queue being set up or changed: everything has a good value already, and hours are read back while they are typed.
import { Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { ContactChannel } from '../../../server/modules/contact/contract.ts';
import type { QueueSettings } from '../../../server/modules/contact/queues/contract.ts';
import { contactWords } from '../../contact/words.ts';
import { HoursReading } from '../../directory/lines/HoursReading.tsx';
import '../../directory/lines/fields.css';
import type { Failure } from '../../kit/failure.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { PriorityList } from './PriorityList.tsx';
import { type Draft, isOff, type NumberName, numbers, settingsOf } from './view.ts';
import { queueWords } from './words.ts';

type QueueFormProps = {
  readonly begin: Draft;
  readonly label: string;
  readonly done: string;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly lineHours: string | null;
  /** The choice of the line, for a new queue. */
  readonly above?: ReactNode;
  readonly onSend: (settings: QueueSettings) => void;
  readonly onLeave: () => void;
};

export function QueueForm(props: QueueFormProps): ReactNode {
  const { begin, label, done, busy, failure, lineHours, above, onSend, onLeave } = props;
  const words = useWords(queueWords);
  const say = useSay();
  const [draft, setDraft] = useState(begin);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const send = (): void => {
    setTried(true);
    const settings = settingsOf(draft);
    if (settings !== undefined) onSend(settings);
  };
  const unread = failure?.code === 'hours-not-readable';
  return (
    <InPlaceForm label={label} done={done} busy={busy} failure={failure} wide onSend={send} onLeave={onLeave}>
      {above}
      <What draft={draft} tried={tried} onChange={change} />
      <PriorityList kind={draft.kind} chosen={draft.priority} onChange={(priority) => change({ priority })} />
      <Times draft={draft} tried={tried} onChange={change} />
      <Field
        label={words.hours}
        optional
        hint={`${lineHours === null ? words.noLineHours : words.lineHours(lineHours)} ${words.hoursHint}`}
        fault={unread ? say(failure.words) : undefined}
      >
        {(bound) => (
          <Input
            {...bound}
            value={draft.hours}
            maxLength={500}
            onChange={({ target }) => change({ hours: target.value })}
          />
        )}
      </Field>
      {draft.hours.trim() === '' ? null : <HoursReading text={draft.hours} />}
    </InPlaceForm>
  );
}

type PartProps = {
  readonly draft: Draft;
  readonly tried: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
};

function What({ draft, tried, onChange }: PartProps): ReactNode {
  const words = useWords(queueWords);
  const { channels } = useWords(contactWords);
  const put = (channel: ContactChannel, on: boolean): void =>
    onChange({
      channels: ContactChannel.options.filter((one) => (one === channel ? on : draft.channels.includes(one))),
    });
  return (
    <>
      <div className="form-row">
        <Field
          label={words.name}
          hint={words.nameHint}
          required
          fault={tried && draft.name.trim() === '' ? words.name : undefined}
        >
          {(bound) => (
            <Input
              {...bound}
              value={draft.name}
              maxLength={40}
              onChange={({ target }) => onChange({ name: target.value })}
            />
          )}
        </Field>
        <Field label={words.kind} hint={words.kindHints[draft.kind]}>
          {(bound) => (
            <Select
              {...bound}
              value={draft.kind}
              options={(['usual', 'dedicated'] as const).map((kind) => ({ value: kind, label: words.kinds[kind] }))}
              onChange={(kind) => onChange({ kind })}
            />
          )}
        </Field>
      </div>
      <fieldset className={tried && draft.channels.length === 0 ? 'field faulty' : 'field'}>
        <legend>{words.channels}</legend>
        <div className="channel-choice">
          {ContactChannel.options.map((channel) => (
            <Checkbox
              key={channel}
              checked={draft.channels.includes(channel)}
              onChange={({ target }) => put(channel, target.checked)}
            >
              {channels[channel]}
            </Checkbox>
          ))}
        </div>
        {draft.channels.includes('phone') ? <p className="hint">{words.phoneNote}</p> : null}
        {tried && draft.channels.length === 0 ? <p className="fault">{words.channelsMissing}</p> : null}
      </fieldset>
    </>
  );
}

const inTimes = ['talkMinutes', 'offerSeconds', 'keptMinutes', 'wishMinutes'] as const;

function Times({ draft, tried, onChange }: PartProps): ReactNode {
  const words = useWords(queueWords);
  const field = (name: NumberName, hint?: string): ReactNode => (
    <Field
      key={name}
      label={words[name]}
      {...(hint === undefined ? {} : { hint })}
      fault={tried && isOff(name, draft.typed[name]) ? words.range(numbers[name][0], numbers[name][1]) : undefined}
    >
      {(bound) => (
        <Input
          {...bound}
          inputMode="numeric"
          className="figure-input"
          value={draft.typed[name]}
          maxLength={4}
          onChange={({ target }) => onChange({ typed: { ...draft.typed, [name]: target.value } })}
        />
      )}
    </Field>
  );
  return (
    <>
      <fieldset>
        <legend>{words.times}</legend>
        <div className="form-row">
          {inTimes.map((name) => field(name, name === 'talkMinutes' ? words.talkHint : undefined))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.howOften}</legend>
        <Checkbox checked={draft.oneTime} onChange={({ target }) => onChange({ oneTime: target.checked })}>
          {words.oneTime}
        </Checkbox>
        <div className="form-row">{field('contactsInPrinciple', words.contactsHint)}</div>
      </fieldset>
    </>
  );
}
