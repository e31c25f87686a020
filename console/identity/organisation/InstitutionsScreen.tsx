// What lies below an authority: how each institution stands today, one of them beside the list, and setting up another.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { OrganisationId } from '../../../server/modules/identity/contract.ts';
import { listOrganisations, overseeInstitutions } from '../../../server/modules/identity/organisations/contract.ts';
import { useKeys } from '../../kit/keys.ts';
import { Chips } from '../../kit/Chips.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../../workforce/workforce.css';
import '../identity.css';
import { InvitationLink, type MadeLink } from '../invitations/InvitationLink.tsx';
import { focusRow } from '../../kit/opened.ts';
import { InstitutionPane } from './InstitutionPane.tsx';
import { InstitutionTable } from './InstitutionTable.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { type DutyMode, dutyModes, standingSo, treeBelow } from './view.ts';
import { organisationWords } from './words.ts';

type Above = 'setting-up' | MadeLink | null;

export default function InstitutionsScreen(): ReactNode {
  const { below: words } = useWords(organisationWords);
  const { organisation, may } = useSession();
  const tree = useAnswer(listOrganisations, {});
  const overview = useAnswer(overseeInstitutions, { query: {} });
  const [mode, setMode] = useState<DutyMode | 'all'>('all');
  const [open, setOpen] = useState<OrganisationId | null>(null);
  const [above, setAbove] = useState<Above>(null);
  const root = OrganisationId.parse(organisation.id);
  const all = treeBelow(root, tree.data?.organisations ?? [], overview.data?.institutions ?? []);
  const shown = standingSo(all, mode);
  const [byHand, setByHand] = useState(false);
  const close = (): void => {
    focusRow();
    setOpen(null);
  };
  const openByHand = (id: OrganisationId): void => {
    setByHand(true);
    setOpen(id);
  };
  const step = (by: 1 | -1): void => {
    setByHand(false);
    const place = shown.findIndex((one) => one.organisation.id === open);
    const next = shown[place < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, place + by))];
    setOpen(next?.organisation.id ?? null);
  };
  useKeys({ j: () => step(1), k: () => step(-1), escape: close });
  const opened = all.find((one) => one.organisation.id === open);
  return (
    <div className="institutions">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          may('identity.set-up-organisation') && above === null ? (
            <Button type="primary" onClick={() => setAbove('setting-up')}>
              {words.setUp}
            </Button>
          ) : null
        }
      />
      <Upper above={above} onChange={setAbove} />
      <Answered of={tree}>
        {() =>
          all.length === 0 ? (
            <EmptyState title={words.empty} why={words.emptyWhy} />
          ) : (
            <>
              <Summary branches={all} mode={mode} onMode={setMode} notOnDuty={overview.data?.notInDutyMode} />
              <Panes
                name="institutions"
                list={<InstitutionTable branches={shown} open={open} onOpen={openByHand} />}
                opened={
                  opened === undefined ? null : (
                    <InstitutionPane
                      key={opened.organisation.id}
                      focus={byHand}
                      branch={opened}
                      hasBelow={all.some(
                        (one) =>
                          one.organisation.parent === opened.organisation.id && one.organisation.closedAt === null,
                      )}
                      onClose={close}
                    />
                  )
                }
              />
            </>
          )
        }
      </Answered>
    </div>
  );
}

function Upper({ above, onChange }: { readonly above: Above; readonly onChange: (above: Above) => void }): ReactNode {
  if (above === null) return null;
  if (above === 'setting-up') return <SetUpForm onMade={onChange} onClose={() => onChange(null)} />;
  return <InvitationLink made={above} onClose={() => onChange(null)} />;
}

type SummaryProps = {
  readonly branches: Parameters<typeof standingSo>[0];
  readonly mode: DutyMode | 'all';
  readonly onMode: (mode: DutyMode | 'all') => void;
  readonly notOnDuty: number | undefined;
};

function Summary({ branches, mode, onMode, notOnDuty }: SummaryProps): ReactNode {
  const { below: words, dutyShort } = useWords(organisationWords);
  return (
    <>
      {notOnDuty === undefined ? null : <p className="large">{words.notOnDuty(notOnDuty)}</p>}
      <Chips
        label={words.chips}
        chosen={mode}
        choices={(['all', ...dutyModes] as const).map((key) => ({
          key,
          name: key === 'all' ? words.all : dutyShort[key],
          count: standingSo(branches, key).length,
        }))}
        onChoose={onMode}
      />
    </>
  );
}
