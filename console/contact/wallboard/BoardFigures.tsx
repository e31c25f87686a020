// The figures that are read from across the room, and how the day went beneath them.
import type { ReactNode } from 'react';
import type { Board } from '../../../server/modules/contact/wallboard/contract.ts';
import { AttentionMark } from '../../kit/Marks.tsx';
import { type Fact, FactList } from '../../kit/FactList.tsx';
import { useWords } from '../../kit/words.ts';
import { useServerNow } from '../live/server-clock.ts';
import { isBeyondGoal, serviceLevel, states, waitAt, waitFigure } from './view.ts';
import { wallboardWords } from './words.ts';

type FigureProps = {
  readonly name: string;
  readonly value: ReactNode;
  readonly under?: ReactNode;
  readonly mark?: 'lit' | 'beyond' | undefined;
};

function Figure({ name, value, under, mark }: FigureProps): ReactNode {
  return (
    <div className="figure-block" data-mark={mark}>
      <dt>{name}</dt>
      <dd>
        <span className="big">{value}</span>
        {under === undefined ? null : <span className="figure-under">{under}</span>}
      </dd>
    </div>
  );
}

export function BoardFigures({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  const now = useServerNow();
  const { total, staff, goal } = board;
  const wait = waitAt(total.waitingSince, now);
  const goalWords = goal.chat % 60 === 0 ? words.minutes(goal.chat / 60) : words.seconds(goal.chat);
  const free = states(board).free;
  return (
    <>
      <dl className="board-figures">
        <Figure
          name={words.waiting}
          value={total.waiting}
          under={
            total.danger > 0 ? (
              <span className="risk-mark" data-risk="danger">
                <AttentionMark />
                {words.danger(total.danger)}
              </span>
            ) : total.waiting === 0 ? (
              words.nobodyWaits
            ) : undefined
          }
        />
        <Figure
          name={words.longest}
          value={wait === null ? '–' : waitFigure(wait)}
          under={words.goal(goalWords)}
          mark={isBeyondGoal(board, now) ? 'beyond' : undefined}
        />
        <Figure
          name={words.active}
          value={total.active}
          under={total.wrapping === 0 ? undefined : words.wrapping(total.wrapping)}
        />
        <Figure name={words.free} value={free} under={words.onDuty(staff.length)} mark={free > 0 ? 'lit' : undefined} />
      </dl>
      <Today board={board} />
    </>
  );
}

function Today({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(wallboardWords);
  const { today } = board.total;
  const level = serviceLevel(today);
  const median = today.medianWait;
  const rows: readonly Fact[] = [
    [words.arrived, today.arrived],
    [words.answered, today.answered],
    [words.abandoned, today.abandoned],
    [words.diverted, today.diverted],
    [words.level, level === null ? words.noLevel : `${level}%`],
    [
      words.median,
      median === null ? words.noLevel : waitFigure({ minutes: Math.floor(median / 60), seconds: median % 60 }),
    ],
  ];
  return (
    <section className="board-today" aria-label={words.today}>
      <h2>{words.today}</h2>
      <FactList facts={rows} className="board-facts" />
    </section>
  );
}
