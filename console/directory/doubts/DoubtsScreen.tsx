// Doubts over what was read, as a list of work: the list on the left, the one that is open beside it, and the whole way
// through by keyboard.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { listDoubts } from '../../../server/modules/directory/curation/contract.ts';
import { useKeys } from '../../kit/keys.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useFilter } from '../../kit/filters.ts';
import { latest, numberedPages } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { stepped } from '../../kit/stepping.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './doubts.css';
import { Panes } from '../../kit/Panes.tsx';
import { DoubtDetail } from './DoubtDetail.tsx';
import { DoubtFilters } from './DoubtFilters.tsx';
import { DoubtList, NoDoubts } from './DoubtList.tsx';
import { afterSettling, noDoubtFilter, progressOf, queryOf, type Asked } from './view.ts';
import { doubtWords } from './words.ts';

const next = numberedPages<z.output<typeof listDoubts.output>>(({ flags }) => flags);

export default function DoubtsScreen(): ReactNode {
  const words = useWords(doubtWords);
  const filtering = useFilter('directory.doubts', noDoubtFilter);
  const [open, setOpen] = useState<number | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const listed = usePages(listDoubts, { query: queryOf(filtering.filter) }, { next });
  const flags = listed.data?.flatMap((page) => page.flags) ?? [];
  const shown = flags.find(({ id }) => id === open) ?? null;
  const go = (step: 1 | -1): void =>
    setOpen(
      stepped(
        flags.map(({ id }) => id),
        open,
        step,
      ),
    );
  const ask = (deed: Asked['deed']) => (): void => setAsked({ deed, time: Date.now() });
  useKeys({ j: () => go(1), k: () => go(-1), a: ask('accept'), e: ask('edit'), d: ask('dismiss') });
  useInSight(open);
  return (
    <div className="doubts">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={listed.data === undefined ? null : <Progress of={latest(listed.data).byCode} />}
      />
      <Answered of={listed}>
        {(pages) => {
          const answer = latest(pages);
          return (
            <>
              <DoubtFilters filtering={filtering} answer={answer} />
              {answer.total === 0 ? (
                <NoDoubts filtering={filtering} answer={answer} />
              ) : (
                <Panes
                  name="directory.doubts"
                  list={
                    <DoubtList
                      flags={flags}
                      total={answer.total}
                      open={open}
                      onOpen={setOpen}
                      more={listed.more}
                      busy={listed.busy}
                    />
                  }
                  opened={
                    shown === null ? null : (
                      <DoubtDetail
                        key={shown.id}
                        doubt={shown}
                        asked={asked}
                        position={[flags.indexOf(shown) + 1, answer.total]}
                        onStep={go}
                        onClose={() => setOpen(null)}
                        onSettled={(settled) => setOpen(afterSettling(flags, shown.id, settled))}
                      />
                    )
                  }
                />
              )}
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function Progress({ of }: { readonly of: Parameters<typeof progressOf>[0] }): ReactNode {
  const words = useWords(doubtWords);
  const { open, settled } = progressOf(of);
  return <p className="progress figure-words">{words.left(open, settled)}</p>;
}

/** Keeps the open row where it can be seen, when keys move through the list. */
function useInSight(open: number | null): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current)
      document.querySelector('.doubts .work-table [aria-current]')?.scrollIntoView({ block: 'nearest' });
    first.current = false;
  }, [open]);
}
