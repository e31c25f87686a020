// Choices that stand in sight, each with its count; one is chosen.
import type { ReactNode } from 'react';

type Choice<Key extends string> = { readonly key: Key; readonly name: string; readonly count?: number };

type ChipsProps<Key extends string> = {
  readonly label: string;
  readonly choices: readonly Choice<Key>[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
};

/** `<Chips label choices={[{ key, name, count }]} chosen onChoose />` */
export function Chips<Key extends string>({ label, choices, chosen, onChoose }: ChipsProps<Key>): ReactNode {
  return (
    <ul className="chips" aria-label={label}>
      {choices.map(({ key, name, count }) => (
        <li key={key}>
          <button type="button" className="chip" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
            {name}
            {count === undefined ? null : <span className="chip-count"> {count}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
