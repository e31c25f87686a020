// Two lines side by side, field by field, and what they would be together.
import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import {
  type Candidate,
  type MergeChoices,
  mergeLines,
  previewMerge,
} from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { kitWords } from '../../kit/common-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { offerBack } from '../shared/undoing.ts';
import { ValueText } from '../shared/ValueText.tsx';
import { directoryWords } from '../shared/words.ts';
import { duplicateWords } from './words.ts';

type Preview = z.output<typeof previewMerge.output>;

type MergingProps = { readonly candidate: Candidate; readonly onClose: () => void };

export function Merging({ candidate, onClose }: MergingProps): ReactNode {
  const words = useWords(duplicateWords);
  const { close } = useWords(kitWords);
  const [choices, setChoices] = useState<MergeChoices>({});
  const [merging, setMerging] = useState(false);
  const merge = useChange(mergeLines, {
    onDone: ({ change, lines: [kept] }) => {
      const { zh, en } = duplicateWords;
      const name = names[preview.data?.keeps ?? kept?.id ?? ''] ?? '';
      offerBack({ zh: zh.done(name), en: en.done(name) }, change);
      onClose();
    },
  });
  const names: Readonly<Record<string, string>> = Object.fromEntries(candidate.lines.map(({ id, name }) => [id, name]));
  const [one, other] = candidate.lines;
  const lines: [typeof one.id, typeof other.id] = [one.id, other.id];
  const preview = useAnswer(previewMerge, { body: { lines, choices } }, { keepLast: true });
  const send = (why: string): void => {
    if (preview.data === undefined) return;
    const { revisions } = preview.data;
    merge.mutate(
      { body: { lines, revisions, choices, why } },
      {
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <article className="merging" aria-label={words.merge}>
      <header className="opened-head">
        <h2>{words.merge}</h2>
        <button type="button" className="bare" aria-label={close} onClick={onClose}>
          <CloseMark />
        </button>
      </header>
      <Answered of={preview}>
        {(answer) => (
          <>
            <p className="quiet">
              {words.differs(answer.fields.filter(({ differs }) => differs).length)}{' '}
              {words.leads(names[answer.leadsThere] ?? '', names[answer.keeps] ?? '')}
            </p>
            <Fields preview={answer} names={names} choices={choices} onChoose={setChoices} />
          </>
        )}
      </Answered>
      {candidate.mayMerge ? null : <p className="note">{words.readOnly}</p>}
      {candidate.mayMerge && !merging ? (
        <div className="form-actions">
          <Button type="primary" onClick={() => setMerging(true)}>
            {words.merge}
          </Button>
        </div>
      ) : null}
      {merging ? (
        <ReasonForm
          title={words.merge}
          done={words.merge}
          ready={words.reasons.split('|')}
          busy={merge.isPending}
          failure={merge.error}
          onDone={send}
          onClose={() => setMerging(false)}
        />
      ) : null}
    </article>
  );
}

type FieldsProps = {
  readonly preview: Preview;
  readonly names: Readonly<Record<string, string>>;
  readonly choices: MergeChoices;
  readonly onChoose: (choices: MergeChoices) => void;
};

function Fields({ preview, names, choices, onChoose }: FieldsProps): ReactNode {
  const words = useWords(duplicateWords);
  const common = useWords(directoryWords);
  const lang = useLang();
  const different = preview.fields.filter(({ differs }) => differs);
  const same = preview.fields.filter(({ differs }) => !differs).map(({ field }) => common.fields[field]);
  return (
    <>
      <p className="merge-heads">
        {[preview.keeps, preview.leadsThere].map((id) => (
          <Link key={id} href={`/directory/lines/${id}`}>
            {names[id] ?? id}
          </Link>
        ))}
      </p>
      {different.map(({ field, values, byRule }) => (
        <fieldset key={field} className="merge-field">
          <legend>{common.fields[field]}</legend>
          <Radio.Group
            name={`merge-${field}`}
            value={choices[field] ?? ''}
            onChange={({ target }) => {
              const chosen = values.find(({ from }) => from === target.value)?.from;
              const { [field]: _, ...rest } = choices;
              onChoose(chosen === undefined ? rest : { ...rest, [field]: chosen });
            }}
          >
            {values.map(({ from, value }) => (
              <Radio key={from} value={from}>
                <span className="unseen">{words.take(names[from] ?? from)} </span>
                <ValueText field={field} value={value} />
              </Radio>
            ))}
            <Radio value="" className="merge-rule">
              {words.byRule}
              <span className="quiet">
                <ValueText field={field} value={byRule} />
              </span>
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
      {same.length === 0 ? null : <p className="quiet">{words.sameFields(same.join(lang === 'zh' ? '、' : ', '))}</p>}
    </>
  );
}
