// Answering a doubt with another value: the very control of the line editor, beside the doubt.
import { Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import {
  type CuratedLine,
  type Doubt,
  Field,
  type settleDoubts,
} from '../../../server/modules/directory/curation/contract.ts';
import type { useChange } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import { differing, draftOf, faultsOf, givenFrom } from '../lines/draft.ts';
import { FieldControl } from '../lines/FieldControl.tsx';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { readingOf } from '../shared/values.ts';
import { directoryWords } from '../shared/words.ts';
import { fieldOf } from './view.ts';
import { doubtWords } from './words.ts';

type DoubtEditProps = {
  readonly doubt: Doubt;
  readonly line: CuratedLine;
  readonly settle: ReturnType<typeof useChange<typeof settleDoubts>>;
  readonly onClose: () => void;
};

export function DoubtEdit({ doubt, line, settle, onClose }: DoubtEditProps): ReactNode {
  const words = useWords(doubtWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const id = useId();
  const [field, setField] = useState<Field>(() => fieldOf(doubt) ?? 'name');
  const [before] = useState(() => draftOf(line.line));
  const [draft, setDraft] = useState(before);
  const [tried, setTried] = useState(false);
  const changed = differing(before, draft);
  const readings = Object.fromEntries(line.line.accessPoints.map((point, at) => [String(at), readingOf(point, lang)]));
  const save = (why: string): void => {
    setTried(true);
    if (changed.length === 0 || faultsOf(draft).length > 0) return;
    const body = { as: 'edit' as const, flags: [doubt.id], set: givenFrom(draft, changed), why };
    settle.mutate({ body });
  };
  return (
    <ReasonForm
      title={words.editTitle}
      done={words.editDone}
      ready={words.editWhyReady.split('|')}
      busy={settle.isPending}
      failure={settle.error}
      onDone={save}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{common.fields[field]}</label>
        {fieldOf(doubt) === null ? (
          <Select
            aria-label={words.fields}
            value={field}
            options={Field.options.map((one) => ({ value: one, label: common.fields[one] }))}
            onChange={setField}
          />
        ) : null}
        <FieldControl
          field={field}
          draft={draft}
          readings={readings}
          tried={tried}
          bound={{ id, 'aria-describedby': undefined, 'aria-invalid': false, 'aria-required': true }}
          onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
        />
        {tried && changed.length === 0 ? <p className="fault-line">{words.editUnchanged}</p> : null}
      </div>
    </ReasonForm>
  );
}
