// A list, what is opened from it, and where a screen has one, a third pane beside that; their widths are remembered on
// this device. On a narrow screen only one of them is shown.
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { kitWords } from './common-words.ts';
import { rangeOf, textOfWidths, type Widths, widthsFrom, withEdgeAt } from './pane-widths.ts';
import { keep, keptText } from './preferences.ts';
import { useWords } from './words.ts';

type Pane = 'list' | 'opened' | 'beside';

type PanesProps = {
  /** Names the remembered widths: `directory.doubts`. */
  readonly name: string;
  readonly list: ReactNode;
  /** Null: nothing is open, and the list takes the whole width. */
  readonly opened: ReactNode;
  /** A third pane on the right, about what is open. */
  readonly beside?: ReactNode;
  /** The width of the list to begin with, in hundredths. */
  readonly share?: number;
  /** The width of the third pane to begin with, in hundredths. */
  readonly besideShare?: number;
  /** Which pane a narrow screen shows; what is opened, if anything is, when left out. */
  readonly narrow?: Pane;
};

/** `<Panes name="directory.doubts" list={…} opened={…} />`, with `beside={…}` for three. */
export function Panes(props: PanesProps): ReactNode {
  const { name, list, opened, beside = null, narrow = opened === null ? 'list' : 'opened' } = props;
  const three = opened !== null && beside !== null;
  const { share = three ? 28 : 50, besideShare = 28 } = props;
  const first = three ? [share, 100 - share - besideShare, besideShare] : [share, 100 - share];
  const place = useRef<HTMLDivElement>(null);
  const { widths, put } = useWidths(three ? `${name}.3` : name, first);
  const onMove = (edge: number, event: PointerEvent): void => {
    const box = place.current?.getBoundingClientRect();
    if (event.buttons === 1 && box !== undefined) put(edge, ((event.clientX - box.left) / box.width) * 100);
  };
  const edge = (place: number): ReactNode => (
    <PaneEdge widths={widths} edge={place} onPut={put} onMove={(event) => onMove(place, event)} />
  );
  return (
    <div
      ref={place}
      className="panes"
      data-open={opened !== null}
      data-three={three}
      data-narrow={narrow}
      style={columnsOf(widths)}
    >
      <div className="pane-list">{list}</div>
      {edge(0)}
      <div className="pane-opened">{opened}</div>
      {three ? edge(1) : null}
      {three ? <div className="pane-beside">{beside}</div> : null}
    </div>
  );
}

/** For the style sheet, which decides by the width of the screen whether they are taken. */
function columnsOf(widths: Widths): CSSProperties {
  return Object.fromEntries(widths.map((width, place) => [`--pane-${place + 1}`, `${width}fr`]));
}

type Putting = (edge: number, to: number) => void;

function useWidths(name: string, first: Widths): { readonly widths: Widths; readonly put: Putting } {
  const key = `pane.${name}`;
  const [held, hold] = useState<{ readonly key: string; readonly widths: Widths } | null>(null);
  const widths = held?.key === key ? held.widths : widthsFrom(keptText(key), first);
  const put: Putting = (edge, to) => {
    const next = withEdgeAt(widths, edge, to);
    hold({ key, widths: next });
    keep(key, textOfWidths(next));
  };
  return { widths, put };
}

type PaneEdgeProps = {
  readonly widths: Widths;
  readonly edge: number;
  readonly onPut: Putting;
  readonly onMove: (event: PointerEvent) => void;
};

/** The line between two panes: dragged, or moved with the arrows, Home and End. */
function PaneEdge({ widths, edge, onPut, onMove }: PaneEdgeProps): ReactNode {
  const words = useWords(kitWords);
  const { at, from, to } = rangeOf(widths, edge);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: at - 2, ArrowRight: at + 2, Home: from, End: to }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onPut(edge, next);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator with a value is operated; the rule knows the still kind
    <div
      role="separator"
      className="pane-edge"
      tabIndex={0}
      aria-label={words.paneEdge}
      aria-orientation="vertical"
      aria-valuenow={at}
      aria-valuemin={from}
      aria-valuemax={to}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onMove}
    />
  );
}
