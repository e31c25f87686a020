// How somebody stands with the duty gate, in one line of a list: a mark and words, never colour alone.
import type { ReactNode } from 'react';
import type { Gate } from '../../server/modules/workforce/contract.ts';
import { AttentionMark, DoneMark } from '../kit/Marks.tsx';
import { useLang } from '../kit/preferences.ts';
import { useWords } from '../kit/words.ts';
import { missingOf, standingOf } from './view.ts';
import { workforceWords } from './words.ts';

export function GateState({ gates }: { readonly gates: readonly Gate[] }): ReactNode {
  const { gate, needs } = useWords(workforceWords);
  const between = useLang() === 'zh' ? '、' : ', ';
  const standing = standingOf(gates);
  if (standing === 'none') return <span className="quiet">{gate.none}</span>;
  if (standing === 'passed')
    return (
      <span className="gate-state">
        <DoneMark />
        {gate.passed}
      </span>
    );
  const missing = missingOf(gates);
  return (
    <span className="gate-state">
      <AttentionMark />
      <span>
        <strong>{gate.blocked(missing.length)}</strong>
        <small className="quiet clipped">{missing.map(({ need }) => needs[need]).join(between)}</small>
      </span>
    </span>
  );
}
