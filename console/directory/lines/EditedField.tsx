// One field of the line editor: its control, what the publications say beside it, and who set it by hand.
import { type ReactNode, useId } from 'react';
import type { CuratedLine, Field } from '../../../server/modules/directory/curation/contract.ts';
import { AttentionMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { ValueText } from '../shared/ValueText.tsx';
import { directoryWords } from '../shared/words.ts';
import { cellsOf, type Draft } from './draft.ts';
import { FieldControl } from './FieldControl.tsx';
import { lineWords } from './words.ts';

type EditedFieldProps = {
  readonly field: Field;
  readonly line: CuratedLine;
  readonly draft: Draft;
  readonly readings: Readonly<Record<string, string | undefined>>;
  readonly tried: boolean;
  readonly released: boolean;
  readonly onRelease: (on: boolean) => void;
  readonly onChange: (part: Partial<Draft>) => void;
};

const hints: Partial<Record<Field, 'onePerLine' | 'minutesHint'>> = {
  formerNames: 'onePerLine',
  hosts: 'onePerLine',
  sessionMinutes: 'minutesHint',
};

export function EditedField({
  field,
  line,
  draft,
  released,
  onRelease,
  onChange,
  ...rest
}: EditedFieldProps): ReactNode {
  const words = useWords(lineWords);
  const common = useWords(directoryWords);
  const id = useId();
  const hint = hints[field];
  const group = field === 'accessPoints';
  const hinted = field === 'hours' ? words.hours.hint : hint === undefined ? null : words.editor[hint];
  return (
    <section className="edited-field" data-field={field} aria-labelledby={`${id}-label`}>
      <div className="edited-head">
        {group ? (
          <h2 id={`${id}-label`}>{common.fields[field]}</h2>
        ) : (
          <label id={`${id}-label`} htmlFor={id}>
            {common.fields[field]}
          </label>
        )}
        {hinted === null ? null : (
          <small className="quiet" id={`${id}-hint`}>
            {hinted}
          </small>
        )}
      </div>
      <div className="edited-control">
        {released ? (
          <p className="released">
            {words.editor.released}{' '}
            <button type="button" className="bare" onClick={() => onRelease(false)}>
              {words.editor.keep}
            </button>
          </p>
        ) : (
          <FieldControl
            field={field}
            draft={draft}
            onChange={onChange}
            bound={{
              id,
              'aria-describedby': hinted === null ? undefined : `${id}-hint`,
              'aria-invalid': false,
              'aria-required': field === 'name',
            }}
            {...rest}
          />
        )}
      </div>
      <Origin field={field} line={line} released={released} onRelease={onRelease} />
    </section>
  );
}

type OriginProps = Pick<EditedFieldProps, 'field' | 'line' | 'released' | 'onRelease'>;

/** The words of the publications, and whoever set the field otherwise. */
function Origin({ field, line, released, onRelease }: OriginProps): ReactNode {
  const words = useWords(lineWords).editor;
  const common = useWords(directoryWords);
  const lang = useLang();
  const cells = cellsOf(line, field);
  const state = line.fields.find((one) => one.field === field);
  const curated = state?.curated ?? null;
  const doubts = line.flags.filter((flag) => flag.field === field);
  return (
    <div className="edited-origin">
      <p className="origin-title">{words.source}</p>
      {cells.length === 0 ? <p className="quiet">{words.noSource}</p> : null}
      {cells.map(({ from, text }) => (
        <p key={`${from} ${text}`} className="published" title={from}>
          {text}
        </p>
      ))}
      {curated === null ? null : (
        <div className="origin-curated">
          <p>
            <strong>{words.curated}</strong>
            {curated.by === null
              ? null
              : ` ${curated.by.person.name ?? common.colleague} · ${dayWords(lang, curated.by.at)}`}
          </p>
          <p className="quiet">{curated.why}</p>
          {state?.overtaken === true ? (
            <p>
              <AttentionMark /> {words.overtaken} <ValueText field={field} value={state.published} />
            </p>
          ) : null}
          {released || !line.mayCurate ? null : (
            <button type="button" className="bare" onClick={() => onRelease(true)}>
              {words.release}
            </button>
          )}
        </div>
      )}
      {doubts.map((doubt) => (
        <p key={doubt.id} className="origin-doubt">
          <AttentionMark />
          <span>
            {common.codes[doubt.code]}
            <small className="quiet"> {doubt.why}</small>
          </span>
        </p>
      ))}
    </div>
  );
}
