// The frame of everything before the desk: one lamp in a window at night, and one thing to do beside it. Over a desk whose
// session has ended it is a window that covers it.
import { type ReactNode, useEffect } from 'react';
import { Dialog } from '../kit/Dialog.tsx';
import { kitWords } from '../kit/common-words.ts';
import { LampMark } from '../kit/Marks.tsx';
import { useLight } from '../kit/light.ts';
import { appearance, language } from '../kit/preferences.ts';
import { useWatched } from '../kit/store.ts';
import { useWords } from '../kit/words.ts';
import { coverDesk } from './covering.ts';
import { signInWords } from './words.ts';
import { WindowPicture } from './WindowPicture.tsx';

type FrameProps = {
  readonly title: string;
  readonly why?: ReactNode;
  /** Covers a desk that is kept beneath. */
  readonly over?: boolean;
  /** Links beneath: another account, sign out. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

export function Frame({ title, why, over = false, foot, children }: FrameProps): ReactNode {
  const { brand } = useWords(kitWords);
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · ${brand}`;
    return () => {
      if (over) document.title = before;
    };
  }, [title, brand, over]);
  useEffect(() => (over ? coverDesk() : undefined), [over]);
  const content = (
    <div className="entrance">
      <div className="entrance-picture" aria-hidden="true">
        <WindowPicture />
      </div>
      <div className="entrance-side">
        <main className="entrance-main">
          <p className="entrance-brand">
            <LampMark size={32} />
            <span>{brand}</span>
          </p>
          <h1>{title}</h1>
          {why === undefined ? null : <div className="entrance-why">{why}</div>}
          {children}
          {foot === undefined ? null : <div className="entrance-foot">{foot}</div>}
        </main>
        <Choices />
      </div>
    </div>
  );
  return over ? (
    <Dialog label={title} className="cover">
      {content}
    </Dialog>
  ) : (
    content
  );
}

/** Language and light for whoever has not come in yet, and a way to help for whoever came here by mistake. */
function Choices(): ReactNode {
  const words = useWords(signInWords);
  const lang = useWatched(language);
  const other = lang === 'zh' ? 'en' : 'zh';
  const dark = useLight() === 'night';
  return (
    <footer className="entrance-choices">
      <a href={lang === 'zh' ? '/' : '/en'}>{words.seekHelp}</a>
      <button type="button" className="bare" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => language.set(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <button type="button" className="bare" onClick={() => appearance.set(dark ? 'day' : 'night')}>
        {dark ? words.day : words.night}
      </button>
    </footer>
  );
}
