// Everything that a list would change, before anything is changed.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { ImportPreview } from '../../../server/modules/directory/curation/contract.ts';
import { Field } from '../../kit/Field.tsx';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { ValueText } from '../shared/ValueText.tsx';
import { directoryWords } from '../shared/words.ts';
import { changesAnything, figures } from './view.ts';
import { importWords } from './words.ts';

type DifferencesProps = {
  readonly name: string;
  readonly preview: ImportPreview;
  readonly busy: boolean;
  /** It can no longer be saved: the directory has changed since. */
  readonly stale: boolean;
  readonly onApply: (why: string) => void;
};

export function Differences({ name, preview, busy, stale, onApply }: DifferencesProps): ReactNode {
  const words = useWords(importWords);
  const lang = useLang();
  const [why, setWhy] = useState('');
  const { source, counts } = preview;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onApply(why.trim());
  };
  return (
    <section className="differences" aria-labelledby="import-source">
      <h2 id="import-source">{source.title}</h2>
      <p className="quiet">
        {words.issuers(
          [...source.issuers, source.number ?? ''].filter(Boolean).join(' · '),
          source.date === null ? '' : dayWords(lang, source.date),
        )}
      </p>
      <p>
        {words.known[source.known]} <span className="quiet">{words.file(name)}</span>
      </p>
      <dl className="import-figures">
        {figures.map((figure) => (
          <div key={figure} data-none={counts[figure] === 0}>
            <dt>{words.counts[figure]}</dt>
            <dd>{counts[figure]}</dd>
          </div>
        ))}
      </dl>
      <Changed preview={preview} />
      <Named title={words.addedTitle(counts.added)} lines={preview.added} count={counts.added} linked={false} />
      <Named
        title={words.goneTitle(counts.gone)}
        about={words.goneWhy}
        lines={preview.gone}
        count={counts.gone}
        linked
      />
      <Doubts preview={preview} />
      {changesAnything(preview) ? (
        <form className="import-apply" onSubmit={send}>
          <Field label={words.why} hint={words.whyHint} optional>
            {(bound) => (
              <Input {...bound} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
            )}
          </Field>
          <p className="quiet">{words.noUndo}</p>
          <div className="form-actions">
            <Button type="primary" htmlType="submit" loading={busy} disabled={stale}>
              {words.apply}
            </Button>
          </div>
        </form>
      ) : (
        <p className="note">{words.nothing}</p>
      )}
    </section>
  );
}

function Changed({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const words = useWords(importWords);
  const common = useWords(directoryWords);
  const { changed, counts } = preview;
  if (counts.changed === 0) return null;
  return (
    <section className="import-part">
      <h3>{words.changedTitle(counts.changed)}</h3>
      {changed.map(({ id, name, fields }) => (
        <details key={id} open={changed.length <= 10}>
          <summary>
            {name} <small className="quiet">{fields.map(({ field }) => common.fields[field]).join('、')}</small>
          </summary>
          {fields.map(({ field, before, after, kept }) => (
            <div key={field} className="import-field">
              <span>{common.fields[field]}</span>
              <dl className="before-after">
                <dt>{words.before}</dt>
                <dd>
                  <ValueText field={field} value={before} />
                </dd>
                <dt>{words.after}</dt>
                <dd>
                  <ValueText field={field} value={after} />
                </dd>
              </dl>
              {kept ? <p>{words.kept}</p> : null}
            </div>
          ))}
        </details>
      ))}
      {changed.length < counts.changed ? <p className="quiet">{words.only500(changed.length)}</p> : null}
    </section>
  );
}

type NamedProps = {
  readonly title: string;
  readonly about?: string;
  readonly lines: readonly { readonly id: string; readonly name: string }[];
  readonly count: number;
  /** Whether they are in the directory already. */
  readonly linked: boolean;
};

const few = 20;

function Named({ title, about, lines, count, linked }: NamedProps): ReactNode {
  const words = useWords(importWords);
  const [all, setAll] = useState(false);
  if (count === 0) return null;
  const shown = all ? lines : lines.slice(0, few);
  return (
    <section className="import-part">
      <h3>{title}</h3>
      {about === undefined ? null : <p className="quiet">{about}</p>}
      <ul className="event-line-list">
        {shown.map(({ id, name }) => (
          <li key={id}>{linked ? <Link href={`/directory/lines/${id}`}>{name}</Link> : name}</li>
        ))}
      </ul>
      {shown.length < lines.length ? (
        <Button size="small" onClick={() => setAll(true)}>
          {words.showAll(lines.length)}
        </Button>
      ) : null}
      {all && lines.length < count ? <p className="quiet">{words.only500(lines.length)}</p> : null}
    </section>
  );
}

function Doubts({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const words = useWords(importWords);
  const { codes } = useWords(directoryWords);
  const { flags, notHotlines, counts } = preview;
  return (
    <>
      {counts.flags === 0 ? null : (
        <section className="import-part">
          <h3>{words.flagsTitle(counts.flags)}</h3>
          <p className="quiet">{words.flagsWhy}</p>
          <p>{flags.map(({ code, count }) => `${codes[code]} ${count}`).join(' · ')}</p>
        </section>
      )}
      {notHotlines.length === 0 ? null : (
        <details className="import-part">
          <summary>{words.skippedTitle(notHotlines.length)}</summary>
          <ul className="value-lines">
            {notHotlines.map(({ raw, why }) => (
              <li key={raw + why}>
                <span className="as-written">{raw}</span> <small className="quiet">{why}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
