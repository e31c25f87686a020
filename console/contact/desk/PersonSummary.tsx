// What the person chose to say beforehand, in few lines. Nothing here names anybody.
import type { ReactNode } from 'react';
import type { DeskContact, Introduction } from '../../../server/modules/contact/desk/state/contract.ts';
import { AttentionMark } from '../../kit/Marks.tsx';
import { useWords } from '../../kit/words.ts';
import { deskWords } from './words.ts';

type Came = Pick<DeskContact['person'], 'before' | 'again'>;
type CameWords = {
  readonly times: (count: number) => string;
  readonly again: Readonly<Record<NonNullable<Came['again']>, string>>;
};

/** How often, and how that stands against what the line allows. */
const cameBefore = ({ before, again }: Came, words: CameWords): string =>
  again === null ? words.times(before) : `${words.times(before)} · ${words.again[again]}`;

type PersonSummaryProps = { readonly contact: DeskContact; readonly introduction: Introduction | null };

export function PersonSummary({ contact, introduction }: PersonSummaryProps): ReactNode {
  const { person: words } = useWords(deskWords);
  const given = introduction ?? { topic: null, group: null, age: null, words: null, lang: 'zh' as const };
  const ages: Readonly<Record<string, string>> = words.ages;
  const rows: readonly (readonly [string, string | null])[] = [
    [words.topic, given.topic],
    [words.group, given.group],
    [words.age, given.age === null ? null : (ages[given.age] ?? given.age)],
    [words.lang, words.langs[given.lang]],
    [words.before, cameBefore(contact.person, words)],
  ];
  return (
    <section className="person-summary" aria-label={words.label}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value === null ? 'quiet' : undefined}>{value ?? words.none}</dd>
          </div>
        ))}
      </dl>
      {given.age === 'under-14' || given.age === '14-17' ? (
        <p className="minor">
          <AttentionMark />
          <span>{words.minor}</span>
        </p>
      ) : null}
    </section>
  );
}
