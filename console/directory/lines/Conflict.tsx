// Somebody else has changed the line meanwhile: what they wrote and what was typed here, field by field, to choose from.
import { Button, Radio } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CuratedLine, Field } from '../../../server/modules/directory/curation/contract.ts';
import { useWords } from '../../kit/words.ts';
import { directoryWords } from '../shared/words.ts';
import { ValueText } from '../shared/ValueText.tsx';
import { type Draft, draftOf, givenFrom, meet, takenFrom } from './draft.ts';
import { lineWords } from './words.ts';

type ConflictProps = {
  readonly base: CuratedLine;
  readonly theirs: CuratedLine;
  readonly draft: Draft;
  readonly onTaken: (now: CuratedLine, merged: Draft) => void;
};

export function Conflict({ base, theirs, draft, onTaken }: ConflictProps): ReactNode {
  const words = useWords(lineWords).conflict;
  const common = useWords(directoryWords);
  const place = useRef<HTMLDivElement>(null);
  const [taken, setTaken] = useState<readonly Field[]>([]);
  const theirDraft = draftOf(theirs.line);
  const { both, merged } = meet(draftOf(base.line), draft, theirDraft);
  useEffect(() => place.current?.focus(), []);
  return (
    <div className="note conflict" role="alert" tabIndex={-1} ref={place}>
      <div>
        <p className="note-lead">{words.lead}</p>
        <p>{both.length === 0 ? words.none : words.some}</p>
        {both.map((field) => (
          <fieldset key={field} className="conflict-field">
            <legend>{common.fields[field]}</legend>
            <Radio.Group
              value={taken.includes(field) ? 'theirs' : 'mine'}
              onChange={({ target }) =>
                setTaken((now) => (target.value === 'theirs' ? [...now, field] : now.filter((one) => one !== field)))
              }
            >
              <Radio value="theirs">
                {words.useTheirs}
                <span className="conflict-value">
                  <small className="quiet">{words.theirs}</small>
                  <ValueText field={field} value={theirs.line[field]} />
                </span>
              </Radio>
              <Radio value="mine">
                {words.useYours}
                <span className="conflict-value">
                  <small className="quiet">{words.yours}</small>
                  <Typed field={field} draft={draft} />
                </span>
              </Radio>
            </Radio.Group>
          </fieldset>
        ))}
        <Button type="primary" onClick={() => onTaken(theirs, takenFrom(merged, theirDraft, taken))}>
          {words.save}
        </Button>
      </div>
    </div>
  );
}

/** What was typed, as it would be sent. */
function Typed({ field, draft }: { readonly field: Field; readonly draft: Draft }): ReactNode {
  const words = useWords(directoryWords);
  const given = givenFrom(draft, [field])[field];
  if (given === null || given === undefined || given === '') return <span className="quiet">{words.none}</span>;
  if (typeof given === 'string') return <span className="as-written">{given}</span>;
  if (Array.isArray(given))
    return (
      <span className="as-written">{given.map((one) => (typeof one === 'string' ? one : one.text)).join('\n')}</span>
    );
  return <span className="as-written">{words.validity[given.kind] + (given.until ?? '')}</span>;
}
