// Somebody who is signed in but belongs nowhere (any more): says so, and lets them leave.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState } from '../kit/EmptyState.tsx';
import { useWords } from '../kit/words.ts';
import { leave } from '../kit/leaving.ts';
import { shellWords } from './words.ts';

export function NoOrganisation(): ReactNode {
  const { organisation, menu } = useWords(shellWords);
  return (
    <main className="alone">
      <EmptyState
        title={organisation.none}
        why={organisation.noneTodo}
        action={<Button onClick={() => void leave()}>{menu.signOut}</Button>}
      />
    </main>
  );
}
