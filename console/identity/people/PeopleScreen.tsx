// Who works here: the list on the left, the one who is open beside it, and the whole way through by keyboard.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import { PersonId } from '../../../server/modules/identity/contract.ts';
import { listMembers } from '../../../server/modules/identity/members/contract.ts';
import { listGates } from '../../../server/modules/workforce/contract.ts';
import { useKeys } from '../../kit/keys.ts';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { useFilter } from '../../kit/filters.ts';
import { latest, numberedPages } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { stepped } from '../../kit/stepping.ts';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../../workforce/workforce.css';
import '../identity.css';
import { focusRow } from '../../kit/opened.ts';
import { MemberFilters } from './MemberFilters.tsx';
import { MemberList } from './MemberList.tsx';
import { MemberPane } from './MemberPane.tsx';
import { countsOf, memberQuery, noMemberFilter, rowsOf, shownRows } from './view.ts';
import { peopleWords } from './words.ts';

const next = numberedPages<z.output<typeof listMembers.output>>(({ members }) => members);

export default function PeopleScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(peopleWords);
  const { may } = useSession();
  const seesGates = may('workforce.see-qualifications');
  const filtering = useFilter('people.members', noMemberFilter);
  const [open, setOpen] = useState<PersonId | null>(() => PersonId.safeParse(params['person']).data ?? null);
  const members = usePages(listMembers, { query: { perPage: 200, ...memberQuery(filtering.filter) } }, { next });
  const gates = useAnswer(listGates, { query: {} }, { when: seesGates });
  const rows = rowsOf(
    (members.data ?? []).flatMap((page) => page.members),
    gates.data?.members,
  );
  const shown = shownRows(rows, filtering.filter.gate);
  const [byHand, setByHand] = useState(open !== null);
  const step = (by: 1 | -1): void => {
    setByHand(false);
    setOpen(
      stepped(
        shown.map(({ person }) => person),
        open,
        by,
      ),
    );
  };
  const close = (): void => {
    focusRow();
    setOpen(null);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    escape: close,
  });
  useInSight(open);
  return (
    <div className="people">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          may('identity.manage-people') ? (
            <Link href="/invitations" className="button-link main">
              {words.invite}
            </Link>
          ) : null
        }
      />
      <MemberFilters filtering={filtering} counts={seesGates && members.more === undefined ? countsOf(rows) : null} />
      <Answered of={members}>
        {(pages) => (
          <Panes
            name="people.members"
            list={
              <MemberList
                rows={shown}
                {...(filtering.filter.gate === 'all' ? { total: latest(pages).total } : {})}
                more={members.more}
                busy={members.busy}
                seesGates={seesGates}
                open={open}
                filtering={filtering}
                onOpen={(person) => {
                  setByHand(true);
                  setOpen(person);
                }}
              />
            }
            opened={open === null ? null : <MemberPane key={open} person={open} focus={byHand} onClose={close} />}
          />
        )}
      </Answered>
    </div>
  );
}

/** Keeps the open row where it can be seen, when keys move through the list. */
function useInSight(open: PersonId | null): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.querySelector('.people tr[aria-current]')?.scrollIntoView({ block: 'nearest' });
    first.current = false;
  }, [open]);
}
