// Everything by name: type a few letters of a screen, an action or an organisation, and go. A list box with its input, as
// the ARIA practices draw it: the focus stays in the input, the arrows move the choice.
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { Choice } from '../kit/Choice.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { appearance, language } from '../kit/preferences.ts';
import type { Screen } from '../kit/screens.ts';
import { actFor, useSession } from '../kit/session.ts';
import { useSay, useWords } from '../kit/words.ts';
import { type Command, findCommands } from './commands.ts';
import { lockNow } from './idle.ts';
import { leave } from '../kit/leaving.ts';
import { isOpenTo } from './navigation.ts';
import { shellWords } from './words.ts';

type PaletteProps = {
  readonly screens: readonly Screen[];
  readonly onClose: () => void;
  readonly onOpen: (what: 'help') => void;
};

export function CommandPalette({ screens, onClose, onOpen }: PaletteProps): ReactNode {
  const { palette: words } = useWords(shellWords);
  const commands = useCommands(screens, onOpen);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = findCommands(commands, text);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(found.length, 1));
    if (event.key === 'Enter') run(chosen);
    if (step !== undefined || event.key === 'Enter') event.preventDefault();
  };
  return (
    <Dialog label={words.title} className="sheet palette" onClose={onClose}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.key}`}
        aria-label={words.title}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={words.title} className="palette-list">
        {found.map((command) => (
          <Choice
            key={command.key}
            id={`${id}-${command.key}`}
            chosen={command === chosen}
            className="palette-row"
            onPick={() => run(command)}
          >
            <span>{command.name}</span>
            <small>{command.kind}</small>
          </Choice>
        ))}
      </div>
      <p className="palette-foot" role="status">
        {found.length === 0 ? words.nothing : words.keys}
      </p>
    </Dialog>
  );
}

function useCommands(screens: readonly Screen[], onOpen: (what: 'help') => void): readonly Command[] {
  const { palette, menu, help } = useWords(shellWords);
  const say = useSay();
  const [, navigate] = useLocation();
  const { me, organisation, may } = useSession();
  return useMemo(() => {
    const action = (key: string, name: string, found: string, run: () => void): Command => ({
      key,
      name,
      found,
      kind: palette.actions,
      run,
    });
    const go = (path: string) => () => navigate(path);
    return [
      ...screens
        .filter((screen) => !screen.path.includes(':') && isOpenTo(screen, may))
        .map((screen) => ({
          key: `screen${screen.path.replaceAll('/', '-')}`,
          name: say(screen.title),
          found: `${screen.title.zh} ${screen.title.en} ${screen.found ?? ''}`,
          kind: palette.screens,
          run: go(screen.path),
        })),
      ...me.organisations
        .filter(({ id }) => id !== organisation.id)
        .map(({ id, name }) => ({
          key: `organisation-${id}`,
          name,
          found: name,
          kind: palette.organisations,
          run: () => {
            navigate('/');
            actFor(id);
          },
        })),
      action('lock', menu.lock, 'lock 锁定屏幕 sdpm', lockNow),
      action('help', help, 'keyboard 快捷键 kjj', () => onOpen('help')),
      action('day', `${menu.appearance} · ${menu.day}`, 'day light 日间 rj', () => appearance.set('day')),
      action('night', `${menu.appearance} · ${menu.night}`, 'night dark 夜间 yj', () => appearance.set('night')),
      action('auto', `${menu.appearance} · ${menu.auto}`, 'auto device 跟随设备 gssb', () => appearance.set('auto')),
      action('zh', `${menu.language} · 中文`, 'language chinese zhongwen zw', () => language.set('zh')),
      action('en', `${menu.language} · English`, 'language english 英文 yw', () => language.set('en')),
      action('leave', menu.signOut, 'sign out leave 退出登录 tcdl', () => void leave()),
    ];
  }, [screens, me, organisation, may, say, navigate, palette, menu, help, onOpen]);
}
