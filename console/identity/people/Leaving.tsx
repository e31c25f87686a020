// Ending everything that somebody belongs to here, folded away so that nobody hits it in passing; it can be taken back
// right afterwards.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { addToGroup, endMember, type MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { offerBack } from '../undoing.ts';
import { peopleWords } from './words.ts';

type LeavingProps = { readonly member: MemberDetail; readonly onDone: () => void };

export function Leaving({ member: { person, name, groups }, onDone }: LeavingProps): ReactNode {
  const words = useWords(peopleWords);
  const { me } = useSession();
  const end = useChange(endMember, {
    onDone: () => {
      const { zh, en } = peopleWords;
      offerBack({ zh: zh.endDone(name), en: en.endDone(name) }, async () => {
        for (const group of groups) await call(addToGroup, { params: { person }, body: { group } });
      });
    },
  });
  return (
    <details className="folded">
      <summary>{words.end}</summary>
      <p className="quiet">{me.person.id === person ? words.endOwnAbout : words.endAbout}</p>
      {end.error === null ? null : <FailureNote failure={end.error} />}
      {me.person.id === person ? null : (
        <div className="form-actions">
          <Button loading={end.isPending} onClick={() => end.mutate({ params: { person } }, { onSuccess: onDone })}>
            {words.endDo(name)}
          </Button>
        </div>
      )}
    </details>
  );
}
