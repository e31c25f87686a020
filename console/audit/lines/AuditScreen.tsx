// Every line of the organisation's audit, found by time, word, person and subject.
import type { ReactNode } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { useWords } from '../../kit/words.ts';
import '../../privacy/privacy.css';
import '../audit.css';
import { LineSearch } from '../shared/LineSearch.tsx';
import { linesWords } from './words.ts';

export default function AuditScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(linesWords);
  const subject = params['subject'] ?? '';
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} />
      <LineSearch
        key={subject}
        of="lines"
        subject={subject}
        waiting={<EmptyState title={words.waiting} why={words.waitingWhy} />}
      />
    </div>
  );
}
