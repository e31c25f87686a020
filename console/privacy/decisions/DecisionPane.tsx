// One record whose term has ended: what is known about its keeping, what each choice means, and the decision.
import { Button, Input, Radio } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type Clock, decideDestruction, getFile } from '../../../server/modules/privacy/contract.ts';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field, useFieldFaults } from '../../kit/Field.tsx';
import { CloseMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { FileDecisions } from '../files/FileDecisions.tsx';
import { tomorrow } from '../files/view.ts';
import { shortNumber } from '../shared/file-number.ts';
import { FileNumber } from '../shared/FileNumber.tsx';
import { focusFault } from '../../kit/focus-fault.ts';
import { privacyWords } from '../shared/words.ts';
import { destroyLater } from './pending.ts';
import { type DecisionDraft, lastDay, missingOf, noDecision } from './view.ts';
import { decisionWords } from './words.ts';

type DecisionPaneProps = {
  readonly clock: Clock;
  readonly onClose: () => void;
  readonly onDecided: () => void;
};

export function DecisionPane({ clock, onClose, onDecided }: DecisionPaneProps): ReactNode {
  const words = useWords(decisionWords);
  const common = useWords(privacyWords);
  const lang = useLang();
  const may = useSession().may('privacy.decide-destruction');
  const file = useAnswer(getFile, { params: { id: clock.file } });
  const before = file.data?.decisions.filter((one) => one.clock === clock.id) ?? [];
  return (
    <article className="decision" aria-label={common.fileNumber(shortNumber(clock.file))}>
      <header className="opened-head">
        <div>
          <h2>{common.classes[clock.class]}</h2>
          <p className="quiet">
            {common.file} <FileNumber file={clock.file} />
          </p>
        </div>
        <button type="button" className="bare" aria-label={common.close} title={common.close} onClick={onClose}>
          <CloseMark />
        </button>
      </header>
      <p>{words.ended(momentWords(lang, clock.dueAt))}</p>
      <p className="quiet">{common.policy(clock.policy.version, common.days(clock.policy.days))}</p>
      <FileDecisions decisions={before} />
      {may ? <DecisionForm clock={clock} onDecided={onDecided} /> : <p className="note">{words.readOnly}</p>}
    </article>
  );
}

function DecisionForm({ clock, onDecided }: Pick<DecisionPaneProps, 'clock' | 'onDecided'>): ReactNode {
  const words = useWords(decisionWords);
  const common = useWords(privacyWords);
  const [draft, setDraft] = useState<DecisionDraft>(noDecision);
  const [tried, setTried] = useState(false);
  const keep = useChange(decideDestruction);
  const faults = useFieldFaults(keep.error);
  const now = new Date();
  const missing = missingOf(draft, now);
  const lacks = (name: (typeof missing)[number], said: string): string | undefined =>
    faults(name) ?? (tried && missing.includes(name) ? said : undefined);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0) {
      focusFault(event.currentTarget);
      return;
    }
    const reason = draft.reason.trim();
    if (draft.what === 'keep')
      keep.mutate(
        { params: { id: clock.id }, body: { what: 'keep', reason, until: draft.until } },
        { onSuccess: onDecided },
      );
    else {
      onDecided();
      destroyLater(clock, reason);
    }
  };
  return (
    <form className="decision-form" onSubmit={send} noValidate>
      {keep.error === null ? null : <FailureNote failure={keep.error} typed />}
      <Radio.Group
        className="decision-choice"
        aria-label={words.what}
        value={draft.what}
        onChange={(event) => setDraft({ ...draft, what: event.target.value === 'keep' ? 'keep' : 'destroy' })}
      >
        <div className="choice">
          <Radio value="destroy">{words.destroy}</Radio>
          <p>{words.destroyMeans}</p>
          <p className="quiet">{words.destroyBackup}</p>
        </div>
        <div className="choice">
          <Radio value="keep">{words.keep}</Radio>
          <p>{words.keepMeans}</p>
          {draft.what === 'keep' ? (
            <Field label={words.until} required fault={lacks('until', words.untilMissing)}>
              {(bound) => (
                <Input
                  {...bound}
                  type="date"
                  className="day-input"
                  min={tomorrow(now)}
                  max={lastDay(now)}
                  value={draft.until}
                  onChange={(event) => setDraft({ ...draft, until: event.target.value })}
                />
              )}
            </Field>
          ) : null}
        </div>
      </Radio.Group>
      {draft.what === null ? null : (
        <>
          <Field label={words.reason} hint={common.reasonHint} required fault={lacks('reason', common.reasonMissing)}>
            {(bound) => (
              <Input
                {...bound}
                value={draft.reason}
                maxLength={500}
                onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
              />
            )}
          </Field>
          <div className="form-actions">
            <Button type="primary" htmlType="submit" loading={keep.isPending}>
              {draft.what === 'destroy' ? words.doDestroy : words.doKeep}
            </Button>
            {draft.what === 'destroy' ? <p className="quiet">{words.held}</p> : null}
          </div>
        </>
      )}
    </form>
  );
}
