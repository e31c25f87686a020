// How long what is kept: each class with its term between the two limits and their sources, setting it anew, and every
// version there ever was.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { getPolicy, type PolicyVersion } from '../../../server/modules/privacy/policies/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { DoneMark } from '../../kit/Marks.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import '../../workforce/workforce.css';
import '../identity.css';
import { LinePolicies } from './LinePolicies.tsx';
import { TermForm } from './TermForm.tsx';
import { TermTable } from './TermTable.tsx';
import { Versions } from './Versions.tsx';
import { retentionWords } from './words.ts';

export default function RetentionScreen(): ReactNode {
  const words = useWords(retentionWords);
  const { may } = useSession();
  const policy = useAnswer(getPolicy, { query: {} });
  const [writing, setWriting] = useState(false);
  const [saved, setSaved] = useState<PolicyVersion | null>(null);
  const done = (version: PolicyVersion): void => {
    setSaved(version);
    setWriting(false);
  };
  const maySet = may('privacy.set-policy');
  return (
    <div className="retention">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          maySet && !writing ? (
            <Button type="primary" onClick={() => setWriting(true)}>
              {words.set}
            </Button>
          ) : null
        }
      />
      <p role="status" className={saved === null ? 'unseen' : 'gate-state'}>
        {saved === null ? null : <DoneMark />}
        {saved === null ? '' : words.saved(saved.version)}
      </p>
      <Answered of={policy}>
        {({ organisation, lines, limits }) => (
          <>
            {writing ? (
              <TermForm
                policy={{ organisation, lines }}
                limits={limits}
                onSaved={done}
                onClose={() => setWriting(false)}
              />
            ) : (
              <section aria-labelledby="terms">
                <h2 id="terms">{words.whole}</h2>
                <p className="quiet">
                  {organisation.from === 'standard'
                    ? words.from.standard
                    : words.from.organisation(organisation.version)}
                  {maySet ? '' : ` ${words.readOnly}`}
                </p>
                <TermTable terms={organisation.terms} limits={limits} />
              </section>
            )}
            <LinePolicies lines={lines} />
          </>
        )}
      </Answered>
      <Versions />
    </div>
  );
}
