// One's own duty gate: may I go on duty, what is missing, whom to ask, and the texts to read and accept.
import type { ReactNode } from 'react';
import { listStatements } from '../../server/modules/identity/statements/contract.ts';
import { type Missing, readOwnGates } from '../../server/modules/workforce/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer } from '../kit/answers.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { PageHeader } from '../kit/PageHeader.tsx';
import { useWords } from '../kit/words.ts';
import './workforce.css';
import { GateDetail } from './GateDetail.tsx';
import { Qualifications } from './Qualifications.tsx';
import { Texts } from './Texts.tsx';
import { mendedBy } from './view.ts';
import { workforceWords } from './words.ts';

export default function DutyScreen(): ReactNode {
  const { duty: words } = useWords(workforceWords);
  const own = useAnswer(readOwnGates, {});
  const texts = useAnswer(listStatements, {});
  return (
    <div className="duty">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={own}>
        {(me) => (
          <>
            {me.gates.length === 0 ? (
              <EmptyState title={words.noGate} why={words.noGateWhy} />
            ) : (
              <GateDetail of={me} own mend={(missing) => <WhomToAsk missing={missing} />} />
            )}
            <section aria-labelledby="own-qualifications">
              <h2 id="own-qualifications">{words.own}</h2>
              <Qualifications qualifications={me.qualifications} mayWithdraw={false} none={words.ownNone} />
            </section>
          </>
        )}
      </Answered>
      <section aria-labelledby="texts" tabIndex={-1}>
        <h2 id="texts">{words.texts}</h2>
        <p className="quiet">{words.textsAbout}</p>
        <Answered of={texts}>{({ statements }) => <Texts statements={statements} />}</Answered>
      </section>
    </div>
  );
}

function WhomToAsk({ missing: { need } }: { readonly missing: Missing }): ReactNode {
  const { duty: words } = useWords(workforceWords);
  const by = mendedBy(need);
  if (by !== 'oneself') return <span className="quiet">{by === 'profile' ? words.askAdministrator : words.ask}</span>;
  const read = (): void => {
    const text = document.querySelector<HTMLElement>(`#text-${need}`);
    text?.focus({ preventScroll: true });
    text?.scrollIntoView({ block: 'start' });
  };
  return (
    <button type="button" className="bare" onClick={read}>
      {words.read}
    </button>
  );
}
