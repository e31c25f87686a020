// Reading a list in: choose a file, look at everything it would change, and only then save exactly that.
import { Button } from 'antd';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Link } from 'wouter';
import { applyImport, LARGEST_FILE, previewImport } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { AttentionMark, DoneMark } from '../../kit/Marks.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './importing.css';
import { Differences } from './Differences.tsx';
import { base64Of } from './view.ts';
import { importWords } from './words.ts';

type Chosen = { readonly name: string; readonly base64: string };

export default function ImportScreen(): ReactNode {
  const words = useWords(importWords);
  const [file, setFile] = useState<Chosen | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const preview = useChange(previewImport, { touches: [] });
  const apply = useChange(applyImport);
  const read = (chosen: Chosen): void => {
    setFile(chosen);
    apply.reset();
    preview.mutate({ body: chosen });
  };
  const take = async (given: File): Promise<void> => {
    setTooLarge(given.size > LARGEST_FILE ? given.name : null);
    if (given.size > LARGEST_FILE) return;
    read({ name: given.name, base64: base64Of(new Uint8Array(await given.arrayBuffer())) });
  };
  const again = (): void => {
    setFile(null);
    preview.reset();
    apply.reset();
  };
  const meanwhile = apply.error?.code === 'changed-meanwhile' || apply.error?.code === 'another-reading';
  return (
    <div className="importing">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={file === null || apply.isSuccess ? null : <Button onClick={again}>{words.another}</Button>}
      />
      {tooLarge === null ? null : <p className="note">{words.tooLarge(tooLarge)}</p>}
      {file === null ? <Choosing onFile={(given) => void take(given)} /> : null}
      {preview.isPending && file !== null ? <p role="status">{words.reading(file.name)}</p> : null}
      {preview.error === null ? null : <FailureNote failure={preview.error} />}
      {apply.isSuccess ? <Applied of={apply.data} onAgain={again} /> : null}
      {meanwhile && file !== null ? (
        <div className="note" role="alert">
          <AttentionMark />
          <div>
            <p className="note-lead">{words.meanwhile}</p>
            <p>{words.meanwhileTodo}</p>
            <Button onClick={() => read(file)}>{words.again}</Button>
          </div>
        </div>
      ) : null}
      {apply.error === null || meanwhile ? null : <FailureNote failure={apply.error} typed />}
      {preview.data === undefined || file === null || preview.isPending || apply.isSuccess ? null : (
        <Differences
          key={preview.data.digest + String(preview.data.revision)}
          name={file.name}
          preview={preview.data}
          busy={apply.isPending}
          stale={meanwhile}
          onApply={(why) => {
            const { digest, revision } = preview.data;
            apply.mutate({ body: { ...file, digest, revision, why } });
          }}
        />
      )}
    </div>
  );
}

function Choosing({ onFile }: { readonly onFile: (file: File) => void }): ReactNode {
  const words = useWords(importWords);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a shortcut; the button does the same
    <div
      className="drop-place"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p>{words.drop}</p>
      <Button type="primary" onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={words.choose}
        accept=".csv,.xlsx,.txt,.html,.htm"
        onChange={(event) => take(event.target.files)}
      />
      <p className="quiet">{words.kinds}</p>
    </div>
  );
}

type AppliedProps = {
  readonly of: { readonly linesAdded: number; readonly linesChanged: number; readonly linesRemoved: number };
  readonly onAgain: () => void;
};

function Applied({ of, onAgain }: AppliedProps): ReactNode {
  const words = useWords(importWords);
  return (
    <div className="note applied" role="status">
      <DoneMark />
      <div>
        <p className="note-lead">{words.applied(of.linesAdded, of.linesChanged, of.linesRemoved)}</p>
        <p className="form-actions">
          <Link href="/directory/doubts" className="button-link main">
            {words.appliedNext}
          </Link>
          <Button onClick={onAgain}>{words.appliedAgain}</Button>
        </p>
      </div>
    </div>
  );
}
