// Filters that somebody saved under a name, beside the list they belong to.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { kitWords } from './common-words.ts';
import { type Filter, type Filtering, isSame, type SavedFilter } from './filters.ts';
import { CloseMark } from './Marks.tsx';
import { offerUndo } from './undo.ts';
import { useWords } from './words.ts';

export function SavedFilters<F extends Filter>({ filtering }: { readonly filtering: Filtering<F> }): ReactNode {
  const common = useWords(kitWords);
  const words = common.table;
  const { filter, saved, on, use, save } = filtering;
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const known = saved.some((one) => isSame(one.filter, filter));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    save(name.trim());
    setName('');
    setNaming(false);
  };
  if (saved.length === 0 && !on) return null;
  return (
    <ul className="saved-filters" aria-label={words.saved}>
      {saved.map((one) => (
        <li key={one.name} data-on={isSame(one.filter, filter)}>
          <button type="button" className="bare" aria-pressed={isSame(one.filter, filter)} onClick={() => use(one)}>
            {one.name}
          </button>
          <button
            type="button"
            className="bare"
            aria-label={words.remove(one.name)}
            onClick={() => drop(filtering, one)}
          >
            <CloseMark />
          </button>
        </li>
      ))}
      {on && !known && !naming ? (
        <li>
          <button type="button" className="bare" onClick={() => setNaming(true)}>
            {words.save}
          </button>
        </li>
      ) : null}
      {naming ? (
        <li>
          <form onSubmit={send} className="one-line">
            <Input
              aria-label={words.name}
              placeholder={words.name}
              value={name}
              maxLength={40}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
            <Button htmlType="submit">{common.save}</Button>
          </form>
        </li>
      ) : null}
    </ul>
  );
}

function drop<F extends Filter>({ remove, restore }: Filtering<F>, one: SavedFilter<F>): void {
  remove(one.name);
  const { zh, en } = kitWords;
  offerUndo({ done: { zh: zh.table.removed(one.name), en: en.table.removed(one.name) }, undo: () => restore(one) });
}
