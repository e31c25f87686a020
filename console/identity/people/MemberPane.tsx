// One member beside the list: the gate first, since it decides who may work tonight; then what is on record, the groups,
// the profile, and leaving.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { getMember, type MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import { getGates, type Missing, type QualificationKind } from '../../../server/modules/workforce/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { CloseMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { GateDetail } from '../../workforce/GateDetail.tsx';
import { Qualifications } from '../../workforce/Qualifications.tsx';
import { RecordForm } from '../../workforce/RecordForm.tsx';
import { kindFor, mendedBy } from '../../workforce/view.ts';
import { workforceWords } from '../../workforce/words.ts';
import { Leaving } from './Leaving.tsx';
import { MemberGroups } from './MemberGroups.tsx';
import { MemberProfile, ProfileForm } from './MemberProfile.tsx';
import { focusOpened, useOpenedFocus } from '../../kit/opened.ts';
import { WayBackIn } from './WayBackIn.tsx';
import { peopleWords } from './words.ts';

type MemberPaneProps = {
  readonly person: PersonId;
  /** Whether the focus comes here: it was opened by hand, not while stepping through the list. */
  readonly focus: boolean;
  readonly onClose: () => void;
};

export function MemberPane({ person, focus, onClose }: MemberPaneProps): ReactNode {
  const words = useWords(peopleWords);
  const { may } = useSession();
  const member = useAnswer(getMember, { params: { person } });
  return (
    <article className="opened" aria-label={words.person}>
      <Answered of={member}>
        {(detail) => (
          <>
            <Head member={detail} focus={focus} onClose={onClose} />
            {may('workforce.see-qualifications') && detail.groups.length > 0 ? <Fitness member={detail} /> : null}
            <MemberGroups member={detail} />
            <MemberProfile member={detail} />
            {may('identity.manage-people') && detail.groups.length > 0 ? (
              <>
                <WayBackIn member={detail} />
                <Leaving member={detail} onDone={onClose} />
              </>
            ) : null}
          </>
        )}
      </Answered>
    </article>
  );
}

type HeadProps = { readonly member: MemberDetail; readonly focus: boolean; readonly onClose: () => void };

function Head({ member, focus, onClose }: HeadProps): ReactNode {
  const title = useOpenedFocus(focus);
  const words = useWords(peopleWords);
  const lang = useLang();
  const { me } = useSession();
  return (
    <header className="opened-head">
      <div>
        <h2 ref={title} className="opened-title" tabIndex={-1}>
          {member.name}
          {member.person === me.person.id ? <span className="tag">{words.you}</span> : null}
        </h2>
        <p className="quiet">{member.groups.length === 0 ? words.ended : words.since(dayWords(lang, member.since))}</p>
      </div>
      <button type="button" className="bare" aria-label={words.close} onClick={onClose}>
        <CloseMark />
      </button>
    </header>
  );
}

function Fitness({ member }: { readonly member: MemberDetail }): ReactNode {
  const { gate, qualifications: words, needs } = useWords(workforceWords);
  const { me, may } = useSession();
  const { person } = member;
  const fitness = useAnswer(getGates, { params: { person } });
  const [recording, setRecording] = useState(false);
  const [done, setDone] = useState('');
  const oneself = me.person.id === person;
  const mayRecord = may('workforce.record-qualifications') && !oneself;
  const recorded = (kind: QualificationKind): void => {
    setDone(words.recordedDone(needs[kind]));
    setRecording(false);
    focusOpened();
  };
  return (
    <Answered of={fitness}>
      {(found) => (
        <>
          <section aria-labelledby="gate">
            <h2 id="gate">{gate.title}</h2>
            <p role="status">{done}</p>
            <GateDetail
              of={found}
              mend={(missing) => <Mend missing={missing} member={member} mayRecord={mayRecord} onRecorded={recorded} />}
            />
          </section>
          <section aria-labelledby="qualifications">
            <h2 id="qualifications">{words.title}</h2>
            {oneself ? <p className="quiet">{words.oneself}</p> : null}
            <Qualifications qualifications={found.qualifications} mayWithdraw={mayRecord} none={words.none} />
            {recording ? (
              <RecordForm person={person} kind="screening" onDone={recorded} onClose={() => setRecording(false)} />
            ) : mayRecord ? (
              <Button onClick={() => setRecording(true)}>{words.record}</Button>
            ) : null}
          </section>
        </>
      )}
    </Answered>
  );
}

type MendProps = {
  readonly missing: Missing;
  readonly member: MemberDetail;
  readonly mayRecord: boolean;
  readonly onRecorded: (kind: QualificationKind) => void;
};

/** What mends one thing, right where it is missing. */
function Mend({ missing: { need }, member, mayRecord, onRecorded }: MendProps): ReactNode {
  const { gate, needs } = useWords(workforceWords);
  const { may, me } = useSession();
  const [open, setOpen] = useState(false);
  const by = mendedBy(need);
  const kind = kindFor(need);
  const close = (): void => setOpen(false);
  if (by === 'oneself') return <small className="quiet">{gate.byThemselves}</small>;
  const mayFill = may('identity.manage-people') && me.person.id !== member.person;
  if (by === 'profile' ? !mayFill : !mayRecord) return null;
  if (!open) {
    const deed = by === 'profile' ? gate.fill : gate.record;
    return (
      <Button size="small" aria-label={`${deed} ${needs[need]}`} onClick={() => setOpen(true)}>
        {deed}
      </Button>
    );
  }
  if (kind === undefined)
    return (
      <ProfileForm
        member={member}
        at={need === 'background' || need === 'experience' ? need : undefined}
        onClose={close}
      />
    );
  return <RecordForm person={member.person} kind={kind} onDone={onRecorded} onClose={close} />;
}
