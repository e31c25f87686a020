// One service file on a screen of its own, for links and for whoever has its number.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import type { ScreenProps } from '../../kit/screens.ts';
import { useWords } from '../../kit/words.ts';
import { clockWords } from '../clocks/words.ts';
import '../privacy.css';
import { readFileNumber, shortNumber } from '../shared/file-number.ts';
import { privacyWords } from '../shared/words.ts';
import { FileDetail } from './FileDetail.tsx';
import { fileWords } from './words.ts';

export default function FileScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(fileWords);
  const common = useWords(privacyWords);
  const { title, findWrong } = useWords(clockWords);
  const file = readFileNumber(params['file'] ?? '');
  const back = <Link href="/privacy/clocks">{title}</Link>;
  if (file === null)
    return (
      <>
        <PageHeader title={common.file} back={back} />
        <EmptyState title={common.file} why={findWrong} action={back} />
      </>
    );
  return (
    <div className="privacy">
      <PageHeader
        title={common.fileNumber(shortNumber(file))}
        windowTitle={common.file}
        about={words.about}
        back={back}
      />
      <FileDetail file={file} />
    </div>
  );
}
