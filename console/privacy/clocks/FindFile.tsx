// Opens one file by its whole number, as it stands on a court's demand or in an audit line.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { AttentionMark } from '../../kit/Marks.tsx';
import { useWords } from '../../kit/words.ts';
import { readFileNumber } from '../shared/file-number.ts';
import { clockWords } from './words.ts';

export function FindFile(): ReactNode {
  const words = useWords(clockWords);
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const file = readFileNumber(text);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (file !== null) navigate(`/privacy/files/${file}`);
  };
  const wrong = tried && file === null && text !== '';
  return (
    <form className="find-file" onSubmit={send} role="search">
      <Input
        aria-label={words.find}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'find-file-wrong' : undefined}
        placeholder={words.findPlaceholder}
        value={text}
        maxLength={60}
        onChange={(event) => {
          setText(event.target.value);
          setTried(false);
        }}
      />
      <Button htmlType="submit">{words.findDo}</Button>
      {wrong ? (
        <p className="fault-line" id="find-file-wrong" role="alert">
          <AttentionMark /> {words.findWrong}
        </p>
      ) : null}
    </form>
  );
}
