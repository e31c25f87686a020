// The head of a screen: what it is, one sentence about it, and what can be done here.
import { type ReactNode, useEffect } from 'react';
import { kitWords } from './common-words.ts';
import { useWords } from './words.ts';

type PageHeaderProps = {
  readonly title: string;
  /** One sentence in small type. */
  readonly about?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** A link back to the list that this came from. */
  readonly back?: ReactNode;
  /**
   * The window's title when `title` says something personal, such as a name: titles are kept in histories and seen on
   * shared screens.
   */
  readonly windowTitle?: string;
};

/** One per screen, on top. */
export function PageHeader({ title, about, actions, back, windowTitle }: PageHeaderProps): ReactNode {
  const { brand } = useWords(kitWords);
  useEffect(() => {
    document.title = `${windowTitle ?? title} · ${brand}`;
  }, [windowTitle, title, brand]);
  return (
    <header className="page-header">
      {back === undefined ? null : <div className="page-back">{back}</div>}
      <div className="page-heading">
        <h1>{title}</h1>
        {about === undefined ? null : <p>{about}</p>}
      </div>
      {actions === undefined ? null : <div className="page-actions">{actions}</div>}
    </header>
  );
}
