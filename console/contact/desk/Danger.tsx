// Danger to life: one action, told to administration and supervision at once (S3-31, S3-32). What it does stands above
// it beforehand; afterwards stands who has acknowledged, and when.
import type { ReactNode } from 'react';
import { raiseAlarm } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { DoneMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { helpWords } from './help-words.ts';

const groups = ['administration', 'supervision'] as const;

export function Danger({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { danger: words } = useWords(helpWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const raise = useChange(raiseAlarm, { touches: [] });
  const { alarm } = contact;
  if (alarm !== null)
    return (
      <section className="danger raised" aria-label={words.label} role="status">
        <p className="danger-lead">{words.raised(timeWords(lang, alarm.at))}</p>
        <ul className="plain-list">
          {groups.map((group) => {
            const at = alarm[group];
            return (
              <li key={group} data-done={at !== null}>
                {at === null ? null : <DoneMark />}
                {at === null
                  ? words.waits(names.groups[group])
                  : words.acknowledged(names.groups[group], timeWords(lang, at))}
              </li>
            );
          })}
        </ul>
      </section>
    );
  return (
    <section className="danger" aria-label={words.label}>
      <p className="quiet" id={`danger-${contact.id}`}>
        {words.why}
      </p>
      <button
        type="button"
        className="danger-button"
        aria-describedby={`danger-${contact.id}`}
        disabled={raise.isPending}
        onClick={() => raise.mutate({ params: { id: contact.id } })}
      >
        {words.raise}
      </button>
      {raise.error === null ? null : (
        <FailureNote failure={raise.error} onAgain={() => raise.mutate({ params: { id: contact.id } })} />
      )}
    </section>
  );
}
