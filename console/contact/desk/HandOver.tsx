// Everything by which somebody else comes into a contact or it goes on elsewhere: a supervisor, a hand-over, its urgency,
// another talk. One is open at a time.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { RiskClass } from '../../../server/modules/contact/contract.ts';
import { askForSupport, setRisk } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { FollowUpForm } from './FollowUpForm.tsx';
import { TransferForm } from './TransferForm.tsx';
import { helpWords } from './help-words.ts';

export function HandOver({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const [open, setOpen] = useState<'transfer' | 'follow-up' | null>(null);
  const toggle = (what: 'transfer' | 'follow-up'): void => setOpen((now) => (now === what ? null : what));
  return (
    <div className="hand-over">
      <SupportWish contact={contact} />
      <Risk contact={contact} />
      <section>
        <div className="hand-row">
          <h2>{words.transfer}</h2>
          <Button size="small" aria-expanded={open === 'transfer'} onClick={() => toggle('transfer')}>
            {words.to}
          </Button>
        </div>
        <p className="quiet">{words.transferWhy}</p>
        {open === 'transfer' ? <TransferForm contact={contact} onClose={() => setOpen(null)} /> : null}
      </section>
      <section>
        <div className="hand-row">
          <h2>{words.followUp}</h2>
          <Button size="small" aria-expanded={open === 'follow-up'} onClick={() => toggle('follow-up')}>
            {words.when}
          </Button>
        </div>
        {open === 'follow-up' ? <FollowUpForm contact={contact} /> : null}
      </section>
    </div>
  );
}

function SupportWish({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const names = useWords(contactWords);
  const ask = useChange(askForSupport, { touches: [] });
  return (
    <section>
      <div className="hand-row">
        <h2>{words.support}</h2>
        {contact.supportWished ? null : (
          <Button size="small" loading={ask.isPending} onClick={() => ask.mutate({ params: { id: contact.id } })}>
            {words.wish}
          </Button>
        )}
      </div>
      {contact.supporters.map(({ id, name, mode }) => (
        <p key={id} className="strong">
          {words.here(name, names.modes[mode])}
        </p>
      ))}
      <p className="quiet" role="status">
        {contact.supportWished ? words.wished : words.wishWhy}
      </p>
      {ask.error === null ? null : <FailureNote failure={ask.error} />}
    </section>
  );
}

function Risk({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const { riskShort } = useWords(contactWords);
  const [wanted, setWanted] = useState<RiskClass | null>(null);
  const set = useChange(setRisk, { touches: [], onDone: () => setWanted(null) });
  return (
    <section>
      <div className="hand-row">
        <h2>{words.risk}</h2>
        <div className="segments" role="group" aria-label={words.risk}>
          {RiskClass.options.toReversed().map((risk) => (
            <button
              key={risk}
              type="button"
              aria-pressed={(wanted ?? contact.risk) === risk}
              data-risk={risk}
              onClick={() => setWanted(risk === contact.risk ? null : risk)}
            >
              {riskShort[risk]}
            </button>
          ))}
        </div>
      </div>
      {wanted === null ? (
        <p className="quiet">{words.riskWhy}</p>
      ) : (
        <ReasonForm
          title={words.risk}
          done={words.setRisk}
          ready={[words.riskReasons[wanted]]}
          busy={set.isPending}
          failure={set.error}
          onDone={(reason) => set.mutate({ params: { id: contact.id }, body: { risk: wanted, reason } })}
          onClose={() => setWanted(null)}
        />
      )}
    </section>
  );
}
