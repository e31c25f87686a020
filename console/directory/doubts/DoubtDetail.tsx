// One doubt beside its list: what was published, what was read, why that is unsure, what is suggested, and what to do.
import { Button, Checkbox } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import {
  type Doubt,
  listDoubts,
  readCuratedLine,
  settleDoubts,
} from '../../../server/modules/directory/curation/contract.ts';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { CloseMark } from '../../kit/Marks.tsx';
import { useWords, type Words } from '../../kit/words.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { offerBack } from '../shared/undoing.ts';
import { directoryWords } from '../shared/words.ts';
import { DoubtEdit } from './DoubtEdit.tsx';
import { DoubtFacts } from './DoubtFacts.tsx';
import type { Asked } from './view.ts';
import { acceptanceOf } from './view.ts';
import { doubtWords } from './words.ts';

type DoubtDetailProps = {
  readonly doubt: Doubt;
  readonly asked: Asked | null;
  readonly position: readonly [at: number, of: number];
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
  readonly onSettled: (ids: readonly number[]) => void;
};

export function DoubtDetail({ doubt, asked, position, onStep, onClose, onSettled }: DoubtDetailProps): ReactNode {
  const words = useWords(doubtWords);
  const common = useWords(directoryWords);
  const [doing, setDoing] = useState<'edit' | 'dismiss' | null>(null);
  const [together, setTogether] = useState(false);
  const line = useAnswer(readCuratedLine, { params: { id: doubt.line.id } });
  const equal = useAnswer(
    listDoubts,
    { query: { equalTo: doubt.id, perPage: 200 } },
    { when: doubt.equal > 1 && doubt.mayCurate },
  );
  const equals = equal.data?.flags.map(({ id }) => id) ?? [];
  const ids = together && equals.includes(doubt.id) ? equals : [doubt.id];
  // Told before the list is read again, after which this doubt is no longer in it.
  const settle = useChange(settleDoubts, {
    onDone: ({ change }, { body }) => {
      offerBack(doneWords(body.as, body.flags.length, doubt.line.name), change);
      onSettled(body.flags);
    },
  });
  const acceptance = acceptanceOf(doubt);
  const may = doubt.mayCurate && doubt.state === 'open';
  const accept = (): void => settle.mutate({ body: { as: 'accept', flags: ids, why: words.acceptWhy } });
  const dismiss = (why: string): void => settle.mutate({ body: { as: 'dismiss', flags: ids, why } });
  useAsked(asked, (deed) => {
    if (!may || settle.isPending) return;
    if (deed !== 'accept') setDoing(deed);
    else if (acceptance !== null) accept();
  });
  return (
    <article className="doubt" aria-label={doubt.line.name}>
      <header className="opened-head">
        <div>
          <h2>{doubt.line.name}</h2>
          <p className="quiet">
            {doubt.line.region ?? common.nationwide}
            {' · '}
            <Link href={`/directory/lines/${doubt.line.id}`}>{words.openLine}</Link>
          </p>
        </div>
        <nav className="opened-steps" aria-label={words.position(...position)}>
          <small className="quiet">{words.position(...position)}</small>
          <Button size="small" onClick={() => onStep(-1)} disabled={position[0] <= 1}>
            {words.previous}
          </Button>
          <Button size="small" onClick={() => onStep(1)}>
            {words.next}
          </Button>
          <button type="button" className="bare" aria-label={words.close} title={words.close} onClick={onClose}>
            <CloseMark />
          </button>
        </nav>
      </header>
      <DoubtFacts doubt={doubt} line={line.data} />
      {doubt.state === 'open' && !doubt.mayCurate ? <p className="note">{words.readOnly}</p> : null}
      {may && equals.length > 1 && doing !== 'edit' ? (
        <p className="together">
          <Checkbox checked={together} onChange={(event) => setTogether(event.target.checked)}>
            {words.equal(equals.length)}
          </Checkbox>
        </p>
      ) : null}
      {settle.error !== null && doing === null ? <FailureNote failure={settle.error} /> : null}
      {may && doing === null ? (
        <div className="form-actions doubt-deeds">
          {acceptance === null ? null : (
            <Button type="primary" loading={settle.isPending} onClick={accept}>
              {acceptance === 'write' ? words.accept : words.confirm}
            </Button>
          )}
          <Button onClick={() => setDoing('edit')}>{words.edit}</Button>
          <Button onClick={() => setDoing('dismiss')}>{words.dismiss}</Button>
        </div>
      ) : null}
      {doing === 'dismiss' ? (
        <ReasonForm
          title={words.dismissTitle}
          done={words.dismiss}
          ready={words.dismissReady.split('|')}
          busy={settle.isPending}
          failure={settle.error}
          onDone={dismiss}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {doing === 'edit' && line.data !== undefined ? (
        <DoubtEdit doubt={doubt} line={line.data} settle={settle} onClose={() => setDoing(null)} />
      ) : null}
    </article>
  );
}

function doneWords(as: 'accept' | 'dismiss' | 'edit', count: number, name: string): Words {
  const { zh, en } = doubtWords;
  if (as === 'edit') return { zh: zh.edited(name), en: en.edited(name) };
  const said = as === 'accept' ? 'accepted' : 'dismissed';
  return { zh: zh[said](count), en: en[said](count) };
}

/** Does what a key asked for, once. */
function useAsked(asked: Asked | null, act: (deed: Asked['deed']) => void): void {
  const done = useRef(asked?.time ?? 0);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (asked === null || asked.time === done.current) return;
    done.current = asked.time;
    latest.current(asked.deed);
  }, [asked]);
}
