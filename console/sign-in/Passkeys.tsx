// Passkeys: listed with their names, added on this device, renamed, and deleted with a way back.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import {
  listPasskeys,
  type Passkey,
  removePasskey,
  renamePasskey,
} from '../../server/modules/sign-in/factors/contract.ts';
import { Answered } from '../kit/Answered.tsx';
import { answers, useAnswer, useChange } from '../kit/answers.ts';
import { kitWords } from '../kit/common-words.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { FailureNote } from '../kit/FailureNote.tsx';
import { Field } from '../kit/Field.tsx';
import { useLang } from '../kit/preferences.ts';
import { useSession } from '../kit/session.ts';
import { distanceWords } from '../kit/telling-time.ts';
import { holdBack } from '../kit/undo.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';
import { knowsPasskeys, makePasskey } from './passkeys.ts';
import { useStep } from './steps.ts';
import { thisDevice } from './this-device.ts';

export function Passkeys(): ReactNode {
  const { passkeys: words } = useWords(accountWords);
  const { me } = useSession();
  const listed = useAnswer(listPasskeys, {}, { everyOrganisation: true });
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const remove = useChange(removePasskey);
  const add = useStep(async () => {
    await makePasskey(thisDevice());
    await answers.invalidateQueries();
  });
  const removeLater = ({ id, name }: Passkey): void => {
    setGone((all) => new Set([...all, id]));
    holdBack({
      done: { zh: accountWords.zh.passkeys.removed(name), en: accountWords.en.passkeys.removed(name) },
      deed: () => remove.mutate({ params: { id } }),
      back: () => setGone((all) => new Set([...all].filter((one) => one !== id))),
    });
  };
  const failure = add.error ?? remove.error;
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{words.title}</h2>
      <p className="quiet">{words.about}</p>
      {failure === null ? null : <FailureNote failure={failure} />}
      <Answered of={listed}>
        {({ passkeys }) => {
          const left = passkeys.filter(({ id }) => !gone.has(id));
          if (left.length === 0) return <EmptyState title={words.emptyTitle} why={words.emptyWhy} />;
          return (
            <ul className="rows">
              {left.map((passkey) => (
                <Row key={passkey.id} passkey={passkey} onRemove={() => removeLater(passkey)} />
              ))}
            </ul>
          );
        }}
      </Answered>
      {knowsPasskeys() ? (
        <Button disabled={!me.session.provedRecently} loading={add.isPending} onClick={() => add.mutate()}>
          {words.add}
        </Button>
      ) : (
        <p>{words.unknown}</p>
      )}
    </section>
  );
}

type RowProps = { readonly passkey: Passkey; readonly onRemove: () => void };

function Row({ passkey, onRemove }: RowProps): ReactNode {
  const { passkeys: words } = useWords(accountWords);
  const lang = useLang();
  const { me } = useSession();
  const [renaming, setRenaming] = useState(false);
  const { name, createdAt, lastUsedAt, synced } = passkey;
  if (renaming) return <Rename passkey={passkey} onClose={() => setRenaming(false)} />;
  const used = lastUsedAt === null ? words.unused : words.used(distanceWords(lang, lastUsedAt));
  const facts = [words.made(distanceWords(lang, createdAt)), used, ...(synced ? [words.synced] : [])];
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p className="quiet">{facts.join(' · ')}</p>
      </div>
      <div className="row-actions">
        <Button size="small" disabled={!me.session.provedRecently} onClick={() => setRenaming(true)}>
          {words.rename}
        </Button>
        <Button size="small" disabled={!me.session.provedRecently} onClick={onRemove}>
          {words.remove}
        </Button>
      </div>
    </li>
  );
}

function Rename({ passkey, onClose }: { readonly passkey: Passkey; readonly onClose: () => void }): ReactNode {
  const { passkeys: words } = useWords(accountWords);
  const { save, cancel } = useWords(kitWords);
  const [name, setName] = useState(passkey.name);
  const rename = useChange(renamePasskey, { onDone: onClose });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') rename.mutate({ params: { id: passkey.id }, body: { name } });
  };
  return (
    <li>
      <form onSubmit={send} noValidate className="one-line">
        {rename.error === null ? null : <FailureNote failure={rename.error} />}
        <Field label={words.name}>
          {(bound) => (
            <Input {...bound} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Button type="primary" htmlType="submit" loading={rename.isPending}>
          {save}
        </Button>
        <Button onClick={onClose}>{cancel}</Button>
      </form>
    </li>
  );
}
