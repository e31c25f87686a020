// The organisation acted for: its profile, how it serves, and the lines it keeps.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { listCuratedLines } from '../../../server/modules/directory/curation/contract.ts';
import { OrganisationId } from '../../../server/modules/identity/contract.ts';
import { getOrganisation } from '../../../server/modules/identity/organisations/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../identity.css';
import { Profile } from './Profile.tsx';
import { organisationWords } from './words.ts';

export default function OrganisationScreen(): ReactNode {
  const words = useWords(organisationWords);
  const { organisation, may } = useSession();
  const found = useAnswer(getOrganisation, { params: { id: OrganisationId.parse(organisation.id) } });
  return (
    <div className="organisation">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={found}>
        {(one) => <Profile organisation={one} mayChange={may('identity.manage-organisation')} />}
      </Answered>
      {may('directory.see-curation') ? <Lines /> : null}
    </div>
  );
}

function Lines(): ReactNode {
  const words = useWords(organisationWords);
  const listed = useAnswer(listCuratedLines, { query: { mine: 'yes', perPage: 10 } });
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">{words.lines}</h2>
      <Answered of={listed}>
        {({ lines, total }) =>
          total === 0 ? (
            <EmptyState
              title={words.linesNone}
              why={words.linesNoneWhy}
              action={<Link href="/directory/lines">{words.toLines}</Link>}
            />
          ) : (
            <>
              <ul className="rows">
                {lines.map(({ id, name, region }) => (
                  <li key={id}>
                    <Link href={`/directory/lines/${id}`}>{name}</Link>
                    <span className="quiet">{region}</span>
                  </li>
                ))}
              </ul>
              {total > lines.length ? <Link href="/directory/lines">{words.linesAll(total)}</Link> : null}
            </>
          )
        }
      </Answered>
    </section>
  );
}
