// Who has opened what: the answer to the question that custody must be able to give, and the way to a statement of it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../../privacy/privacy.css';
import '../audit.css';
import { begun, statementOf } from '../exports/draft.ts';
import { LineSearch } from '../shared/LineSearch.tsx';
import type { Wanted } from '../shared/view.ts';
import { openingWords } from './words.ts';

export default function OpeningsScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(openingWords);
  const subject = params['subject'] ?? '';
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} />
      <LineSearch
        key={subject}
        of="openings"
        subject={subject}
        waiting={<EmptyState title={words.waiting} why={words.waitingWhy} />}
        tools={(asked) => <AskStatement asked={asked} />}
      />
    </div>
  );
}

function AskStatement({ asked }: { readonly asked: Wanted }): ReactNode {
  const words = useWords(openingWords);
  const [, navigate] = useLocation();
  const { may } = useSession();
  const draft = statementOf(asked);
  if (draft === null || !may('privacy.ask-export')) return null;
  return (
    <Button
      title={words.statementWhy}
      onClick={() => {
        begun.set(draft);
        navigate('/audit/exports/ask');
      }}
    >
      {words.statement}
    </Button>
  );
}
