// One text: the latest version with what it changes, deciding about it, and all versions before.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  readText,
  reviseText,
  type TextVersion,
  withdrawText,
  type WholeText,
} from '../../server/modules/contact/knowledge/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { useAnswer, useChange } from '../kit/answers.ts';
import { kitWords } from '../kit/common-words.ts';
import { useLang } from '../kit/preferences.ts';
import { ReasonForm } from '../kit/ReasonForm.tsx';
import { useSession } from '../kit/session.ts';
import { dayWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { Deciding, Reviewing } from './Deciding.tsx';
import { Difference } from './Difference.tsx';
import { TextForm } from './TextForm.tsx';
import { draftOf } from './view.ts';
import { knowledgeWords } from './words.ts';

type TextDetailProps = { readonly id: WholeText['id']; readonly onClose: () => void };

export function TextDetail({ id, onClose }: TextDetailProps): ReactNode {
  const read = useAnswer(readText, { params: { id } });
  return <Answered of={read}>{(text) => <Opened key={text.version} text={text} onClose={onClose} />}</Answered>;
}

function Opened({ text, onClose }: { readonly text: WholeText; readonly onClose: () => void }): ReactNode {
  const words = useWords(knowledgeWords);
  const { close } = useWords(kitWords);
  const lang = useLang();
  const mayApprove = useSession().may('contact.approve-text');
  const [doing, setDoing] = useState<'revise' | 'withdraw' | null>(null);
  const leave = (): void => setDoing(null);
  const revise = useChange(reviseText, { onDone: leave });
  const withdraw = useChange(withdrawText, { onDone: leave });
  const [latest, ...older] = text.versions;
  if (latest === undefined) return null;
  const params = { id: text.id };
  if (doing === 'revise')
    return (
      <div className="opened">
        <TextForm
          begin={draftOf(latest)}
          label={words.form.revise}
          lead={words.reviseHint}
          busy={revise.isPending}
          failure={revise.error}
          onSend={(content) => revise.mutate({ params, body: { ...content, after: latest.version } })}
          onLeave={leave}
        />
      </div>
    );
  return (
    <div className="opened">
      <div className="opened-head">
        <h2 className="opened-title">{text.title}</h2>
        <Button size="small" onClick={onClose}>
          {close}
        </Button>
      </div>
      <p>
        <strong>{words.states[text.state]}</strong>{' '}
        <span className="quiet">
          {words.kinds[text.kind]} · {words.version(text.version)}
        </span>
      </p>
      {text.withdrawn === null ? null : (
        <p>{words.withdrawn(text.withdrawn.by.name, dayWords(lang, text.withdrawn.at), text.withdrawn.reason)}</p>
      )}
      {doing === null && text.withdrawn === null ? (
        <div className="row-actions">
          <Button onClick={() => setDoing('revise')}>{words.edit}</Button>
          {mayApprove ? <Button onClick={() => setDoing('withdraw')}>{words.withdraw}</Button> : null}
          {mayApprove && text.state !== 'waiting' && text.reviewBy !== null ? <Reviewing text={text} /> : null}
        </div>
      ) : null}
      {doing === 'withdraw' ? (
        <ReasonForm
          title={words.withdraw}
          done={words.withdraw}
          ready={words.withdrawReasons.split('|')}
          busy={withdraw.isPending}
          failure={withdraw.error}
          onDone={(reason) => withdraw.mutate({ params, body: { reason } })}
          onClose={leave}
        >
          <p className="in-place-lead">{words.withdrawTitle}</p>
        </ReasonForm>
      ) : null}
      <Version version={latest} before={older[0]} />
      {text.state === 'waiting' ? mayApprove ? <Deciding text={text} /> : <p>{words.supervisorDecides}</p> : null}
      {older.length === 0 ? null : <Older versions={older} />}
    </div>
  );
}

function Version({
  version,
  before,
}: {
  readonly version: TextVersion;
  readonly before?: TextVersion | undefined;
}): ReactNode {
  const words = useWords(knowledgeWords);
  const lang = useLang();
  const { by, at, zh, en, tags, source, sourceDate, decision } = version;
  return (
    <section>
      <p className="quiet">{words.written(by.name, dayWords(lang, at))}</p>
      {before === undefined ? null : <p className="quiet">{words.changed(before.version)}</p>}
      <Body text={zh} before={before?.zh} />
      {en === null && before?.en == null ? null : (
        <Body text={en ?? ''} before={before === undefined ? undefined : (before.en ?? '')} />
      )}
      {tags.length === 0 ? null : <p className="quiet">{tags.map((tag) => `#${tag}`).join(' ')}</p>}
      {source === null ? null : (
        <p className="quiet">
          {sourceDate === null ? words.fromOnly(source) : words.from(source, dayWords(lang, sourceDate))}
        </p>
      )}
      <p>{useDecided(decision)}</p>
    </section>
  );
}

function Body({ text, before }: { readonly text: string; readonly before?: string | undefined }): ReactNode {
  return before === undefined || before === text ? (
    <p className="as-written text-body">{text}</p>
  ) : (
    <div className="text-body">
      <Difference before={before} after={text} />
    </div>
  );
}

function useDecided(decision: TextVersion['decision']): string {
  const words = useWords(knowledgeWords);
  const lang = useLang();
  if (decision === null) return words.undecided;
  const { what, by, at, reason, reviewBy } = decision;
  return what === 'approved'
    ? words.decided.approved(by.name, dayWords(lang, at), reviewBy === null ? '' : dayWords(lang, reviewBy))
    : words.decided.returned(by.name, dayWords(lang, at), reason ?? '');
}

function Older({ versions }: { readonly versions: readonly TextVersion[] }): ReactNode {
  const words = useWords(knowledgeWords);
  return (
    <details>
      <summary>{words.versions}</summary>
      {versions.map((version, place) => (
        <div key={version.version}>
          <h3>{words.version(version.version)}</h3>
          <Version version={version} before={versions[place + 1]} />
        </div>
      ))}
    </details>
  );
}
