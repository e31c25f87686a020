// What was changed, by whom and why, newest first; each change can be put back from here.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { LineId } from '../../../server/modules/directory/contract.ts';
import { type Change, listChanges, undoChange } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { lineWords } from '../lines/words.ts';
import { offerBack } from './undoing.ts';
import { nameIn } from './values.ts';
import { ValueText } from './ValueText.tsx';
import { directoryWords } from './words.ts';

export function History({ line }: { readonly line: LineId }): ReactNode {
  const words = useWords(lineWords).history;
  const [limit, setLimit] = useState(10);
  const changes = useAnswer(listChanges, { query: { line, limit } }, { keepLast: true });
  return (
    <section className="history" aria-labelledby="history">
      <h2 id="history">{words.title}</h2>
      <Answered of={changes}>
        {({ changes: listed, more }) => (
          <>
            {listed.length === 0 ? (
              <p className="quiet">
                {words.empty}。{words.emptyWhy}
              </p>
            ) : null}
            <ol className="plain-list">
              {listed.map((change) => (
                <ChangeRow key={change.id} change={change} line={line} />
              ))}
            </ol>
            {more && limit < 100 ? (
              <Button size="small" onClick={() => setLimit(100)}>
                {words.more}
              </Button>
            ) : null}
          </>
        )}
      </Answered>
    </section>
  );
}

type ChangeRowProps = { readonly change: Change; readonly line: LineId };

function ChangeRow({ change, line }: ChangeRowProps): ReactNode {
  const words = useWords(lineWords).history;
  const common = useWords(directoryWords);
  const lang = useLang();
  const undo = useChange(undoChange);
  const { id, kind, by, why, parts, lines, undoes, undoneBy, mayUndo } = change;
  const own = parts.filter(({ subject }) => subject === `line:${line}`);
  const takeBack = (): void =>
    undo.mutate(
      { params: { id }, body: { why: common.undoWhy } },
      {
        onSuccess: (done) => offerBack({ zh: lineWords.zh.history.did, en: lineWords.en.history.did }, done.change),
      },
    );
  return (
    <li className="change" data-undone={undoneBy !== null}>
      <p className="change-head">
        <strong>{common.changes[kind]}</strong>
        <small className="quiet">
          {by.person.name ?? by.organisation.name} · {momentWords(lang, by.at)}
        </small>
      </p>
      {why === '' ? null : <p>{undoes === null ? why : words.undoes(undoes)}</p>}
      {own.length === 0 ? null : (
        <details>
          <summary>{own.map(({ field }) => nameIn(common.fields, field)).join(lang === 'zh' ? '、' : ', ')}</summary>
          {own.map(({ field, before, after }) => (
            <dl key={field} className="before-after">
              <dt>{words.before}</dt>
              <dd>
                <ValueText field={field} value={before} none={words.published} />
              </dd>
              <dt>{words.after}</dt>
              <dd>
                <ValueText field={field} value={after} none={words.published} />
              </dd>
            </dl>
          ))}
        </details>
      )}
      {lines.length > 1 ? <p className="quiet">{words.linesToo(lines.length)}</p> : null}
      {undo.error === null ? null : <FailureNote failure={undo.error} />}
      {undoneBy === null ? null : <small className="quiet">{words.undone}</small>}
      {mayUndo && undoneBy === null && kind !== 'undo' ? (
        <Button size="small" type="text" loading={undo.isPending} onClick={takeBack}>
          {words.undo}
        </Button>
      ) : null}
    </li>
  );
}
