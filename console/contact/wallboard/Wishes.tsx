// Counsellors who wish for a supervisor, with the two ways to come in (S3-53).
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ContactId } from '../../../server/modules/contact/contract.ts';
import type { Board, BoardWish } from '../../../server/modules/contact/wallboard/contract.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { durationWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { RiskMark } from '../desk/RiskMark.tsx';
import { useServerNow } from '../live/server-clock.ts';
import { useComingIn } from './use-coming-in.ts';
import { wallboardWords } from './words.ts';

export function Wishes({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  if (board.wishes.length === 0) return null;
  return (
    <section className="board-wishes" aria-labelledby="wishes">
      <h2 id="wishes">{words.wishes}</h2>
      <ul className="plain-list">
        {board.wishes.map((wish) => (
          <Wish key={wish.contact} wish={wish} />
        ))}
      </ul>
    </section>
  );
}

function Wish({ wish }: { readonly wish: BoardWish }): ReactNode {
  const words = useWords(wallboardWords);
  const lang = useLang();
  const now = useServerNow(10);
  return (
    <li>
      <span className="wish-words">
        <strong>{words.wish(wish.by.name, wish.number)}</strong>
        <RiskMark risk={wish.risk} />
        <span className="quiet">
          {wish.line} · {words.ago(durationWords(lang, (now - Date.parse(wish.at)) / 1000))}
        </span>
      </span>
      <ComeIn contact={wish.contact} />
    </li>
  );
}

/** Openly or silently; for supervisors. */
export function ComeIn({
  contact,
  small = false,
}: {
  readonly contact: ContactId;
  readonly small?: boolean;
}): ReactNode {
  const words = useWords(wallboardWords);
  const { may } = useSession();
  const come = useComingIn(contact);
  if (!may('contact.supervise')) return null;
  const go = (mode: 'open' | 'silent') => (): void => come.mutate({ params: { id: contact }, body: { mode } });
  return (
    <span className="come-in">
      <Button size="small" type={small ? 'default' : 'primary'} loading={come.isPending} onClick={go('open')}>
        {words.openly}
      </Button>
      <Button size="small" loading={come.isPending} onClick={go('silent')}>
        {words.silently}
      </Button>
      {come.error === null ? null : <FailureNote failure={come.error} />}
    </span>
  );
}
