// The sign-in systems of an institution: what is set up, the address to hand on, adding and changing in place.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  listProviders,
  type Provider,
  removeProvider,
} from '../../../server/modules/sign-in/single-sign-on/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { answers, useAnswer } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Failure } from '../../kit/failure.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { holdBack, offerUndo } from '../../kit/undo.ts';
import { useWords } from '../../kit/words.ts';
import '../../workforce/workforce.css';
import '../identity.css';
import { ProviderForm } from './ProviderForm.tsx';
import { singleSignOnWords } from './words.ts';

export default function SingleSignOnScreen(): ReactNode {
  const words = useWords(singleSignOnWords);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const listed = useAnswer(listProviders, {});
  const remove = (provider: Provider): void => {
    setLeaving((now) => [...now, provider.id]);
    removeLater(provider, () => setLeaving((now) => now.filter((id) => id !== provider.id)));
  };
  return (
    <div className="single-sign-on">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          adding ? null : (
            <Button type="primary" onClick={() => setAdding(true)}>
              {words.add}
            </Button>
          )
        }
      />
      {adding ? <ProviderForm provider={null} onClose={() => setAdding(false)} /> : null}
      <Answered of={listed}>
        {({ providers }) => {
          const shown = providers.filter(({ id }) => !leaving.includes(id));
          if (shown.length > 0)
            return shown.map((one) => <ProviderPart key={one.id} provider={one} onRemove={() => remove(one)} />);
          return adding ? null : (
            <EmptyState title={words.empty} why={words.emptyWhy} action={<p className="quiet">{words.need}</p>} />
          );
        }}
      </Answered>
    </div>
  );
}

type ProviderPartProps = { readonly provider: Provider; readonly onRemove: () => void };

function ProviderPart({ provider, onRemove }: ProviderPartProps): ReactNode {
  const words = useWords(singleSignOnWords);
  const [writing, setWriting] = useState(false);
  const { name, issuer, clientId, emailDomains, trustsSecondFactor, enabled, callback } = provider;
  if (writing) return <ProviderForm provider={provider} onClose={() => setWriting(false)} />;
  const facts = [
    [words.issuer, issuer],
    [words.clientId, clientId],
    [words.emailDomains, emailDomains.join(' ')],
    [words.callback, callback],
  ] as const;
  return (
    <article>
      <h2>
        {name}
        <span className="tag">{enabled ? words.on : words.off}</span>
      </h2>
      <p className="quiet">{trustsSecondFactor ? words.secondTrusted : words.secondHere}</p>
      <dl className="facts as-codes">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
              {label === words.callback ? <small className="quiet">{words.callbackHint}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
      <div className="row-actions">
        <Button onClick={() => setWriting(true)}>{words.edit}</Button>
        <Button onClick={onRemove} aria-label={words.removeOf(name)}>
          {words.remove}
        </Button>
      </div>
    </article>
  );
}

/** Its links cannot be brought back, so it is held back as long as it can be taken back. */
function removeLater({ id, name }: Provider, back: () => void): void {
  const { zh, en } = singleSignOnWords;
  holdBack({
    done: { zh: zh.removed(name), en: en.removed(name) },
    deed: async () => {
      try {
        await call(removeProvider, { params: { id } });
      } catch (cause) {
        const why = cause instanceof Failure ? cause.words : { zh: '', en: '' };
        const done = { zh: zh.removeFailed(name, why.zh), en: en.removeFailed(name, why.en) };
        offerUndo({ done, undo: () => undefined });
        back();
      }
      await answers.invalidateQueries();
    },
    back,
  });
}
