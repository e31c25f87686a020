// Making the file of an export: the kind puts out its rows, the mark goes around them, the digest is taken.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { digestOf } from './chain.ts';
import { purposes } from './contract.ts';
import type { Asked } from './export-showing-store.ts';
import { type ExportKind, loadName, type StoredExport } from './export-store.ts';
import { MOST_ROWS } from './exports.ts';
import { writePage, writeTable } from './marking.ts';

/** A file, ready to be kept. */
export type Made = { readonly name: string; readonly rows: number; readonly bytes: Buffer; readonly digest: Buffer };

/** The file of an approved export. */
export async function fileOf(
  tx: Transaction<DB>,
  kind: ExportKind,
  stored: StoredExport,
  { caller, now }: Asked,
): Promise<Result<Made, 'too-large'>> {
  const { organisation } = caller;
  const table = await kind.make(tx, stored.scope, { organisation, now });
  if (table.rows.length > MOST_ROWS) return refuse('too-large');
  const { asked, decided, number, purpose } = stored;
  const mark = {
    ...stored,
    organisation: { id: organisation, name: await loadName(tx, organisation) },
    about: kind.about,
    asked: { by: asked.by.name ?? asked.by.id, at: asked.at },
    approved: { by: decided?.by.name ?? decided?.by.id ?? '', at: decided?.at ?? now },
    purpose: purposes[purpose],
    made: now,
  };
  const isPage = kind.form === 'page';
  const bytes = Buffer.from(isPage ? writePage(mark, table) : writeTable(mark, table));
  const name = `${kind.about.zh}-${number}.${isPage ? 'html' : 'csv'}`;
  return ok({ name, rows: table.rows.length, bytes, digest: digestOf(bytes) });
}
