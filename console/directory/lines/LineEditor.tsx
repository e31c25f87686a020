// The fields of a line, each beside what its publications say. What was changed stands at the foot with its reason; when
// somebody else was quicker, both versions are shown and nothing is lost.
import { Button, ConfigProvider, Input } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import {
  type CuratedLine,
  editLine,
  Field,
  readCuratedLine,
} from '../../../server/modules/directory/curation/contract.ts';
import { answers, useChange } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useWords } from '../../kit/words.ts';
import { offerBack } from '../shared/undoing.ts';
import { readingOf } from '../shared/values.ts';
import { directoryWords } from '../shared/words.ts';
import { Conflict } from './Conflict.tsx';
import { differing, type Draft, draftOf, faultsOf, givenFrom } from './draft.ts';
import { EditedField } from './EditedField.tsx';
import { lineWords } from './words.ts';

type LineEditorProps = { readonly line: CuratedLine };

export function LineEditor({ line }: LineEditorProps): ReactNode {
  const words = useWords(lineWords).editor;
  const lang = useLang();
  const editing = useEditing(line);
  const { base, draft, change, released, release, tried } = editing;
  const { accessPoints } = base.line;
  const readings = Object.fromEntries(accessPoints.map((point, at) => [String(at), readingOf(point, lang)]));
  return (
    <form className="line-form" aria-label={words.form} onSubmit={editing.save}>
      {line.mayCurate || line.steward === null ? null : <p className="note">{words.readOnly}</p>}
      <ConfigProvider componentDisabled={!line.mayCurate}>
        <fieldset disabled={!line.mayCurate}>
          {Field.options.map((field) => (
            <EditedField
              key={field}
              field={field}
              line={base}
              draft={draft}
              readings={readings}
              tried={tried}
              released={released.includes(field)}
              onRelease={(on) => release(field, on)}
              onChange={change}
            />
          ))}
        </fieldset>
      </ConfigProvider>
      {editing.theirs === null ? null : (
        <Conflict base={base} theirs={editing.theirs} draft={draft} onTaken={editing.takeOver} />
      )}
      {editing.fields.length === 0 && released.length === 0 ? null : <SaveBar editing={editing} />}
    </form>
  );
}

type Editing = ReturnType<typeof useEditing>;

function SaveBar({ editing }: { readonly editing: Editing }): ReactNode {
  const words = useWords(lineWords).editor;
  const common = useWords(directoryWords);
  const { reasonShort } = useWords(kitWords);
  const lang = useLang();
  const { fields, released, why, setWhy, tried, saving, theirs } = editing;
  const names = [...new Set([...fields, ...released])].map((field) => common.fields[field]);
  const short = tried && why.trim().length < 2;
  return (
    <div className="save-bar">
      {saving.error === null || theirs !== null ? null : <FailureNote failure={saving.error} typed />}
      <p className="save-what" role="status">
        {words.changed(names.length, names.join(lang === 'zh' ? '、' : ', '))}
      </p>
      <div className="save-row">
        <Input
          aria-label={words.why}
          aria-required
          aria-invalid={short}
          placeholder={`${words.why}（${words.whyHint}）`}
          value={why}
          maxLength={500}
          onChange={(event) => setWhy(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={theirs !== null}>
          {words.save}
        </Button>
        <Button onClick={editing.discard}>{words.discard}</Button>
      </div>
      {short ? <p className="fault-line">{reasonShort}</p> : null}
    </div>
  );
}

/** The state of editing one line: what it was, what was typed, and what others have made of it meanwhile. */
function useEditing(line: CuratedLine) {
  const [base, setBase] = useState(line);
  const [draft, setDraft] = useState(() => draftOf(line.line));
  const [released, setReleased] = useState<readonly Field[]>([]);
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const [theirs, setTheirs] = useState<CuratedLine | null>(null);
  const saving = useChange(editLine);
  const fields = differing(draftOf(base.line), draft).filter((field) => !released.includes(field));
  const clean = fields.length === 0 && released.length === 0;
  const begin = (from: CuratedLine): void => {
    setBase(from);
    setDraft(draftOf(from.line));
    setReleased([]);
    setWhy('');
    setTried(false);
    setTheirs(null);
  };
  useEffect(() => {
    if (line.revision !== base.revision && clean) begin(line);
  }, [line, base.revision, clean]);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (clean || why.trim().length < 2 || faultsOf(draft).length > 0) return;
    send(base, draft, fields);
  };
  const send = (from: CuratedLine, typed: Draft, set: readonly Field[]): void => {
    const { id, name } = from.line;
    const body = { revision: from.revision, set: givenFrom(typed, set), release: [...released], why: why.trim() };
    saving.mutate(
      { params: { id }, body },
      {
        onSuccess: ({ change }) => {
          const { zh, en } = lineWords;
          offerBack({ zh: zh.editor.saved(name), en: en.editor.saved(name) }, change);
          void call(readCuratedLine, { params: { id } }).then(begin);
        },
        onError: ({ code }) => {
          if (code === 'changed-meanwhile') void call(readCuratedLine, { params: { id } }).then(setTheirs);
        },
      },
    );
  };
  return {
    base,
    draft,
    fields,
    released,
    why,
    setWhy,
    tried,
    saving,
    theirs,
    save,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    release: (field: Field, on: boolean) =>
      setReleased((now) => (on ? [...now, field] : now.filter((one) => one !== field))),
    discard: () => {
      saving.reset();
      begin(theirs ?? line);
      void answers.invalidateQueries();
    },
    /** Goes on from the line as others left it, with this draft, and saves what still differs. */
    takeOver: (now: CuratedLine, merged: Draft) => {
      const set = differing(draftOf(now.line), merged).filter((field) => !released.includes(field));
      saving.reset();
      setBase(now);
      setDraft(merged);
      setTheirs(null);
      if (set.length > 0 || released.length > 0) send(now, merged, set);
    },
  };
}
