// Texts and phrases as a list of work: what waits for approval, what expires, and writing a new one.
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  listTexts,
  TextId,
  type TextKind,
  type TextRow,
  TextWork,
  writeText,
} from '../../server/modules/contact/knowledge/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer, useChange } from '../kit/answers.ts';
import { Chips } from '../kit/Chips.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { ListFoot } from '../kit/ListFoot.tsx';
import { PageHeader } from '../kit/PageHeader.tsx';
import { Panes } from '../kit/Panes.tsx';
import { useLang } from '../kit/preferences.ts';
import { dayWords } from '../kit/telling-time.ts';
import { OpenRow, WorkTable } from '../kit/WorkTable.tsx';
import { useWords } from '../kit/words.ts';
import './knowledge.css';
import { TextDetail } from './TextDetail.tsx';
import { TextForm } from './TextForm.tsx';
import { draftOf } from './view.ts';
import { knowledgeWords } from './words.ts';

const step = 50;

export default function KnowledgeScreen(): ReactNode {
  const words = useWords(knowledgeWords);
  const [q, setQ] = useState('');
  const [work, setWork] = useState<TextWork>('all');
  const [kind, setKind] = useState<TextKind | ''>('');
  const [shown, setShown] = useState(step);
  const [open, setOpen] = useState<TextId | null>(null);
  const [adding, setAdding] = useState(false);
  const query = { q, work, perPage: Math.min(shown, 200), ...(kind === '' ? {} : { kind }) };
  const listed = useAnswer(listTexts, { query }, { keepLast: true });
  const write = useChange(writeText, {
    onDone: ({ id }) => {
      setAdding(false);
      setOpen(id);
    },
  });
  return (
    <div className="knowledge">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          adding ? null : (
            <Button type="primary" onClick={() => setAdding(true)}>
              {words.add}
            </Button>
          )
        }
      />
      {adding ? (
        <TextForm
          begin={draftOf()}
          label={words.form.add}
          busy={write.isPending}
          failure={write.error}
          onSend={(content) => write.mutate({ body: content })}
          onLeave={() => setAdding(false)}
        />
      ) : null}
      <div className="table-tools">
        <Input.Search
          aria-label={words.search}
          placeholder={words.search}
          allowClear
          maxLength={60}
          className="text-search"
          onSearch={setQ}
          onChange={({ target }) => setQ(target.value)}
        />
        <Select
          aria-label={words.kind}
          value={kind}
          options={[
            { value: '', label: words.anyKind },
            { value: 'snippet', label: words.kinds.snippet },
            { value: 'text', label: words.kinds.text },
          ]}
          onChange={(chosen: TextKind | '') => setKind(chosen)}
        />
      </div>
      <Answered of={listed}>
        {({ texts, total, counts }) => (
          <>
            <Chips
              label={words.which}
              chosen={work}
              choices={TextWork.options.map((key) => ({ key, name: words.works[key], count: counts[key] ?? 0 }))}
              onChoose={setWork}
            />
            <Panes
              name="contact.texts"
              list={
                texts.length === 0 ? (
                  <EmptyState title={words.empty[work]} why={words.emptyWhy} />
                ) : (
                  <>
                    <TextTable texts={texts} open={open} onOpen={setOpen} />
                    <ListFoot
                      shown={texts.length}
                      total={total}
                      more={texts.length < total && shown < 200 ? () => setShown(shown + step) : undefined}
                    />
                  </>
                )
              }
              opened={open === null ? null : <TextDetail key={open} id={open} onClose={() => setOpen(null)} />}
            />
          </>
        )}
      </Answered>
    </div>
  );
}

type TextTableProps = {
  readonly texts: readonly TextRow[];
  readonly open: TextId | null;
  readonly onOpen: (id: TextId | null) => void;
};

function TextTable({ texts, open, onOpen }: TextTableProps): ReactNode {
  const words = useWords(knowledgeWords);
  const lang = useLang();
  const { title, state, review } = words.columns;
  return (
    <WorkTable label={words.list} columns={[title, state, [review, 'wide-only']]}>
      {texts.map((text) => (
        <OpenRow
          key={text.id}
          open={text.id === open}
          onOpen={() => onOpen(text.id === open ? null : TextId.parse(text.id))}
          name={<strong>{text.title}</strong>}
          under={
            <small className="quiet">
              {words.kinds[text.kind]} {text.tags.map((tag) => `#${tag}`).join(' ')}
            </small>
          }
        >
          <td>
            {words.states[text.state]}
            {text.state === 'approved' || text.state === 'withdrawn' ? null : (
              <small className="quiet">{text.sendable === null ? words.notSent : words.stillSent(text.sendable)}</small>
            )}
          </td>
          <td className="wide-only">{text.reviewBy === null ? '—' : dayWords(lang, text.reviewBy)}</td>
        </OpenRow>
      ))}
    </WorkTable>
  );
}
