// How urgent a contact is, in words with a mark; an ordinary one has none. Red stands only for danger to life.
import type { ReactNode } from 'react';
import type { RiskClass } from '../../../server/modules/contact/contract.ts';
import { AttentionMark } from '../../kit/Marks.tsx';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';

export function RiskMark({ risk }: { readonly risk: RiskClass }): ReactNode {
  const { risks } = useWords(contactWords);
  if (risk === 'ordinary') return null;
  return (
    <span className="risk-mark" data-risk={risk}>
      <AttentionMark />
      {risks[risk]}
    </span>
  );
}
