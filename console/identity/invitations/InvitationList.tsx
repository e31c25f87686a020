// Invitations with what became of them. A link that is still open can be taken back at once; one that was lost or ran
// out can be sent anew without typing.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Invitation, revokeInvitation } from '../../../server/modules/identity/invitations/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { groupWords } from '../../kit/group-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { dayWords, distanceWords, momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { waitingFirst } from './view.ts';
import { invitationWords } from './words.ts';

type InvitationListProps = {
  readonly invitations: readonly Invitation[];
  readonly onAgain: (invitation: Invitation) => void;
};

export function InvitationList({ invitations, onAgain }: InvitationListProps): ReactNode {
  const words = useWords(invitationWords);
  const revoke = useChange(revokeInvitation);
  if (invitations.length === 0) return <EmptyState title={words.empty} why={words.emptyWhy} />;
  return (
    <>
      {revoke.error === null ? null : <FailureNote failure={revoke.error} />}
      <p role="status">{revoke.data === undefined ? '' : words.revoked(revoke.data.name)}</p>
      <ul className="rows invitation-rows">
        {waitingFirst(invitations).map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            onAgain={onAgain}
            onRevoke={() => revoke.mutate({ params: { id: invitation.id } })}
          />
        ))}
      </ul>
    </>
  );
}

type InvitationRowProps = {
  readonly invitation: Invitation;
  readonly onAgain: (invitation: Invitation) => void;
  readonly onRevoke: () => void;
};

function InvitationRow({ invitation, onAgain, onRevoke }: InvitationRowProps): ReactNode {
  const words = useWords(invitationWords);
  const names = useWords(groupWords);
  const lang = useLang();
  const { name, email, staffNumber, groups, state, invitedBy, invitedAt, expiresAt } = invitation;
  return (
    <li>
      <div className="row-text">
        <strong>{name}</strong>
        <small className="quiet block">{[email, staffNumber].filter((one) => one !== null).join(' · ')}</small>
      </div>
      <div className="row-text">
        {groups.map((group) => names[group]).join(lang === 'zh' ? '、' : ', ')}
        <small className="quiet block">
          {words.invitedBy(invitedBy ?? words.colleague, dayWords(lang, invitedAt))}
        </small>
      </div>
      <div className="row-text">
        <strong>{words.states[state]}</strong>
        {state === 'open' ? (
          <small className="quiet block">
            {words.until(momentWords(lang, expiresAt), distanceWords(lang, expiresAt))}
          </small>
        ) : null}
      </div>
      <div className="row-actions">
        {state === 'open' ? (
          <Button size="small" aria-label={words.revokeOf(name)} onClick={onRevoke}>
            {words.revoke}
          </Button>
        ) : null}
        {state === 'revoked' || state === 'expired' ? (
          <Button size="small" aria-label={`${words.again}：${name}`} onClick={() => onAgain(invitation)}>
            {words.again}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
