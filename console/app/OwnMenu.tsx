// One's own menu at the foot of the rail: account, light, language, lock, leave.
import { Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ChevronMark, PersonMark } from '../kit/Marks.tsx';
import { type Appearance, appearance, type Lang, language } from '../kit/preferences.ts';
import { useSession } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { useWords } from '../kit/words.ts';
import { lockNow } from './idle.ts';
import { leave } from '../kit/leaving.ts';
import { commandKey } from './command-key.ts';
import { shellWords } from './words.ts';

const lights: readonly Appearance[] = ['auto', 'day', 'night'];
const languages: readonly (readonly [Lang, string])[] = [
  ['zh', '中文'],
  ['en', 'English'],
];

export function OwnMenu(): ReactNode {
  const { menu: words } = useWords(shellWords);
  const { me } = useSession();
  const [, navigate] = useLocation();
  const light = useWatched(appearance);
  const lang = useWatched(language);
  const deeds: Readonly<Record<string, () => void>> = {
    account: () => navigate('/account'),
    lock: lockNow,
    leave: () => void leave(),
    ...Object.fromEntries(lights.map((one) => [one, () => appearance.set(one)])),
    ...Object.fromEntries(languages.map(([one]) => [one, () => language.set(one)])),
  };
  const items: NonNullable<MenuProps['items']> = [
    { key: 'account', label: words.account },
    { type: 'divider' },
    { type: 'group', label: words.appearance, children: lights.map((key) => ({ key, label: words[key] })) },
    { type: 'group', label: words.language, children: languages.map(([key, label]) => ({ key, label })) },
    { type: 'divider' },
    { key: 'lock', label: words.lock, extra: `${commandKey} L` },
    { key: 'leave', label: words.signOut },
  ];
  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      menu={{ items, selectedKeys: [light, lang], onClick: ({ key }) => deeds[key]?.() }}
    >
      <button type="button" className="rail-row rail-own" title={words.label}>
        <PersonMark />
        <span>
          <span className="unseen">{words.label} </span>
          {me.person.name}
        </span>
        <ChevronMark />
      </button>
    </Dropdown>
  );
}
