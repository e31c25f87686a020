// The holds of one file, and placing or lifting one, in place.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Hold, liftHold } from '../../../server/modules/privacy/contract.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { useChange } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords, momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { PlaceHold } from './PlaceHold.tsx';
import { type FileKept, mayBeHeld } from './view.ts';
import { fileWords } from './words.ts';

export function FileHolds({ kept }: { readonly kept: FileKept }): ReactNode {
  const words = useWords(fileWords);
  const [placing, setPlacing] = useState(false);
  const may = useSession().may('privacy.hold') && mayBeHeld(kept);
  return (
    <section aria-labelledby="file-holds">
      <h3 id="file-holds">{words.holds}</h3>
      {kept.holds.length === 0 ? <p className="quiet">{words.noHolds}</p> : null}
      {kept.holds.length === 0 ? null : (
        <ul className="rows">
          {kept.holds.map((hold) => (
            <HoldRow key={hold.id} hold={hold} />
          ))}
        </ul>
      )}
      {may && !placing ? (
        <p className="form-actions">
          <Button onClick={() => setPlacing(true)}>{words.hold}</Button>
        </p>
      ) : null}
      {placing ? <PlaceHold file={kept.id} onClose={() => setPlacing(false)} /> : null}
    </section>
  );
}

/** One hold with its reason, and its lifting for whoever may. */
export function HoldRow({ hold, children }: { readonly hold: Hold; readonly children?: ReactNode }): ReactNode {
  const words = useWords(fileWords);
  const lang = useLang();
  const [lifting, setLifting] = useState(false);
  const may = useSession().may('privacy.hold');
  const lift = useChange(liftHold);
  const { by, at, reason, basis, reviewOn, reviewDue, lifted } = hold;
  return (
    <li className="hold-row">
      <div>
        {children}
        <p>
          <strong>{reason}</strong>
          {reviewDue && lifted === null ? <span className="tag">{words.reviewDue}</span> : null}
        </p>
        <p>{basis}</p>
        <p className="quiet">
          {words.placed(by.name, momentWords(lang, at))}
          {lifted === null ? ` · ${words.review(dayWords(lang, reviewOn))}` : null}
        </p>
        {lifted === null ? null : (
          <p className="quiet">
            {words.liftedBy(lifted.by.name, momentWords(lang, lifted.at))}
            {' · '}
            {lifted.reason}
          </p>
        )}
      </div>
      {may && lifted === null && !lifting ? (
        <Button size="small" onClick={() => setLifting(true)}>
          {words.lift}
        </Button>
      ) : null}
      {lifting ? (
        <ReasonForm
          title={words.lift}
          done={words.lift}
          busy={lift.isPending}
          failure={lift.error}
          onDone={(why) =>
            lift.mutate({ params: { id: hold.id }, body: { reason: why } }, { onSuccess: () => setLifting(false) })
          }
          onClose={() => setLifting(false)}
        >
          <p className="in-place-lead">{words.liftAbout}</p>
        </ReasonForm>
      ) : null}
    </li>
  );
}
