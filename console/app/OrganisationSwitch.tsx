// For which organisation one acts. Changing it starts the screen anew: nothing of one organisation is left on the screen
// of another.
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ChevronMark, DoneMark, OrganisationMark } from '../kit/Marks.tsx';
import { actFor, useSession } from '../kit/session.ts';
import { settleAll } from '../kit/undo.ts';
import { useWords } from '../kit/words.ts';
import { shellWords } from './words.ts';

export function OrganisationSwitch(): ReactNode {
  const words = useWords(shellWords).organisation;
  const { me, organisation } = useSession();
  const [, navigate] = useLocation();
  const change = (id: string): void => {
    if (id === organisation.id) return;
    settleAll();
    navigate('/');
    actFor(id);
  };
  if (me.organisations.length === 1)
    return (
      <p className="rail-row rail-organisation" title={organisation.name}>
        <OrganisationMark />
        <span>{organisation.name}</span>
      </p>
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [organisation.id],
        onClick: ({ key }) => change(key),
        items: me.organisations.map(({ id, name, parent }) => ({
          key: id,
          label: (
            <span className="menu-choice">
              <span>
                {name}
                {parent === null ? null : <small>{parent.name}</small>}
              </span>
              {id === organisation.id ? <DoneMark /> : null}
            </span>
          ),
        })),
      }}
    >
      <button type="button" className="rail-row rail-organisation" title={organisation.name}>
        <OrganisationMark />
        <span>
          <span className="unseen">{words.switch} </span>
          {organisation.name}
        </span>
        <ChevronMark />
      </button>
    </Dropdown>
  );
}
