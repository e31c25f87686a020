// A line by its name, wherever something says only which line it is about. Names are public; a line that is not shown
// to the public keeps its id.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type LineId, readLine } from '../../server/modules/directory/contract.ts';
import { useAnswer } from './answers.ts';
import { useSession } from './session.ts';

/** A link to the line for those who curate it. */
export function LineName({ line }: { readonly line: LineId }): ReactNode {
  const { may } = useSession();
  const { data } = useAnswer(readLine, { params: { id: line }, query: {} }, { everyOrganisation: true });
  const name = data === undefined ? <code>{line}</code> : data.line.name;
  return may('directory.see-curation') ? <Link href={`/directory/lines/${line}`}>{name}</Link> : name;
}
