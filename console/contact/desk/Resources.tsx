// Approved texts and lines of the directory, sent with one tap (S3-34, S3-39, S3-40). Every text says where it comes from
// and until when it holds; every line says whether somebody answers now.
import { Input } from 'antd';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { z } from 'zod';
import { recommend } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { type DeskText, searchTexts } from '../../../server/modules/contact/knowledge/contract.ts';
import { Answer } from '../../../server/modules/directory/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { DoneMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords, timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { deskWords } from './words.ts';

/** The public search of the directory. */
const findLines = {
  method: 'GET',
  path: '/api/lines',
  input: { query: z.object({ q: z.string(), per_page: z.number() }) },
  output: z.object({ total: z.int(), lines: z.array(Answer) }),
} as const;

export function Resources({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { resources: words } = useWords(deskWords);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const texts = useAnswer(searchTexts, { query: { q, kind: 'text' } }, { keepLast: true });
  const lines = useAnswer(findLines, { query: { q, per_page: 8 } }, { when: q !== '', keepLast: true });
  return (
    <div className="resources">
      <Input
        className="resources-search"
        type="search"
        maxLength={60}
        value={typed}
        aria-label={words.search}
        placeholder={words.search}
        onChange={(event) => setTyped(event.target.value)}
      />
      <section aria-labelledby="resource-texts">
        <h2 id="resource-texts">{words.texts}</h2>
        <Answered of={texts}>
          {({ texts: found }) =>
            found.length === 0 ? (
              <p className="quiet">{words.textsNone}</p>
            ) : (
              <ul className="resource-rows">
                {found.slice(0, 12).map((text) => (
                  <TextRow key={text.id} contact={contact} text={text} />
                ))}
              </ul>
            )
          }
        </Answered>
      </section>
      <section aria-labelledby="resource-lines">
        <h2 id="resource-lines">{words.lines}</h2>
        {q === '' ? <p className="quiet">{words.linesHint}</p> : null}
        {q === '' ? null : (
          <Answered of={lines}>
            {({ lines: found }) =>
              found.length === 0 ? (
                <p className="quiet">{words.linesNone}</p>
              ) : (
                <ul className="resource-rows">
                  {found.map((answer) => (
                    <LineRow key={answer.line.id} contact={contact} answer={answer} />
                  ))}
                </ul>
              )
            }
          </Answered>
        )}
      </section>
    </div>
  );
}

type What = { readonly kind: 'line'; readonly line: string } | { readonly kind: 'text'; readonly text: string };

/** One tap; the same tap again before it is acknowledged is the same sending. */
function SendButton({
  contact,
  what,
  name,
}: {
  readonly contact: DeskContact;
  readonly what: What;
  readonly name: string;
}): ReactNode {
  const { resources: words } = useWords(deskWords);
  const [id] = useState(() => crypto.randomUUID());
  const send = useChange(recommend, { touches: [] });
  if (send.isSuccess)
    return (
      <span className="resource-sent" role="status">
        <DoneMark />
        {words.sent}
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="send-one"
        aria-label={`${words.send} ${name}`}
        disabled={send.isPending}
        onClick={() => send.mutate({ params: { id: contact.id }, body: { id, what } })}
      >
        {words.send}
      </button>
      {send.error === null ? null : <FailureNote failure={send.error} />}
    </>
  );
}

function TextRow({ contact, text }: { readonly contact: DeskContact; readonly text: DeskText }): ReactNode {
  const { resources: words } = useWords(deskWords);
  const lang = useLang();
  const [whole, setWhole] = useState(false);
  const { id, title, zh, source, sourceDate, reviewBy } = text;
  return (
    <li>
      <div className="resource-head">
        <strong>{title}</strong>
        <SendButton contact={contact} what={{ kind: 'text', text: id }} name={title} />
      </div>
      <p className={whole ? 'as-written' : 'clipped'}>{zh}</p>
      <p className="quiet resource-foot">
        {source === null ? null : <span>{sourceDate === null ? source : words.from(source, sourceDate)}</span>}
        <span>{words.until(dayWords(lang, reviewBy))}</span>
        <button type="button" className="bare" aria-expanded={whole} onClick={() => setWhole((now) => !now)}>
          {whole ? words.fold : words.read}
        </button>
      </p>
    </li>
  );
}

function LineRow({ contact, answer }: { readonly contact: DeskContact; readonly answer: Answer }): ReactNode {
  const { resources: words } = useWords(deskWords);
  const lang = useLang();
  const { line, state, nextChange, accessPoints } = answer;
  const best = accessPoints[0];
  const open = state === 'open';
  const until = best?.at.openAllDay === true ? words.until24 : nextChange === null ? '' : timeWords(lang, nextChange);
  return (
    <li>
      <div className="resource-head">
        <strong>{line.name}</strong>
        <SendButton contact={contact} what={{ kind: 'line', line: line.id }} name={line.name} />
      </div>
      <p className="resource-number">{best?.point.display}</p>
      <p className="resource-foot" data-open={open}>
        <span className="quiet">
          {open ? words.open : state === 'unknown' ? words.unknown : words.closed}
          {until === '' ? '' : ` · ${until}`}
        </span>
      </p>
    </li>
  );
}
