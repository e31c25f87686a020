// Access points of a line: add, change, remove, and put in order, with buttons or with Alt and the arrows.
import { Button, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { AccessKind } from '../../../server/modules/sources/contract.ts';
import { CloseMark, drawing } from '../../kit/Marks.tsx';
import { useWords } from '../../kit/words.ts';
import { directoryWords } from '../shared/words.ts';
import { type DraftPoint, movedPoint } from './draft.ts';
import { HoursReading } from './HoursReading.tsx';
import { lineWords } from './words.ts';

const UpMark = drawing('M5 12l5-5 5 5');
const DownMark = drawing('M5 8l5 5 5-5');

type AccessPointsProps = {
  readonly points: readonly DraftPoint[];
  readonly onChange: (points: readonly DraftPoint[]) => void;
  /** How each is read now, by its key; nothing for one just typed. */
  readonly readings: Readonly<Record<string, string | undefined>>;
  readonly faulty: boolean;
};

export function AccessPoints({ points, onChange, readings, faulty }: AccessPointsProps): ReactNode {
  const { points: words } = useWords(lineWords);
  const place = useRef<HTMLUListElement>(null);
  const [told, setTold] = useState('');
  const next = useRef(0);
  const focusOn = (key: string, which: string): void => {
    setTimeout(() => place.current?.querySelector<HTMLElement>(`[data-point="${key}"] ${which}`)?.focus(), 0);
  };
  const move = (at: number, by: number, which: string): void => {
    const point = points[at];
    const moved = movedPoint(points, at, by);
    if (point === undefined || moved === points) return;
    onChange(moved);
    setTold(words.moved(point.text, at + by + 1));
    focusOn(point.key, which);
  };
  const add = (): void => {
    const key = `new-${next.current++}`;
    onChange([...points, { key, kind: 'phone', text: '', note: '', hours: '', audience: '' }]);
    focusOn(key, '.point-text input, input.point-text');
  };
  return (
    <div className="access-points">
      <ul ref={place}>
        {points.map((point, at) => (
          <PointRow
            key={point.key}
            point={point}
            reading={readings[point.key]}
            first={at === 0}
            last={at === points.length - 1}
            faulty={faulty}
            onChange={(part) => onChange(points.with(at, { ...point, ...part }))}
            onMove={(by, which) => move(at, by, which)}
            onRemove={() => onChange(points.toSpliced(at, 1))}
          />
        ))}
      </ul>
      {points.length === 0 ? <p>{words.none}</p> : null}
      <p className="points-foot">
        <Button size="small" onClick={add}>
          {words.add}
        </Button>
        {points.length > 1 ? <small className="quiet">{words.moveHint}</small> : null}
      </p>
      <span className="unseen" role="status">
        {told}
      </span>
    </div>
  );
}

type PointRowProps = {
  readonly point: DraftPoint;
  readonly reading: string | undefined;
  readonly first: boolean;
  readonly last: boolean;
  readonly faulty: boolean;
  readonly onChange: (part: Partial<DraftPoint>) => void;
  readonly onMove: (by: number, which: string) => void;
  readonly onRemove: () => void;
};

function PointRow({ point, reading, first, last, faulty, onChange, onMove, onRemove }: PointRowProps): ReactNode {
  const { points: words } = useWords(lineWords);
  const { kinds } = useWords(directoryWords);
  const [wide, setWide] = useState(point.hours !== '' || point.audience !== '');
  const called = point.text === '' ? words.new : point.text;
  const missing = faulty && point.text.trim() === '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || !event.altKey) return;
    event.preventDefault();
    onMove(by, '.point-text');
  };
  return (
    <li data-point={point.key}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Alt and an arrow move the row from within */}
      <div className="point-row" onKeyDown={onKeyDown}>
        <Select
          aria-label={`${words.kind} ${called}`}
          className="point-kind"
          value={point.kind}
          options={AccessKind.options.map((kind) => ({ value: kind, label: kinds[kind] }))}
          onChange={(kind: DraftPoint['kind']) => onChange({ kind })}
        />
        <Input
          className="point-text"
          aria-label={words.text}
          aria-invalid={missing}
          value={point.text}
          maxLength={120}
          placeholder={words.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
        <Input
          className="point-note"
          aria-label={`${words.note} ${called}`}
          value={point.note}
          maxLength={120}
          placeholder={words.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
        <span className="point-deeds">
          <IconButton label={words.up(called)} disabled={first} onClick={() => onMove(-1, '.point-up')} name="point-up">
            <UpMark />
          </IconButton>
          <IconButton
            label={words.down(called)}
            disabled={last}
            onClick={() => onMove(1, '.point-down')}
            name="point-down"
          >
            <DownMark />
          </IconButton>
          <IconButton label={words.remove(called)} disabled={false} onClick={onRemove} name="point-remove">
            <CloseMark />
          </IconButton>
        </span>
      </div>
      {missing ? <p className="fault-line">{words.emptyText}</p> : null}
      {reading === undefined ? null : <p className="point-reading quiet">{reading}</p>}
      <details open={wide} onToggle={(event) => setWide(event.currentTarget.open)}>
        <summary>{words.more}</summary>
        <div className="point-own">
          <Input
            aria-label={`${words.hours} ${called}`}
            placeholder={words.hours}
            value={point.hours}
            maxLength={500}
            onChange={(event) => onChange({ hours: event.target.value })}
          />
          {wide && point.hours.trim() !== '' ? <HoursReading text={point.hours} /> : null}
          <Input
            aria-label={`${words.audience} ${called}`}
            placeholder={words.audience}
            value={point.audience}
            maxLength={300}
            onChange={(event) => onChange({ audience: event.target.value })}
          />
        </div>
      </details>
    </li>
  );
}

type IconButtonProps = {
  readonly label: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function IconButton({ label, name, disabled, onClick, children }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`bare ${name}`}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
