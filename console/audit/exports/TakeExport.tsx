// Whoever asked for an export has the file made, once, and fetches it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Export, fetchExport, makeExport } from '../../../server/modules/audit/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { useWords } from '../../kit/words.ts';
import { exportWords } from './words.ts';

export function TakeExport({ asked }: { readonly asked: Export }): ReactNode {
  const words = useWords(exportWords);
  const make = useChange(makeExport);
  const take = useChange(fetchExport, { touches: [], onDone: (file) => saveFile(file, asked.made?.name ?? 'export') });
  const failure = make.error ?? take.error;
  const input = { params: { id: asked.id } };
  return (
    <section className="take-export" aria-label={asked.may.make ? words.make : words.fetch}>
      {failure === null ? null : <FailureNote failure={failure} />}
      <p>{asked.may.make ? words.makeAbout : words.fetchAbout}</p>
      <p className="form-actions">
        {asked.may.make ? (
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate(input)}>
            {words.make}
          </Button>
        ) : (
          <Button type="primary" loading={take.isPending} onClick={() => take.mutate(input)}>
            {words.fetch}
          </Button>
        )}
      </p>
      <p role="status" className="quiet">
        {take.isSuccess ? words.fetched : null}
      </p>
    </section>
  );
}
