// All holds of the organisation, those to be looked at again first.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Hold, listHolds } from '../../../server/modules/privacy/contract.ts';
import { Chips } from '../../kit/Chips.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { afterCursor, latest } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useWords } from '../../kit/words.ts';
import { HoldRow } from '../files/FileHolds.tsx';
import '../privacy.css';
import { FileNumber } from '../shared/FileNumber.tsx';
import { privacyWords } from '../shared/words.ts';
import { holdWords } from './words.ts';

type State = 'active' | 'review-due' | 'lifted';
const states: readonly State[] = ['active', 'review-due', 'lifted'];
const none: { readonly state: State } = { state: 'active' };

const holds = (pages: readonly { readonly holds: readonly Hold[] }[]): readonly Hold[] =>
  pages.flatMap((page) => page.holds);

export default function HoldsScreen(): ReactNode {
  const words = useWords(holdWords);
  const { file: fileWord } = useWords(privacyWords);
  const { filter, change } = useFilter('privacy.holds', none);
  const listed = usePages(listHolds, { query: { state: filter.state, limit: 50 } }, { next: afterCursor });
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} />
      <Chips
        label={words.show}
        chosen={filter.state}
        choices={states.map((key) => ({ key, name: words.choices[key] }))}
        onChoose={(state) => change({ state })}
      />
      <Answered of={listed}>
        {(pages) =>
          latest(pages).holds.length === 0 ? (
            <EmptyState
              title={words.none[filter.state]}
              why={words.why}
              action={<Link href="/privacy/clocks">{words.toClocks}</Link>}
            />
          ) : (
            <>
              <ul className="rows" aria-label={words.title}>
                {holds(pages).map((hold) => (
                  <HoldRow key={hold.id} hold={hold}>
                    <p>
                      {fileWord} <FileNumber file={hold.file} />
                    </p>
                  </HoldRow>
                ))}
              </ul>
              <ListFoot shown={holds(pages).length} more={listed.more} busy={listed.busy} />
            </>
          )
        }
      </Answered>
    </div>
  );
}
