// Uses of exceptions to confidentiality, and whom of the persons concerned still has to be told.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Exception, exceptionKinds, listExceptions } from '../../../server/modules/privacy/consent/contract.ts';
import { Chips } from '../../kit/Chips.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { afterCursor } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import '../privacy.css';
import { shortNumber } from '../shared/file-number.ts';
import { privacyWords } from '../shared/words.ts';
import { ExceptionDetail } from './ExceptionDetail.tsx';
import { NoticeWords } from './NoticeWords.tsx';
import { RecordException } from './RecordException.tsx';
import { exceptionWords } from './words.ts';

const choices = ['', 'open', 'overdue', 'settled'] as const;
type Choice = (typeof choices)[number];
const none: { readonly notice: Choice } = { notice: '' };

export default function ExceptionsScreen(): ReactNode {
  const words = useWords(exceptionWords);
  const { filter, change } = useFilter('privacy.exceptions', none);
  const [open, setOpen] = useState<string | null>(null);
  const [recording, setRecording] = useState(false);
  const query = { limit: 50, ...(filter.notice === '' ? {} : { notice: filter.notice }) };
  const listed = usePages(listExceptions, { query }, { next: afterCursor });
  const exceptions = (listed.data ?? []).flatMap((page) => page.exceptions);
  const shown = exceptions.find(({ id }) => id === open);
  return (
    <div className="privacy">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={recording ? null : <Button onClick={() => setRecording(true)}>{words.record}</Button>}
      />
      {recording ? (
        <RecordException
          onClose={() => setRecording(false)}
          onDone={({ id }) => {
            setRecording(false);
            change({ notice: '' });
            setOpen(id);
          }}
        />
      ) : null}
      <Chips
        label={words.show}
        chosen={filter.notice}
        choices={choices.map((key) => ({ key, name: words.choices[key] }))}
        onChoose={(notice) => change({ notice })}
      />
      <Answered of={listed}>
        {() =>
          exceptions.length === 0 ? (
            <EmptyState title={filter.notice === '' ? words.none : words.noneOf} why={words.noneWhy} />
          ) : (
            <Panes
              name="privacy.exceptions"
              list={
                <>
                  <ExceptionList exceptions={exceptions} open={open} onOpen={setOpen} />
                  <ListFoot shown={exceptions.length} more={listed.more} busy={listed.busy} />
                </>
              }
              opened={
                shown === undefined ? null : (
                  <ExceptionDetail key={shown.id} exception={shown} onClose={() => setOpen(null)} />
                )
              }
            />
          )
        }
      </Answered>
    </div>
  );
}

type ExceptionListProps = {
  readonly exceptions: readonly Exception[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
};

function ExceptionList({ exceptions, open, onOpen }: ExceptionListProps): ReactNode {
  const words = useWords(exceptionWords);
  const { fileNumber } = useWords(privacyWords);
  const say = useSay();
  const lang = useLang();
  return (
    <WorkTable label={words.list} columns={[words.columns.kind, words.columns.notice, words.columns.at]}>
      {exceptions.map((exception) => (
        <OpenRow
          key={exception.id}
          open={exception.id === open}
          onOpen={() => onOpen(exception.id)}
          name={say(exceptionKinds[exception.kind])}
          under={<small className="quiet file-number">{fileNumber(shortNumber(exception.file))}</small>}
        >
          <td>
            <NoticeWords exception={exception} />
          </td>
          <td>
            {momentWords(lang, exception.at)}
            <small className="quiet">{exception.by.name}</small>
          </td>
        </OpenRow>
      ))}
    </WorkTable>
  );
}
