// Organisations that ask to keep lines, for the authority above them to decide.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Claim, decideClaim, listClaims } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import { Chips } from '../../kit/Chips.tsx';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { claimWords } from './words.ts';

export default function ClaimsScreen(): ReactNode {
  const words = useWords(claimWords);
  const [state, setState] = useState<Claim['state']>('asked');
  const listed = useAnswer(listClaims, {});
  return (
    <div className="claims">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {({ claims }) => {
          const count = (key: Claim['state']): number => claims.filter((claim) => claim.state === key).length;
          const shown = claims.filter((claim) => claim.state === state);
          return (
            <>
              <Chips
                label={words.which}
                chosen={state}
                choices={Claim.shape.state.options.map((key) => ({ key, name: words.states[key], count: count(key) }))}
                onChoose={setState}
              />
              {shown.length === 0 ? <EmptyState title={words.empty[state]} why={words.emptyWhy} /> : null}
              <ul className="rows">
                {shown.map((claim) => (
                  <ClaimRow key={claim.id} claim={claim} />
                ))}
              </ul>
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function ClaimRow({ claim }: { readonly claim: Claim }): ReactNode {
  const words = useWords(claimWords);
  const lang = useLang();
  const [as, setAs] = useState<'confirmed' | 'declined' | 'ended' | null>(null);
  const decide = useChange(decideClaim);
  const { id, line, organisation, askedAt, why, state, mayDecide } = claim;
  const titles = { confirmed: words.confirm, declined: words.decline, ended: words.end };
  const ways = state === 'asked' ? (['confirmed', 'declined'] as const) : (['ended'] as const);
  const open = mayDecide && (state === 'asked' || state === 'confirmed');
  return (
    <li>
      <div>
        <Link href={`/directory/lines/${line.id}`}>{line.name}</Link>
        <p>{words.asks(organisation.name, dayWords(lang, askedAt))}</p>
        <p className="quiet">{why}</p>
      </div>
      {open && as === null ? (
        <div className="row-actions">
          {ways.map((way) => (
            <Button key={way} size="small" onClick={() => setAs(way)}>
              {titles[way]}
            </Button>
          ))}
        </div>
      ) : null}
      {as === null ? null : (
        <ReasonForm
          title={titles[as]}
          done={titles[as]}
          ready={words.reasons[as].split('|')}
          busy={decide.isPending}
          failure={decide.error}
          onDone={(reason) => decide.mutate({ params: { id }, body: { as, why: reason } })}
          onClose={() => setAs(null)}
        />
      )}
    </li>
  );
}
