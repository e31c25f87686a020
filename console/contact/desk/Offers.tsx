// Contacts that I am asked to take, on top of everything. They say nothing of what the person wrote; the time left is
// said in words beside a quiet bar, because nobody should count along.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { acceptOffer, declineOffer } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskOffer } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useLang } from '../../kit/preferences.ts';
import { durationWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { contactWords } from '../words.ts';
import { openContact } from './desk-store.ts';
import { RiskMark } from './RiskMark.tsx';
import { offerTime } from './view.ts';
import { deskWords } from './words.ts';

export function Offers({
  offers,
  onTaken,
}: {
  readonly offers: readonly DeskOffer[];
  readonly onTaken: () => void;
}): ReactNode {
  const { offers: words } = useWords(deskWords);
  if (offers.length === 0) return null;
  return (
    <section className="offers" aria-label={words.label}>
      {offers.map((offer) => (
        <Offer key={offer.contact} offer={offer} onTaken={onTaken} />
      ))}
    </section>
  );
}

function Offer({ offer, onTaken }: { readonly offer: DeskOffer; readonly onTaken: () => void }): ReactNode {
  const { offers: words } = useWords(deskWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const now = useServerNow();
  const [from] = useState(now);
  const params = { id: offer.contact };
  const accept = useChange(acceptOffer, {
    touches: [],
    onDone: () => {
      openContact(offer.contact);
      onTaken();
    },
  });
  const decline = useChange(declineOffer, { touches: [] });
  const until = Date.parse(offer.until);
  const left = Math.max(0, Math.min(1, (until - now) / Math.max(1, until - from)));
  const failure = accept.error ?? decline.error;
  return (
    <article className="offer">
      <p className="offer-lead">
        <i className="lit" aria-hidden="true" />
        <strong>{names.number(offer.number)}</strong>
        <RiskMark risk={offer.risk} />
      </p>
      <p className="quiet">
        {names.channels[offer.channel]} · {offer.queue} ·{' '}
        {words.waited(durationWords(lang, (now - Date.parse(offer.waitingSince)) / 1000))}
      </p>
      {offer.transferredBy === null ? null : <p>{words.from(offer.transferredBy.name)}</p>}
      <div className="offer-acts">
        <Button type="primary" loading={accept.isPending} data-accept onClick={() => accept.mutate({ params })}>
          {words.accept}
        </Button>
        <Button loading={decline.isPending} onClick={() => decline.mutate({ params })}>
          {words.decline}
        </Button>
      </div>
      <div className="offer-time">
        <div aria-hidden="true">
          <i style={{ transform: `scaleX(${left.toFixed(3)})` }} />
        </div>
        <span>{words.time[offerTime(offer, now)]}</span>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
    </article>
  );
}
