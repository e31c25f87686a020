// What comes after a conversation: until when what is kept, what somebody thought of it, and what goes when it is their
// wish or the first clock ends.
import type { Kysely, Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { LineId } from '../directory/contract.ts';
import type { ClockedClass, FileId } from '../privacy/contract.ts';
import type { KeptDays, KeptUntil, Satisfaction, ShownText } from './contract.ts';
import type { ChatParts } from './ports.ts';
import { endSessionsOf, type Session } from './session-store.ts';

type Terms = Awaited<ReturnType<ChatParts['privacy']['loadPolicyInForce']>>['policy']['terms'];

function daysOf(terms: Terms): KeptDays {
  const { key, days } = terms.correspondence;
  return {
    contact: terms['contact-details'],
    words: days,
    wordsWith: key === 'identity' ? 'contact' : 'record',
    record: terms.record,
  };
}

/** What is shown before somebody comes in: the promise in force, what a guardian agrees to, how long what is kept. */
export type Promised = { readonly promise: ShownText; readonly guardian: ShownText; readonly kept: KeptDays };

/** What an organisation promises for a line. */
export async function readPromise(
  { db, privacy }: ChatParts,
  { organisation, line }: { readonly organisation: string; readonly line: string },
  now: Temporal.Instant,
): Promise<Promised> {
  return transaction(db, { organisation }, async (tx) => ({
    promise: await privacy.getText(tx, organisation, 'confidentiality-promise', now),
    guardian: await privacy.getText(tx, organisation, 'guardian', now),
    kept: daysOf((await privacy.loadPolicyInForce(tx, organisation, LineId.parse(line))).policy.terms),
  }));
}

/** Until when what of a conversation is kept. */
export async function readKeeping(
  { db, privacy }: ChatParts,
  session: Session,
  now: Temporal.Instant,
): Promise<KeptUntil> {
  const { organisation, contact } = session;
  const line = LineId.parse(session.line);
  return transaction(db, { organisation }, async (tx) => {
    const file = await privacy.openFile(tx, { organisation, line, contact, at: now });
    const clocks = await privacy.clocksOf(tx, file, now);
    const until = (of: ClockedClass): string | null => clocks.find((clock) => clock.class === of)?.dueAt ?? null;
    const { policy } = await privacy.loadPolicyInForce(tx, organisation, line);
    const days = daysOf(policy.terms);
    const contactUntil = until('contact-details');
    const words = until('correspondence') ?? (days.wordsWith === 'contact' ? contactUntil : until('record'));
    return { days, contact: contactUntil, words, record: until('record') };
  });
}

/** Keeps what somebody thought of it; their own words are sealed as what they wrote before. Said again, it replaces. */
export async function saveSatisfaction(
  { db, privacy, keys }: ChatParts,
  session: Session,
  { helpful, attitude, feeling, words }: Satisfaction,
  now: Temporal.Instant,
): Promise<void> {
  const { organisation, contact, line } = session;
  await transaction(db, { organisation }, async (tx) => {
    const file = await privacy.openFile(tx, { organisation, line: LineId.parse(line), contact, at: now });
    const key =
      words === null || words === '' ? undefined : await privacy.keyFor(tx, { id: file, class: 'correspondence' }, now);
    const place = { table: 'chat.satisfaction', column: 'sealed', row: contact };
    const sealed = key?.ok === true ? await keys[key.value.kind].seal(key.value.key, place, words ?? '') : null;
    const row = {
      organisation_id: organisation,
      line_id: line,
      helpful,
      attitude,
      feeling,
      file_id: file,
      key_kind: key?.ok === true ? key.value.kind : null,
      key_id: key?.ok === true ? key.value.key : null,
      sealed,
      at: now,
    };
    await tx
      .insertInto('chat.satisfaction')
      .values({ contact_id: contact, ...row })
      .onConflict((conflict) => conflict.column('contact_id').doUpdateSet(row))
      .execute();
  });
}

/** Whether somebody has said already what they thought of it. */
export async function hasSaid(db: Kysely<DB>, { organisation, contact }: Session): Promise<boolean> {
  const row = await transaction(db, { organisation }, (tx) =>
    tx.selectFrom('chat.satisfaction').select('at').where('contact_id', '=', contact).executeTakeFirst(),
  );
  return row !== undefined;
}

/** Session and code of a person who wishes to be forgotten. */
export async function forgetPerson(db: Kysely<DB>, { organisation, contact }: Session): Promise<void> {
  await transaction(db, { organisation }, async (tx) => {
    await tx.deleteFrom('chat.return_code').where('contact_id', '=', contact).execute();
    await endSessionsOf(tx, contact);
  });
}

/** Removes what this module keeps of a class that is gone: the way back with the contact details, words with words. */
export async function forgetClass(
  tx: Transaction<DB>,
  { file, class: of }: { readonly file: FileId; readonly class: ClockedClass },
): Promise<void> {
  if (of === 'correspondence')
    await tx
      .updateTable('chat.satisfaction')
      .set({ sealed: null, key_id: null, key_kind: null })
      .where('file_id', '=', file)
      .execute();
  if (of === 'contact-details') await tx.deleteFrom('chat.return_code').where('file_id', '=', file).execute();
}
