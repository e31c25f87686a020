// The duty gate of one person: each duty, what is missing for it in the server's own words, and what mends it.
import { type ReactNode, useId } from 'react';
import type { MemberGates, Missing } from '../../server/modules/workforce/contract.ts';
import { AttentionMark, DoneMark } from '../kit/Marks.tsx';
import { useLang } from '../kit/preferences.ts';
import { dayWords } from '../kit/telling-time.ts';
import { useSay, useWords } from '../kit/words.ts';
import { daysBetween, dayInShanghai } from './view.ts';
import { workforceWords } from './words.ts';

type GateDetailProps = {
  readonly of: Pick<MemberGates, 'gates' | 'expiring'>;
  /** What can be done about one thing that is missing. */
  readonly mend: (missing: Missing) => ReactNode;
  /** `You may …`: on one's own screen. */
  readonly own?: boolean;
};

export function GateDetail({ of: { gates, expiring }, mend, own = false }: GateDetailProps): ReactNode {
  const { gate, duty: ownWords, duties } = useWords(workforceWords);
  const title = useId();
  if (gates.length === 0) return own ? null : <p className="quiet">{gate.noneWhy}</p>;
  const Heading = own ? 'h2' : 'h3';
  return (
    <>
      {gates.map(({ duty, passed, missing }) => (
        <section key={duty} className="gate" aria-labelledby={`${title}-${duty}`}>
          <Heading id={`${title}-${duty}`} className="gate-state">
            {passed ? <DoneMark /> : <AttentionMark />}
            {own
              ? passed
                ? ownWords.passed(duties[duty])
                : ownWords.blocked(duties[duty], missing.length)
              : `${duties[duty]} · ${passed ? gate.passed : gate.blocked(missing.length)}`}
          </Heading>
          {own ? <p className="quiet">{passed ? ownWords.passedWhy : ownWords.blockedWhy}</p> : null}
          {missing.length === 0 ? null : <MissingList missing={missing} mend={mend} />}
          {own || missing.length === 0 ? null : <Sources missing={missing} />}
        </section>
      ))}
      <Expiring expiring={expiring} />
    </>
  );
}

type MissingListProps = { readonly missing: readonly Missing[]; readonly mend: (missing: Missing) => ReactNode };

function MissingList({ missing, mend }: MissingListProps): ReactNode {
  const say = useSay();
  return (
    <ul className="rows">
      {missing.map((one) => (
        <li key={one.need}>
          <span>{say(one.words)}</span>
          {mend(one)}
        </li>
      ))}
    </ul>
  );
}

/** The requirements that ask for what is missing; for whoever has to answer an inspection. */
function Sources({ missing }: { readonly missing: readonly Missing[] }): ReactNode {
  const { gate, needs } = useWords(workforceWords);
  return (
    <details className="folded">
      <summary>{gate.sources}</summary>
      <dl className="facts">
        {missing.map(({ need, from }) => (
          <div key={need}>
            <dt>{needs[need]}</dt>
            <dd>{from.join(' ')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What ends within thirty days. */
export function Expiring({ expiring }: { readonly expiring: MemberGates['expiring'] }): ReactNode {
  const { gate, needs } = useWords(workforceWords);
  const lang = useLang();
  const today = dayInShanghai(new Date());
  return expiring.map(({ kind, expiresOn }) => (
    <p key={kind} className="gate-state expiring">
      <AttentionMark />
      {gate.expiring(needs[kind], dayWords(lang, expiresOn), daysBetween(today, expiresOn))}
    </p>
  ));
}
