// Placing a legal hold: why, on what basis, and when somebody looks at it again.
import { Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type FileId, placeHold } from '../../../server/modules/privacy/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field, useFieldFaults } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { privacyWords } from '../shared/words.ts';
import { tomorrow } from './view.ts';
import { fileWords } from './words.ts';

type PlaceHoldProps = { readonly file: FileId; readonly onClose: () => void };

export function PlaceHold({ file, onClose }: PlaceHoldProps): ReactNode {
  const words = useWords(fileWords);
  const common = useWords(privacyWords);
  const place = useChange(placeHold);
  const faults = useFieldFaults(place.error);
  const [draft, setDraft] = useState({ reason: '', basis: '', reviewOn: '' });
  const [tried, setTried] = useState(false);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const reason = draft.reason.trim();
  const basis = draft.basis.trim();
  const earliest = tomorrow(new Date());
  const laterDay = draft.reviewOn >= earliest;
  const missing = (is: boolean, words: string): string | undefined => (tried && is ? words : undefined);
  const send = (): void => {
    setTried(true);
    if (reason === '' || basis === '' || !laterDay) return;
    place.mutate({ body: { file, reason, basis, reviewOn: draft.reviewOn } }, { onSuccess: onClose });
  };
  return (
    <InPlaceForm
      label={words.hold}
      done={words.hold}
      busy={place.isPending}
      failure={place.error}
      onSend={send}
      onLeave={onClose}
    >
      <p className="in-place-lead">{words.holdAbout}</p>
      <Field
        label={common.reason}
        hint={common.reasonHint}
        required
        fault={faults('reason') ?? missing(reason === '', common.reasonMissing)}
      >
        {(bound) => (
          <Input
            {...bound}
            ref={first}
            value={draft.reason}
            maxLength={500}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={words.basis}
        hint={words.basisHint}
        required
        fault={faults('basis') ?? missing(basis === '', words.basisMissing)}
      >
        {(bound) => (
          <Input
            {...bound}
            value={draft.basis}
            maxLength={300}
            onChange={(event) => setDraft({ ...draft, basis: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={words.reviewOn}
        hint={words.reviewHint}
        required
        fault={faults('reviewOn') ?? missing(!laterDay, words.reviewMissing)}
      >
        {(bound) => (
          <Input
            {...bound}
            type="date"
            className="day-input"
            min={earliest}
            value={draft.reviewOn}
            onChange={(event) => setDraft({ ...draft, reviewOn: event.target.value })}
          />
        )}
      </Field>
    </InPlaceForm>
  );
}
