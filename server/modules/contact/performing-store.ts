// What follows from what is done with a contact, in the same transaction: shifts are counted, supporters come and go,
// alarms stand on file, and the service ends. It ends with the conversation, not with the paper work: whoever was told
// "gone after three days" must not depend on a form that somebody forgot.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Result } from '#platform/result.ts';
import { FileId } from '../privacy/contract.ts';
import { countEnded, countMissed, countTaken } from './duty-store.ts';
import type { Refusal } from './life-cycle.ts';
import type { Files } from './ports.ts';
import { type Acted, actWith, type Doing } from './store.ts';
import type { Happening } from './timeline.ts';

type Tx = Transaction<DB>;

/** Does something with a contact and all that follows from it. What others must hear of comes after the commit. */
export async function performIn(
  tx: Tx,
  doing: Doing,
  files: Pick<Files, 'endService'>,
): Promise<Result<Acted, Refusal | 'unknown-contact'>> {
  const acted = await actWith(tx, doing);
  if (!acted.ok) return acted;
  for (const happening of acted.value.happenings) await follow(tx, acted.value, happening, files);
  return acted;
}

async function follow(tx: Tx, acted: Acted, happening: Happening, files: Pick<Files, 'endService'>): Promise<void> {
  switch (happening.kind) {
    case 'accepted':
      return countTaken(tx, happening.by);
    case 'offer-expired':
      return void (await countMissed(tx, happening.by));
    case 'transferred':
      return countEnded(tx, happening.by, happening.at);
    case 'ended':
      await endSupport(tx, acted, happening.at);
      if (acted.contact.counsellor !== null) await countEnded(tx, acted.contact.counsellor, happening.at);
      return endFile(tx, acted, happening.at, files);
    case 'gave-up':
    case 'diverted':
      return endFile(tx, acted, happening.at, files);
    case 'supervisor-came':
    case 'supervisor-left':
      return support(tx, acted, happening);
    case 'alarm-raised':
    case 'alarm-acknowledged':
      return ring(tx, acted, happening);
    default:
      return undefined;
  }
}

async function endFile(tx: Tx, { file }: Acted, at: Temporal.Instant, files: Pick<Files, 'endService'>): Promise<void> {
  if (file === null) return;
  const ended = await files.endService(tx, FileId.parse(file), at);
  if (!ended.ok) throw new Error('The service file of a contact is not there.');
}

type Came = Extract<Happening, { kind: 'supervisor-came' | 'supervisor-left' }>;

/** Whoever comes in has also answered a wish for somebody. */
async function support(tx: Tx, { id, organisation }: Acted, { kind, by, at, ...rest }: Came): Promise<void> {
  await tx
    .updateTable('contact.supporter')
    .set({ until: at })
    .where('contact_id', '=', id)
    .where('until', 'is', null)
    .where((is) =>
      kind === 'supervisor-left'
        ? is('person_id', '=', by)
        : is.or([is('person_id', '=', by), is('mode', '=', 'asked')]),
    )
    .execute();
  if (kind === 'supervisor-left') return;
  await tx
    .insertInto('contact.supporter')
    .values({ contact_id: id, person_id: by, organisation_id: organisation, mode: rest.mode, since: at })
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'person_id', 'since']).doUpdateSet({ mode: rest.mode, until: null }),
    )
    .execute();
}

async function endSupport(tx: Tx, { id }: Acted, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('contact.supporter')
    .set({ until: at })
    .where('contact_id', '=', id)
    .where('until', 'is', null)
    .execute();
}

type Rang = Extract<Happening, { kind: 'alarm-raised' | 'alarm-acknowledged' }>;

async function ring(tx: Tx, { id, organisation }: Acted, happening: Rang): Promise<void> {
  const { by, at } = happening;
  if (happening.kind === 'alarm-raised') {
    await tx
      .insertInto('contact.alarm')
      .values({ contact_id: id, organisation_id: organisation, raised_by: by, raised_at: at })
      .execute();
    return;
  }
  const heard =
    happening.group === 'administration'
      ? { administration_by: by, administration_at: at }
      : { supervision_by: by, supervision_at: at };
  await tx.updateTable('contact.alarm').set(heard).where('contact_id', '=', id).execute();
}
