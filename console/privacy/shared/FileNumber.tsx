// The number of a service file, short, with the whole of it for those who hover or copy.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { shortNumber } from './file-number.ts';

/** A link to the file, or the number alone when `plain`. */
export function FileNumber({ file, plain = false }: { readonly file: string; readonly plain?: boolean }): ReactNode {
  const shown = <span className="file-number">{shortNumber(file)}</span>;
  return plain ? (
    <span title={file}>{shown}</span>
  ) : (
    <Link href={`/privacy/files/${file}`} title={file}>
      {shown}
    </Link>
  );
}
