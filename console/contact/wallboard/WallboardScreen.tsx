// Where help is needed, at a glance and from across the room: how many wait and how long, who is free, who wishes for
// somebody, how the day went. It hangs on a wall as well as it stands on a desk.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Board, followBoard } from '../../../server/modules/contact/wallboard/contract.ts';
import { Waiting } from '../../kit/Answered.tsx';
import { kitWords } from '../../kit/common-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { AlarmRow } from '../alarms/AlarmBar.tsx';
import { followStream, type StreamState } from '../live/event-stream.ts';
import { heardAt, useServerNow } from '../live/server-clock.ts';
import '../contact.css';
import { BoardFigures } from './BoardFigures.tsx';
import { BoardQueues } from './BoardQueues.tsx';
import { BoardStaff } from './BoardStaff.tsx';
import './wallboard.css';
import { Wishes } from './Wishes.tsx';
import { wallboardWords } from './words.ts';

export default function WallboardScreen(): ReactNode {
  const words = useWords(wallboardWords);
  const { brand } = useWords(kitWords);
  const { organisation } = useSession();
  const [board, setBoard] = useState<Board | null>(null);
  const [link, setLink] = useState<StreamState>('opening');
  useEffect(() => {
    setBoard(null);
    return followStream({
      path: followBoard.path,
      onState: setLink,
      onEvent: ({ event, data }) => {
        if (event !== 'board') return;
        const next = Board.parse(JSON.parse(data));
        heardAt(next.now);
        setBoard(next);
      },
    });
  }, [organisation.id]);
  useEffect(() => {
    document.title = `${words.title} · ${brand}`;
  }, [words.title, brand]);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div className="wallboard" ref={place}>
      <header className="board-head">
        <h1>{words.title}</h1>
        <p className="board-where">{organisation.name}</p>
        <Clock />
        <button type="button" className="bare" onClick={() => void place.current?.requestFullscreen()}>
          {words.full}
        </button>
      </header>
      {link === 'lost' ? (
        <p className="link-lost" role="status">
          {words.lost}
        </p>
      ) : null}
      {board === null && link === 'refused' ? <p className="link-lost">{words.refused}</p> : null}
      {board === null && link !== 'refused' ? <Waiting /> : null}
      {board === null ? null : <Shown board={board} />}
    </div>
  );
}

function Clock(): ReactNode {
  const lang = useLang();
  return <p className="board-clock">{momentWords(lang, new Date(useServerNow(5)))}</p>;
}

function Shown({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  const { may } = useSession();
  return (
    <>
      <FullScreenAlarms board={board} />
      <BoardFigures board={board} />
      <Wishes board={board} />
      <div className="board-columns">
        <BoardQueues board={board} />
        <BoardStaff board={board} />
      </div>
      <p className="board-foot">
        {board.unfinished === 0 ? (
          <span className="quiet">{words.allFinished}</span>
        ) : (
          <>
            <strong>{words.unfinished(board.unfinished)}</strong>{' '}
            {may('contact.chase') ? <Link href="/contacts/unfinished">{words.seeUnfinished}</Link> : null}
          </>
        )}
      </p>
    </>
  );
}

/** The bar above every screen is out of sight on a wall. */
function FullScreenAlarms({ board }: { readonly board: Board }): ReactNode {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!full) return null;
  return board.alarms.map((alarm) => <AlarmRow key={alarm.contact} alarm={alarm} />);
}
