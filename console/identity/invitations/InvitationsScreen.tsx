// Inviting colleagues: the form in place, the link once, and what became of the invitations before.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { listInvitations } from '../../../server/modules/identity/invitations/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useWords } from '../../kit/words.ts';
import '../../workforce/workforce.css';
import '../identity.css';
import { InvitationList } from './InvitationList.tsx';
import { InviteForm } from './InviteForm.tsx';
import { InvitationLink, type MadeLink } from './InvitationLink.tsx';
import { type Draft, draftAgain, emptyDraft } from './view.ts';
import { invitationWords } from './words.ts';

/** What stands above the list. */
type Above = { readonly writing: Draft } | { readonly made: MadeLink } | null;

export default function InvitationsScreen(): ReactNode {
  const words = useWords(invitationWords);
  const [above, setAbove] = useState<Above>(null);
  const listed = useAnswer(listInvitations, {});
  return (
    <div className="invitations">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          above === null ? (
            <Button type="primary" onClick={() => setAbove({ writing: emptyDraft })}>
              {words.start}
            </Button>
          ) : null
        }
      />
      {above !== null && 'writing' in above ? (
        <InviteForm
          key={above.writing.name}
          begin={above.writing}
          onMade={(made) => setAbove({ made })}
          onClose={() => setAbove(null)}
        />
      ) : null}
      {above !== null && 'made' in above ? <InvitationLink made={above.made} onClose={() => setAbove(null)} /> : null}
      <section aria-labelledby="invitations">
        <h2 id="invitations">{words.list}</h2>
        <Answered of={listed}>
          {({ invitations }) => (
            <InvitationList
              invitations={invitations}
              onAgain={(invitation) => {
                setAbove({ writing: draftAgain(invitation) });
                scrollTo(0, 0);
              }}
            />
          )}
        </Answered>
      </section>
    </div>
  );
}
