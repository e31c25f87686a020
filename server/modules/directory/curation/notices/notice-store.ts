// The SQL of notices and their receipts. What an institution has not opened has no row: who has not is told by the tree.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { OrganisationId, OrganisationKind, PersonId } from '../../../identity/contract.ts';
import { LineId } from '../../contract.ts';
import { atChina, lineNames } from '../changes/change-store.ts';
import { type NoticeDetail, NoticeId, type NoticeRow, type publishNotice, type Receipt } from './contract.ts';
import { NOT_YET, progressOf, urgentFirst } from './receipts.ts';

type Tx = Transaction<DB>;
type Published = z.infer<typeof publishNotice.input.body>;
type Who = { readonly person: string; readonly organisation: string; readonly at: Temporal.Instant };

/** Puts a notice on file; every institution below has it from then on. Throws where a number is used twice. */
export async function saveNotice(tx: Tx, notice: Published, { person, organisation, at }: Who): Promise<string> {
  const { title, number, issuers, text, contact, annex, reportBy } = notice;
  const row = await tx
    .insertInto('directory.sent_notice')
    .values({
      organisation_id: organisation,
      title,
      number,
      issuers,
      body: text,
      contact_person: contact.person,
      contact_phone: contact.phone,
      contact_fax: contact.fax,
      annex_file: annex?.file ?? null,
      annex_lines: annex?.lines ?? [],
      report_by: reportBy,
      published_at: at,
      published_by: person,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const notices = (tx: Tx) =>
  tx
    .selectFrom('directory.sent_notice as notice')
    .selectAll('notice')
    .select(sql<string>`directory.organisation_name(notice.organisation_id)`.as('organisation_name'));

type Row = Awaited<ReturnType<ReturnType<typeof notices>['execute']>>[number];

const addressed = sql<boolean>`directory.is_below(notice.organisation_id)`;
const own = sql<boolean>`notice.organisation_id = platform.organisation()`;

/** What the organisation acted for has sent, newest first. */
export async function loadSent(tx: Tx): Promise<NoticeRow[]> {
  const rows = await notices(tx).where(own).orderBy('notice.published_at', 'desc').limit(500).execute();
  const made: NoticeRow[] = [];
  for (const row of rows) made.push({ ...rowOf(row), mine: true, progress: progressOf(await receiptsOf(tx, row.id)) });
  return made;
}

/** What was sent to the organisation acted for, newest first. */
export async function loadReceived(tx: Tx): Promise<NoticeRow[]> {
  const rows = await notices(tx).where(addressed).orderBy('notice.published_at', 'desc').limit(500).execute();
  const receipts = await ownReceipts(tx);
  return rows.map((row) => ({ ...rowOf(row), receipt: receipts.get(row.id) ?? NOT_YET }));
}

/** A notice of one's own, with everybody's receipts. */
export async function findSent(tx: Tx, id: string): Promise<NoticeDetail | undefined> {
  const row = await notices(tx).where('notice.id', '=', id).where(own).executeTakeFirst();
  if (row === undefined) return undefined;
  const receipts = await receiptsOf(tx, id);
  return { ...(await detailOf(tx, row)), mine: true, progress: progressOf(receipts), receipts: urgentFirst(receipts) };
}

/** A notice sent to the organisation acted for. */
export async function findReceived(tx: Tx, id: string): Promise<NoticeDetail | undefined> {
  const row = await notices(tx).where('notice.id', '=', id).where(addressed).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...(await detailOf(tx, row)), receipt: (await ownReceipts(tx)).get(id) ?? NOT_YET };
}

const dayOf = (at: Temporal.Instant): string => at.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();

const rowOf = (row: Row): NoticeRow => ({
  id: NoticeId.parse(row.id),
  title: row.title,
  number: row.number,
  issuers: row.issuers,
  publishedOn: dayOf(row.published_at),
  from: { id: OrganisationId.parse(row.organisation_id), name: row.organisation_name },
  mine: false,
  reportBy: row.report_by,
  progress: null,
  receipt: null,
});

async function detailOf(tx: Tx, row: Row): Promise<NoticeDetail> {
  const names = await lineNames(tx, row.annex_lines);
  const lines = row.annex_lines.map((id) => ({ id: LineId.parse(id), name: names.get(id) ?? null }));
  return {
    ...rowOf(row),
    text: row.body,
    contact: { person: row.contact_person, phone: row.contact_phone, fax: row.contact_fax },
    annex: row.annex_file === null ? null : { file: row.annex_file, lines },
    receipts: null,
  };
}

type Receipts = NonNullable<NoticeDetail['receipts']>;

/** Every institution below, with what it has done. */
async function receiptsOf(tx: Tx, notice: string): Promise<Receipts> {
  const rows = await tx
    .selectFrom('identity.organisation as organisation')
    .leftJoin('directory.notice_receipt as receipt', (join) =>
      join.onRef('receipt.organisation_id', '=', 'organisation.id').on('receipt.notice_id', '=', notice),
    )
    .selectAll('receipt')
    .select(['organisation.id as institution', 'organisation.name', 'organisation.kind'])
    .where(sql<boolean>`platform.organisation() = any (organisation.ancestors)`)
    .where('organisation.kind', '<>', 'authority')
    .where('organisation.closed_at', 'is', null)
    .orderBy('organisation.name')
    .execute();
  return rows.map((row) => {
    const { institution, name, kind } = row;
    const organisation = { id: OrganisationId.parse(institution), name, kind: OrganisationKind.parse(kind) };
    return { organisation, receipt: receiptOf(row, organisation) };
  });
}

async function ownReceipts(tx: Tx): Promise<Map<string, Receipt>> {
  const rows = await tx
    .selectFrom('directory.notice_receipt as receipt')
    .selectAll('receipt')
    .select(sql<string>`directory.organisation_name(receipt.organisation_id)`.as('name'))
    .where(sql<boolean>`receipt.organisation_id = platform.organisation()`)
    .execute();
  return new Map(
    rows.map((row) => {
      const organisation = { id: OrganisationId.parse(row.organisation_id), name: row.name };
      return [row.notice_id, receiptOf(row, organisation)];
    }),
  );
}

type Signed = { readonly at: Temporal.Instant | null; readonly id: string | null; readonly name: string | null };
type Named = { readonly id: OrganisationId; readonly name: string };

function receiptOf(row: Columns, organisation: Named): Receipt {
  const { id, name } = organisation;
  const by = (signed: Signed) =>
    signed.at === null || signed.id === null
      ? null
      : {
          person: { id: PersonId.parse(signed.id), name: signed.name },
          organisation: { id, name },
          at: atChina(signed.at),
        };
  const forwarded = by({ at: row.forwarded_at, id: row.forwarded_by, name: row.forwarded_name });
  const reported = by({ at: row.reported_at, id: row.reported_by, name: row.reported_name });
  return {
    received: by({ at: row.received_at, id: row.received_by, name: row.received_name }),
    forwarded: forwarded && { by: forwarded, to: row.forwarded_to ?? '' },
    report: reported && { by: reported, text: row.report ?? '' },
  };
}

type Columns = {
  readonly received_at: Temporal.Instant | null;
  readonly received_by: string | null;
  readonly received_name: string | null;
  readonly forwarded_at: Temporal.Instant | null;
  readonly forwarded_by: string | null;
  readonly forwarded_name: string | null;
  readonly forwarded_to: string | null;
  readonly reported_at: Temporal.Instant | null;
  readonly reported_by: string | null;
  readonly reported_name: string | null;
  readonly report: string | null;
};

/** The caller's own name, for their signature. */
async function ownName(tx: Tx): Promise<string> {
  const row = await tx
    .selectFrom('identity.person')
    .select('name')
    .where(sql<boolean>`id = platform.person()`)
    .executeTakeFirstOrThrow();
  return row.name;
}

/** The first opening stays the receipt, however often a notice is opened. */
export async function saveOpening(tx: Tx, notice: string, { person, organisation, at }: Who): Promise<void> {
  await tx
    .insertInto('directory.notice_receipt')
    .values({
      notice_id: notice,
      organisation_id: organisation,
      received_at: at,
      received_by: person,
      received_name: await ownName(tx),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What an institution says it has done, signed; false where it has not opened the notice. */
export async function saveDone(
  tx: Tx,
  notice: string,
  done: { readonly forwardedTo: string } | { readonly report: string },
  { person, organisation, at }: Who,
): Promise<boolean> {
  const name = await ownName(tx);
  const columns =
    'report' in done
      ? { reported_at: at, reported_by: person, reported_name: name, report: done.report }
      : { forwarded_at: at, forwarded_by: person, forwarded_name: name, forwarded_to: done.forwardedTo };
  const result = await tx
    .updateTable('directory.notice_receipt')
    .set(columns)
    .where('notice_id', '=', notice)
    .where('organisation_id', '=', organisation)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
