// Whether help-seekers see a line, and the reason when they do not.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type CuratedLine, showLine } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { useWords } from '../../kit/words.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { offerBack } from '../shared/undoing.ts';
import { lineWords } from './words.ts';

export function Showing({ line }: { readonly line: CuratedLine }): ReactNode {
  const words = useWords(lineWords).show;
  const [open, setOpen] = useState(false);
  const show = useChange(showLine);
  const { shown, hiddenWhy, mayCurate, revision } = line;
  const { id, name } = line.line;
  const send = (why: string): void =>
    show.mutate(
      { params: { id }, body: { revision, shown: !shown, why } },
      {
        onSuccess: ({ change }) => {
          const did = shown ? 'didHide' : 'didPublish';
          offerBack({ zh: lineWords.zh.show[did](name), en: lineWords.en.show[did](name) }, change);
          setOpen(false);
        },
      },
    );
  return (
    <section aria-labelledby="showing">
      <h2 id="showing">{words.title}</h2>
      <p className={shown ? 'quiet' : ''}>
        {shown ? words.shown : words.hidden}
        {shown || hiddenWhy === null ? null : <span className="block">{words.because(hiddenWhy)}</span>}
      </p>
      {open ? (
        <ReasonForm
          title={shown ? words.hide : words.publish}
          done={shown ? words.hide : words.publish}
          ready={(shown ? words.hideReasons : words.publishReasons).split('|')}
          busy={show.isPending}
          failure={show.error}
          onDone={send}
          onClose={() => setOpen(false)}
        />
      ) : mayCurate ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {shown ? words.hide : words.publish}
        </Button>
      ) : null}
    </section>
  );
}
