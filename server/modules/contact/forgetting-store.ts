// When a class of a service file is gone, the sealed words of it go too. The key is dead by then; what is dropped here
// could not be read any more, but need not lie about either.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { FileId } from '../privacy/contract.ts';
import { recordKinds } from './reading-store.ts';

/** Drops what contacts keep of a class of a file; in the transaction that certifies it. */
export async function forgetWords(
  tx: Transaction<DB>,
  { file, class: of }: { readonly file: FileId; readonly class: string },
): Promise<void> {
  if (of !== 'correspondence' && of !== 'record') return;
  const ofRecord = sql`h.kind = any(${[...recordKinds]}::text[])`;
  await sql`
    update contact.happening h set sealed = null from contact.contact c
     where c.file_id = ${file} and h.contact_id = c.id and h.sealed is not null
       and ${of === 'record' ? ofRecord : sql`not (${ofRecord})`}`.execute(tx);
  if (of === 'correspondence') return;
  await sql`
    update contact.note n set sealed = null from contact.contact c
     where c.file_id = ${file} and n.contact_id = c.id`.execute(tx);
}
