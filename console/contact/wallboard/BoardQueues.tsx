// Each queue in one row: who waits and how long, who is free, how the day went in it.
import type { ReactNode } from 'react';
import type { Board, BoardQueue } from '../../../server/modules/contact/wallboard/contract.ts';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { serviceLevel, waitAt, waitFigure } from './view.ts';
import { wallboardWords } from './words.ts';

export function BoardQueues({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  return (
    <section className="board-queues" aria-labelledby="board-queues">
      <h2 id="board-queues">{words.queues}</h2>
      {board.queues.length === 0 ? (
        <p className="quiet">{words.noQueues}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.queue}</th>
              <th scope="col">{words.waiting}</th>
              <th scope="col">{words.longest}</th>
              <th scope="col">{words.active}</th>
              <th scope="col">{words.freeOf}</th>
              <th scope="col">{words.level}</th>
            </tr>
          </thead>
          <tbody>
            {board.queues.map((queue) => (
              <Row key={queue.id} queue={queue} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ queue }: { readonly queue: BoardQueue }): ReactNode {
  const words = useWords(wallboardWords);
  const wait = waitAt(queue.waitingSince, useServerNow());
  const level = serviceLevel(queue.today);
  return (
    <tr>
      <th scope="row">
        {queue.name}
        {queue.kind === 'dedicated' ? <span className="tag">{words.dedicated}</span> : null}
        <small className="quiet block">{queue.line}</small>
      </th>
      <td data-some={queue.waiting > 0}>{queue.waiting}</td>
      <td>{wait === null ? '–' : waitFigure(wait)}</td>
      <td>{queue.active}</td>
      <td data-lit={queue.free > 0}>{words.of(queue.free, queue.onDuty)}</td>
      <td>{level === null ? '–' : `${level}%`}</td>
    </tr>
  );
}
