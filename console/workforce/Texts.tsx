// The texts that everybody who works here accepts: those still open stand whole, those accepted are folded away with
// the day on which they were.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { acceptStatement, type Statement } from '../../server/modules/identity/statements/contract.ts';
import { useChange } from '../kit/answers.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { FailureNote } from '../kit/FailureNote.tsx';
import { DoneMark } from '../kit/Marks.tsx';
import { useLang } from '../kit/preferences.ts';
import { dayWords, momentWords } from '../kit/telling-time.ts';
import { useSay, useWords } from '../kit/words.ts';
import { workforceWords } from './words.ts';

export function Texts({ statements }: { readonly statements: readonly Statement[] }): ReactNode {
  const { duty: words } = useWords(workforceWords);
  if (statements.length === 0) return <EmptyState title={words.noTexts} why={words.noTextsWhy} />;
  return statements.map((statement) => <Text key={statement.kind} statement={statement} />);
}

function Text({ statement }: { readonly statement: Statement }): ReactNode {
  const { duty: words } = useWords(workforceWords);
  const say = useSay();
  const lang = useLang();
  const { kind, version, inForceFrom, title, acceptedAt } = statement;
  return (
    <article className="text" id={`text-${kind}`} tabIndex={-1} aria-labelledby={`title-${kind}`}>
      <h3 id={`title-${kind}`}>{say(title)}</h3>
      <p className="quiet">{words.version(version, dayWords(lang, inForceFrom))}</p>
      {acceptedAt === null ? (
        <>
          <Paragraphs of={statement} />
          <Accepting statement={statement} />
        </>
      ) : (
        <>
          <p className="gate-state" role="status">
            <DoneMark />
            {words.accepted(momentWords(lang, acceptedAt))}
          </p>
          <details className="folded">
            <summary>{words.reread}</summary>
            <Paragraphs of={statement} />
          </details>
        </>
      )}
    </article>
  );
}

function Paragraphs({ of: { text } }: { readonly of: Statement }): ReactNode {
  const say = useSay();
  return (
    <div className="text-body">
      {say(text)
        .split('\n\n')
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
    </div>
  );
}

function Accepting({ statement: { kind, version, title } }: { readonly statement: Statement }): ReactNode {
  const { duty: words } = useWords(workforceWords);
  const say = useSay();
  const accept = useChange(acceptStatement, {
    onDone: () => document.querySelector<HTMLElement>(`#text-${kind}`)?.focus({ preventScroll: true }),
  });
  return (
    <div className="form-actions">
      {accept.error === null ? null : <FailureNote failure={accept.error} />}
      <Button
        type="primary"
        loading={accept.isPending}
        aria-label={`${words.accept}：${say(title)}`}
        onClick={() => accept.mutate({ body: { kind, version } })}
      >
        {words.accept}
      </Button>
    </div>
  );
}
