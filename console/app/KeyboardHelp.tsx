// Every key of the desk on one small sheet.
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../kit/Dialog.tsx';
import { CloseMark } from '../kit/Marks.tsx';
import { kitWords } from '../kit/common-words.ts';
import { letterKeys } from '../kit/preferences.ts';
import type { Screen } from '../kit/screens.ts';
import { useSession } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { useLocation } from 'wouter';
import { useSay, useWords } from '../kit/words.ts';
import { commandKey } from './command-key.ts';
import { isOpenTo } from './navigation.ts';
import { shellWords } from './words.ts';

type KeyboardHelpProps = { readonly screens: readonly Screen[]; readonly onClose: () => void };

export function KeyboardHelp({ screens, onClose }: KeyboardHelpProps): ReactNode {
  const { keys: words } = useWords(shellWords);
  const common = useWords(kitWords);
  const say = useSay();
  const { may } = useSession();
  const letters = useWatched(letterKeys) === 'on';
  const [location] = useLocation();
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [[commandKey, 'K'], words.palette],
    [[commandKey, 'L'], words.lock],
    [['Esc'], words.close],
    [['?'], words.help],
    [['['], words.navigation],
    [['M'], words.main],
    [['Z'], words.undo],
    ...(screens.find(({ path }) => path === location)?.keys ?? []).map(({ keys, what }) => [keys, say(what)] as const),
    ...screens
      .filter((screen) => screen.letter !== undefined && isOpenTo(screen, may))
      .map((screen) => [['G', (screen.letter ?? '').toUpperCase()], words.go(say(screen.title))] as const),
  ];
  return (
    <Dialog label={words.title} className="sheet keyboard-help" onClose={onClose}>
      <div className="sheet-head">
        <h2>{words.title}</h2>
        <button type="button" className="bare" aria-label={common.close} onClick={onClose}>
          <CloseMark />
        </button>
      </div>
      <dl>
        {rows.map(([keys, what]) => (
          <div key={keys.join(' ')}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox checked={letters} onChange={(event) => letterKeys.set(event.target.checked ? 'on' : 'off')}>
        {words.letters}
      </Checkbox>
    </Dialog>
  );
}
