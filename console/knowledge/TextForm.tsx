// Writing a text or changing one: the words, where they come from, and under what they are found.
import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { longestBody, type TextContent, TextKind } from '../../server/modules/contact/knowledge/contract.ts';
import type { Failure } from '../kit/failure.ts';
import { Field } from '../kit/Field.tsx';
import { InPlaceForm } from '../kit/InPlaceForm.tsx';
import { useWords } from '../kit/words.ts';
import { contentOf, type Draft, lacksSource } from './view.ts';
import { knowledgeWords } from './words.ts';

type TextFormProps = {
  readonly begin: Draft;
  readonly label: string;
  readonly lead?: string;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSend: (content: TextContent) => void;
  readonly onLeave: () => void;
};

export function TextForm({ begin, label, lead, busy, failure, onSend, onLeave }: TextFormProps): ReactNode {
  const words = useWords(knowledgeWords);
  const [draft, setDraft] = useState(begin);
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    const content = contentOf(draft);
    if (content !== undefined) onSend(content);
  };
  const fields = { draft, tried, onChange: (part: Partial<Draft>) => setDraft({ ...draft, ...part }) };
  return (
    <InPlaceForm
      label={label}
      done={words.form.done}
      busy={busy}
      failure={failure}
      wide
      onSend={send}
      onLeave={onLeave}
    >
      {lead === undefined ? null : <p className="in-place-lead">{lead}</p>}
      <Bodies {...fields} />
      <Around {...fields} />
    </InPlaceForm>
  );
}

type PartProps = {
  readonly draft: Draft;
  readonly tried: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
};

function Bodies({ draft, tried, onChange }: PartProps): ReactNode {
  const words = useWords(knowledgeWords);
  const missing = (text: string, fault: string): string | undefined =>
    tried && text.trim() === '' ? fault : undefined;
  return (
    <>
      <div className="form-row">
        <Field label={words.name} required fault={missing(draft.title, words.nameMissing)}>
          {(bound) => (
            <Input
              {...bound}
              value={draft.title}
              maxLength={60}
              onChange={({ target }) => onChange({ title: target.value })}
            />
          )}
        </Field>
        <Field label={words.kind} hint={words.kindHints[draft.kind]}>
          {(bound) => (
            <Select
              {...bound}
              value={draft.kind}
              options={TextKind.options.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
              onChange={(kind) => onChange({ kind })}
            />
          )}
        </Field>
      </div>
      <Field label={words.zh} required fault={missing(draft.zh, words.zhMissing)}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="grows"
            rows={5}
            maxLength={longestBody}
            value={draft.zh}
            onChange={({ target }) => onChange({ zh: target.value })}
          />
        )}
      </Field>
      <Field label={words.en} optional>
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="grows"
            rows={3}
            maxLength={longestBody}
            value={draft.en}
            onChange={({ target }) => onChange({ en: target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Around({ draft, tried, onChange }: PartProps): ReactNode {
  const words = useWords(knowledgeWords);
  const fault = tried && lacksSource(draft) ? words.sourceMissing : undefined;
  const optional = draft.kind === 'snippet';
  return (
    <>
      <div className="form-row">
        <Field label={words.source} optional={optional} fault={fault}>
          {(bound) => (
            <Input
              {...bound}
              value={draft.source}
              maxLength={200}
              onChange={({ target }) => onChange({ source: target.value })}
            />
          )}
        </Field>
        <Field label={words.sourceDate} optional={optional}>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              className="day-input"
              value={draft.sourceDate}
              onChange={({ target }) => onChange({ sourceDate: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={words.tags} hint={words.tagsHint} optional>
        {(bound) => <Input {...bound} value={draft.tags} onChange={({ target }) => onChange({ tags: target.value })} />}
      </Field>
    </>
  );
}
