// One line with all that is known of it: its fields in the middle, its history and what else can be done at the side.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { LineId } from '../../../server/modules/directory/contract.ts';
import { type CuratedLine, readCuratedLine } from '../../../server/modules/directory/curation/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './lines.css';
import { History } from '../shared/History.tsx';
import { directoryWords } from '../shared/words.ts';
import { Claiming } from './Claiming.tsx';
import { LineEditor } from './LineEditor.tsx';
import { Showing } from './Showing.tsx';
import { Verifying } from './Verifying.tsx';
import { lineWords } from './words.ts';

export default function LineScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(lineWords);
  const id = LineId.parse(params['line']);
  const read = useAnswer(readCuratedLine, { params: { id } });
  const back = <Link href="/directory/lines">← {words.back}</Link>;
  return (
    <div className="line-screen">
      {read.data === undefined ? <PageHeader title={words.windowTitle} back={back} /> : null}
      <Answered of={read}>
        {(line) => (
          <>
            <PageHeader
              title={line.line.name}
              windowTitle={words.windowTitle}
              back={back}
              about={<Standing line={line} />}
            />
            <div className="line-parts">
              <LineEditor key={line.line.id} line={line} />
              <aside className="line-aside">
                {line.mayCurate ? null : <Claiming line={line} />}
                <Verifying line={line} />
                <Showing line={line} />
                <History line={line.line.id} />
              </aside>
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

function Standing({ line }: { readonly line: CuratedLine }): ReactNode {
  const words = useWords(lineWords).editor;
  const common = useWords(directoryWords);
  const { steward, service, flags, formerIds, shown } = line;
  const parts = [
    common.service[service],
    steward === null ? words.noSteward : words.steward(steward.name),
    ...(flags.length === 0 ? [] : [words.doubts(flags.length)]),
  ];
  return (
    <>
      {parts.join(' · ')}
      {shown ? (
        <>
          {' · '}
          <a href={`/lines/${line.line.id}`} target="_blank" rel="noreferrer">
            {words.onSite}
          </a>
        </>
      ) : null}
      {formerIds.length === 0 ? null : <small> {words.formerIds(formerIds.join(', '))}</small>}
    </>
  );
}
