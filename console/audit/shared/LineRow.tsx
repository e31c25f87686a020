// One line of the audit as a sentence: who did what, to what, what for; all of it can be unfolded.
import { type Fact, FactList } from '../../kit/FactList.tsx';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Line, Purpose, purposes } from '../../../server/modules/audit/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { detailParts, tellSubject } from './view.ts';
import { auditWords } from './words.ts';

type LineRowProps = {
  readonly line: Line;
  readonly onPerson: (person: NonNullable<Line['person']>) => void;
  readonly onSubject: (subject: string) => void;
};

export function LineRow({ line, onPerson, onSubject }: LineRowProps): ReactNode {
  const words = useWords(auditWords);
  const say = useSay();
  const lang = useLang();
  const { at, person, said, subject, purpose, detail } = line;
  const known = Purpose.safeParse(purpose);
  const explained = detail?.['words'];
  return (
    <li className="audit-line">
      <time dateTime={at} className="quiet">
        {momentWords(lang, at)}
      </time>
      <div>
        <p>
          {person === null ? (
            <strong>{words.program}</strong>
          ) : (
            <button
              type="button"
              className="in-line"
              title={words.onlyThem(person.name ?? words.unknownPerson)}
              onClick={() => onPerson(person)}
            >
              <strong>{person.name ?? words.unknownPerson}</strong>
            </button>
          )}{' '}
          {say(said)}
          {subject === null ? null : (
            <>
              {lang === 'zh' ? '：' : ': '}
              <Subject subject={subject} onOnly={() => onSubject(subject)} />
            </>
          )}
        </p>
        {purpose === null ? null : (
          <p className="quiet">{words.purpose(known.success ? say(purposes[known.data]) : purpose)}</p>
        )}
        {typeof explained === 'string' && explained !== '' ? (
          <p className="quiet as-written">{words.explained(explained)}</p>
        ) : null}
        <All line={line} />
      </div>
    </li>
  );
}

function Subject({ subject, onOnly }: { readonly subject: string; readonly onOnly: () => void }): ReactNode {
  const words = useWords(auditWords);
  const { may } = useSession();
  const { kind, name, href } = tellSubject(subject);
  const kinds: Readonly<Record<string, string>> = { ...words.subjects, 'export-file': words.exportFile };
  const shown = `${kinds[kind] ?? kind} ${name}`;
  return (
    <>
      {href === null || !may('privacy.see-clocks') ? (
        <span title={subject}>{shown}</span>
      ) : (
        <Link href={href}>{shown}</Link>
      )}{' '}
      <button type="button" className="in-line only-this" onClick={onOnly}>
        {words.onlyThis}
      </button>
    </>
  );
}

function All({ line }: { readonly line: Line }): ReactNode {
  const words = useWords(auditWords);
  const names: Readonly<Record<string, string>> = words.details;
  const { number, word, subject, request, hash, detail } = line;
  const parts = detailParts(detail).filter(({ name }) => name !== 'words');
  const facts: readonly Fact[] = [
    ...parts.map(({ name, value }): Fact => [
      names[name] ?? name,
      typeof value === 'boolean' ? (value ? words.yes : words.no) : value,
    ]),
    [words.number, number],
    [words.wordCode, <code key="word">{word}</code>],
    ...(subject === null ? [] : [[words.subjectCode, <code key="subject">{subject}</code>] as const]),
    ...(request === null ? [] : [[words.request, <code key="request">{request}</code>] as const]),
    [
      words.hash,
      <span key="hash">
        <code>{hash}</code> <small className="quiet">{words.hashMeans}</small>
      </span>,
    ],
  ];
  return (
    <details>
      <summary>{words.more}</summary>
      <FactList facts={facts} />
    </details>
  );
}
