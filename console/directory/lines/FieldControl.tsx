// The control of one fact of a line, the same in the line editor and beside a doubt.
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { listEvents, type Field } from '../../../server/modules/directory/curation/contract.ts';
import { Validity } from '../../../server/modules/sources/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import type { Bound } from '../../kit/Field.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { RegionSelect } from '../shared/RegionSelect.tsx';
import { directoryWords } from '../shared/words.ts';
import { AccessPoints } from './AccessPoints.tsx';
import type { Draft } from './draft.ts';
import { HoursReading } from './HoursReading.tsx';
import './fields.css';
import { lineWords } from './words.ts';

type FieldControlProps = {
  readonly field: Field;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly bound: Bound;
  readonly readings: Readonly<Record<string, string | undefined>>;
  /** Whether what is missing is to be said. */
  readonly tried: boolean;
};

export function FieldControl({ field, draft, onChange, bound, readings, tried }: FieldControlProps): ReactNode {
  const { editor } = useWords(lineWords);
  switch (field) {
    case 'name':
    case 'sessionMinutes':
      return (
        <Input
          {...bound}
          value={draft[field]}
          maxLength={100}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      );
    case 'opened':
      return (
        <Input
          {...bound}
          type="date"
          className="day-input"
          value={draft.opened}
          onChange={(event) => onChange({ opened: event.target.value })}
        />
      );
    case 'formerNames':
    case 'hosts':
    case 'audience':
      return (
        <Input.TextArea
          {...bound}
          className="grows"
          rows={1}
          value={draft[field]}
          maxLength={500}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      );
    case 'region':
      return (
        <RegionSelect
          bound={bound}
          none={editor.regionNone}
          value={draft.region}
          onChange={(region) => onChange({ region })}
        />
      );
    case 'hours':
      return (
        <>
          <Input.TextArea
            {...bound}
            className="grows"
            rows={1}
            value={draft.hours}
            maxLength={500}
            onChange={(event) => onChange({ hours: event.target.value })}
          />
          <HoursReading text={draft.hours} />
        </>
      );
    case 'accessPoints':
      return (
        <AccessPoints
          points={draft.accessPoints}
          readings={readings}
          faulty={tried}
          onChange={(accessPoints) => onChange({ accessPoints })}
        />
      );
    case 'validity':
      return (
        <ValidityControl bound={bound} validity={draft.validity} onChange={(validity) => onChange({ validity })} />
      );
    default:
      return field satisfies never;
  }
}

type ValidityControlProps = {
  readonly validity: Draft['validity'];
  readonly onChange: (validity: Draft['validity']) => void;
  readonly bound: Bound;
};

function ValidityControl({ validity, onChange, bound }: ValidityControlProps): ReactNode {
  const { editor } = useWords(lineWords);
  const words = useWords(directoryWords);
  const say = useSay();
  const { data } = useAnswer(listEvents, {});
  const kinds = Validity.shape.kind.options;
  return (
    <div className="validity">
      <Select
        {...bound}
        value={validity.kind}
        options={kinds.map((kind) => ({ value: kind, label: words.validity[kind] }))}
        onChange={(kind: Draft['validity']['kind']) => onChange({ ...validity, kind })}
      />
      {validity.kind === 'until' || validity.kind === 'at-least' ? (
        <Input
          type="date"
          className="day-input"
          aria-label={editor.until}
          value={validity.until}
          onChange={(event) => onChange({ ...validity, until: event.target.value })}
        />
      ) : null}
      {validity.kind === 'event' ? (
        <Select
          aria-label={editor.event}
          placeholder={editor.eventNone}
          value={validity.event === '' ? null : validity.event}
          options={(data?.events ?? []).map((event) => ({ value: event.id, label: say(event) }))}
          onChange={(event: string) => onChange({ ...validity, event })}
        />
      ) : null}
    </div>
  );
}
