// One body that may hand over: its keys, replacing and ending them.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  closeInboundBody,
  type InboundBody,
  type MadeKey,
  replaceInboundKey,
  revokeInboundKey,
} from '../../../server/modules/contact/inbound/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords, distanceWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { keyState } from './view.ts';
import { inboundWords } from './words.ts';

type BodyDetailProps = {
  readonly body: InboundBody;
  readonly onMade: (made: MadeKey) => void;
  readonly onClose: () => void;
};

export function BodyDetail({ body, onMade, onClose }: BodyDetailProps): ReactNode {
  const words = useWords(inboundWords);
  const { close: closing } = useWords(kitWords);
  const [asked, setAsked] = useState<'replace' | 'close' | null>(null);
  const leave = (): void => setAsked(null);
  const params = { id: body.id };
  const replace = useChange(replaceInboundKey, {
    onDone: (made) => {
      leave();
      onMade(made);
    },
  });
  const close = useChange(closeInboundBody, { onDone: leave });
  return (
    <div className="opened">
      <div className="opened-head">
        <h2 className="opened-title">{body.name}</h2>
        <Button size="small" onClick={onClose}>
          {closing}
        </Button>
      </div>
      <p className="quiet">
        {body.closedAt === null ? words.limit(body.perHour) : words.closed} ·{' '}
        {words.month(body.month.callBack, body.month.transferred, body.month.guided)}
      </p>
      {body.closedAt === null && asked === null ? (
        <div className="row-actions">
          <Button onClick={() => setAsked('replace')}>{words.replace}</Button>
          <Button onClick={() => setAsked('close')}>{words.close}</Button>
        </div>
      ) : null}
      {asked === 'replace' ? (
        <InPlaceForm
          label={words.replace}
          done={words.replace}
          busy={replace.isPending}
          failure={replace.error}
          onSend={() => replace.mutate({ params })}
          onLeave={leave}
        >
          <p className="in-place-lead">{words.replaceWhy}</p>
        </InPlaceForm>
      ) : null}
      {asked === 'close' ? (
        <InPlaceForm
          label={words.close}
          done={words.closeSure}
          busy={close.isPending}
          failure={close.error}
          onSend={() => close.mutate({ params })}
          onLeave={leave}
        >
          <p className="in-place-lead">{words.closeWhy}</p>
        </InPlaceForm>
      ) : null}
      <Keys body={body} />
    </div>
  );
}

function Keys({ body }: { readonly body: InboundBody }): ReactNode {
  const words = useWords(inboundWords);
  const lang = useLang();
  const revoke = useChange(revokeInboundKey);
  const now = new Date();
  return (
    <section aria-labelledby="inbound-keys">
      <h3 id="inbound-keys">{words.keyList}</h3>
      {revoke.error === null ? null : <FailureNote failure={revoke.error} />}
      <ul className="rows">
        {body.keys.map((key) => {
          const state = keyState(key, now);
          return (
            <li key={key.id}>
              <div className="row-text">
                <code>{key.id.slice(0, 8)}</code>
                <small className="quiet block">{words.madeBy(key.madeBy.name, dayWords(lang, key.madeAt))}</small>
                <small className="quiet block">
                  {key.usedAt === null ? words.unused : words.used(distanceWords(lang, key.usedAt))}
                </small>
                {key.revokedAt === null ? null : (
                  <small className="block">{words.revoked(dayWords(lang, key.revokedAt))}</small>
                )}
                {key.endsAt === null || key.revokedAt !== null ? null : (
                  <small className="block">{words.endsOn(dayWords(lang, key.endsAt))}</small>
                )}
              </div>
              {state === 'over' || body.closedAt !== null ? null : (
                <div className="row-actions">
                  <Button
                    size="small"
                    aria-label={words.revokeOf(key.id.slice(0, 8))}
                    onClick={() => revoke.mutate({ params: { id: body.id }, body: { key: key.id } })}
                  >
                    {words.revoke}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
