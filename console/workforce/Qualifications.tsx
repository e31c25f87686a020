// What is on record about somebody's fitness for the work. What is over stays within reach, folded, with its reason.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Qualification, withdrawQualification } from '../../server/modules/workforce/contract.ts';
import { ReasonForm } from '../kit/ReasonForm.tsx';
import { useChange } from '../kit/answers.ts';
import { useLang } from '../kit/preferences.ts';
import { dayWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { sortedQualifications } from './view.ts';
import { workforceWords } from './words.ts';

type QualificationsProps = {
  readonly qualifications: readonly Qualification[];
  /** Whether to offer withdrawing. */
  readonly mayWithdraw: boolean;
  readonly none: string;
};

export function Qualifications({ qualifications, mayWithdraw, none }: QualificationsProps): ReactNode {
  const words = useWords(workforceWords).qualifications;
  const { standing, over } = sortedQualifications(qualifications);
  if (qualifications.length === 0) return <p className="quiet">{none}</p>;
  return (
    <>
      {standing.length === 0 ? null : (
        <ul className="rows">
          {standing.map((one) => (
            <QualificationRow key={one.id} of={one} mayWithdraw={mayWithdraw} />
          ))}
        </ul>
      )}
      {over.length === 0 ? null : (
        <details className="folded">
          <summary>{words.past(over.length)}</summary>
          <ul className="rows">
            {over.map((one) => (
              <QualificationRow key={one.id} of={one} mayWithdraw={mayWithdraw && one.withdrawn === null} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type RowProps = { readonly of: Qualification; readonly mayWithdraw: boolean };

function QualificationRow({ of, mayWithdraw }: RowProps): ReactNode {
  const { qualifications: words, needs, states } = useWords(workforceWords);
  const lang = useLang();
  const [withdrawing, setWithdrawing] = useState(false);
  const { kind, evidence, issuedOn, expiresOn, state, recordedBy, recordedAt, withdrawn } = of;
  const ends = expiresOn === null ? words.forGood : words.until(dayWords(lang, expiresOn));
  return (
    <li>
      <div className="row-text">
        <strong>{needs[kind]}</strong>
        <span className="tag">{states[state]}</span>
        <p className="as-written">{evidence}</p>
        <small className="quiet block">
          {words.from(dayWords(lang, issuedOn))} · {ends}
        </small>
        <small className="quiet block">
          {words.recorded(recordedBy ?? words.colleague, dayWords(lang, recordedAt))}
        </small>
        {withdrawn === null ? null : (
          <p className="reason">
            {words.withdrawn(withdrawn.by ?? words.colleague, dayWords(lang, withdrawn.at))}：{withdrawn.reason}
          </p>
        )}
      </div>
      {mayWithdraw && !withdrawing ? (
        <Button size="small" onClick={() => setWithdrawing(true)} aria-label={words.withdrawTitle(needs[kind])}>
          {words.withdraw}
        </Button>
      ) : null}
      {withdrawing ? <Withdrawing of={of} onClose={() => setWithdrawing(false)} /> : null}
    </li>
  );
}

function Withdrawing({
  of: { id, kind },
  onClose,
}: {
  readonly of: Qualification;
  readonly onClose: () => void;
}): ReactNode {
  const { qualifications: words, needs } = useWords(workforceWords);
  const withdraw = useChange(withdrawQualification);
  return (
    <ReasonForm
      title={words.withdrawTitle(needs[kind])}
      done={words.withdrawDo}
      ready={Object.values(words.ready)}
      busy={withdraw.isPending}
      failure={withdraw.error}
      onDone={(reason) => withdraw.mutate({ params: { id }, body: { reason } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{words.withdrawNote}</p>
    </ReasonForm>
  );
}
