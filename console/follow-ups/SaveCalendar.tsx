// One's own meetings as a file for a calendar.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { followUpCalendar } from '../../server/modules/contact/follow-ups/contract.ts';
import { useChange } from '../kit/answers.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { saveFile } from '../kit/save-file.ts';
import { useWords } from '../kit/words.ts';
import { followUpWords } from './words.ts';

export function SaveCalendar(): ReactNode {
  const words = useWords(followUpWords);
  const take = useChange(followUpCalendar, { touches: [], onDone: (file) => saveFile(file, 'follow-ups.ics') });
  return (
    <>
      {take.error === null ? null : <FailureNote failure={take.error} />}
      <Button title={words.calendarHint} loading={take.isPending} onClick={() => take.mutate({})}>
        {words.calendar}
      </Button>
    </>
  );
}
