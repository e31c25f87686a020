// Who is served first, in order: groups that notices name, and the line's own.
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { groupWords, type QueueSettings } from '../../../server/modules/contact/queues/contract.ts';
import { drawing } from '../../kit/Marks.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { groupsLeft, movedBy } from './view.ts';
import { queueWords } from './words.ts';

const UpMark = drawing('M5 12l5-5 5 5');
const DownMark = drawing('M5 8l5 5 5-5');
const RemoveMark = drawing('M5.5 5.5l9 9M14.5 5.5l-9 9');

type PriorityListProps = {
  readonly kind: QueueSettings['kind'];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

export function PriorityList({ kind, chosen, onChange }: PriorityListProps): ReactNode {
  const words = useWords(queueWords);
  const say = useSay();
  const [own, setOwn] = useState('');
  const name = (group: string): string => say(groupWords(group));
  const add = (group: string): void => {
    if (group !== '' && !chosen.includes(group)) onChange([...chosen, group]);
  };
  const addOwn = (): void => {
    add(own.trim());
    setOwn('');
  };
  return (
    <fieldset className="priority-list">
      <legend>{words.priority[kind]}</legend>
      <p className="hint">{words.priorityHint}</p>
      {chosen.length === 0 ? <p className="quiet">{words.noPriority}</p> : null}
      <ol>
        {chosen.map((group, at) => (
          <li key={group}>
            <span>{name(group)}</span>
            <Button
              type="text"
              size="small"
              aria-label={words.up(name(group))}
              disabled={at === 0}
              icon={<UpMark />}
              onClick={() => onChange([...movedBy(chosen, at, -1)])}
            />
            <Button
              type="text"
              size="small"
              aria-label={words.down(name(group))}
              disabled={at === chosen.length - 1}
              icon={<DownMark />}
              onClick={() => onChange([...movedBy(chosen, at, 1)])}
            />
            <Button
              type="text"
              size="small"
              aria-label={words.remove(name(group))}
              icon={<RemoveMark />}
              onClick={() => onChange(chosen.filter((one) => one !== group))}
            />
          </li>
        ))}
      </ol>
      <div className="priority-add">
        {groupsLeft(chosen).map((group) => (
          <button key={group} type="button" className="chip" onClick={() => add(group)}>
            + {name(group)}
          </button>
        ))}
        <span className="own-group">
          <Input
            aria-label={words.ownGroup}
            placeholder={words.ownGroup}
            value={own}
            maxLength={40}
            onChange={({ target }) => setOwn(target.value)}
            onPressEnter={(event) => {
              event.preventDefault();
              addOwn();
            }}
          />
          <Button onClick={addOwn}>{words.addGroup}</Button>
        </span>
      </div>
    </fieldset>
  );
}
