// All SQL of the consent ledger. Texts are versions that never change; an answer names the text that was shown, and is
// only ever withdrawn, never altered. What follows from an answer is the business of whoever asked.
import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { PersonId } from '../../identity/contract.ts';
import { lockFile } from '../clock-store.ts';
import type { FileId } from '../contract.ts';
import { Consent, type ConsentManner, ConsentSubject, type ConsentText } from './contract.ts';
import { firstTexts } from './first-texts.ts';

type Tx = Transaction<DB>;

/** A text to be put in force. */
export type NewText = {
  readonly organisation: string;
  readonly subject: ConsentSubject;
  readonly zh: string;
  readonly en: string;
  /** Null: it came with the program. */
  readonly by: string | null;
  readonly at: Temporal.Instant;
};

/** Adds a version of a text; returns its id. */
export async function addText(tx: Tx, { organisation, subject, zh, en, by, at }: NewText): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`text ${organisation} ${subject}`}, 5746))`.execute(tx);
  const { id } = await tx
    .insertInto('privacy.consent_text')
    .values((values) => ({
      organisation_id: organisation,
      subject,
      version: values
        .selectFrom('privacy.consent_text')
        .select(sql<number>`coalesce(max(version), 0) + 1`.as('next'))
        .where('organisation_id', '=', organisation)
        .where('subject', '=', subject),
      zh,
      en,
      digest: digestOf(zh, en),
      published_by: by,
      published_at: at,
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** SHA-256 of both texts, each preceded by its length, so that no other pair reads alike. */
export function digestOf(zh: string, en: string): string {
  return createHash('sha256').update(`${zh.length} ${zh}\n${en.length} ${en}`).digest('hex');
}

/** Texts of an organisation, the newest first. */
export async function loadTexts(
  tx: Tx,
  organisation: string,
  only: { readonly subject?: ConsentSubject | undefined; readonly id?: string } = {},
): Promise<ConsentText[]> {
  const { subject, id } = only;
  const rows = await tx
    .selectFrom('privacy.consent_text as t')
    .leftJoin('identity.person as n', 'n.id', 't.published_by')
    .selectAll('t')
    .select('n.name')
    .where('t.organisation_id', '=', organisation)
    .$if(subject !== undefined, (query) => query.where('t.subject', '=', subject ?? ''))
    .$if(id !== undefined, (query) => query.where('t.id', '=', id ?? ''))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.version', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subject: ConsentSubject.parse(row.subject),
    version: row.version,
    zh: row.zh,
    en: row.en,
    digest: row.digest,
    at: row.published_at.toString(),
    by: row.published_by === null ? null : { id: PersonId.parse(row.published_by), name: row.name ?? '' },
  }));
}

/** The text to show now; undefined: the organisation has published none on this subject. */
export async function findCurrentText(
  tx: Tx,
  organisation: string,
  subject: ConsentSubject,
): Promise<ConsentText | undefined> {
  return (await loadTexts(tx, organisation, { subject }))[0];
}

/** The text to show now on a subject for which the program brings one: put in force when nobody has published any. */
export async function getText(
  tx: Tx,
  organisation: string,
  subject: keyof typeof firstTexts,
  at: Temporal.Instant,
): Promise<ConsentText> {
  const current = await findCurrentText(tx, organisation, subject);
  if (current !== undefined) return current;
  const id = await addText(tx, { organisation, subject, ...firstTexts[subject], by: null, at });
  const [added] = await loadTexts(tx, organisation, { id });
  if (added === undefined) throw new Error('A text that was just put in force is not there.');
  return added;
}

/** One answer. */
export type NewConsent = {
  readonly file: FileId;
  readonly text: string;
  readonly answer: 'given' | 'refused';
  readonly lang: 'zh' | 'en';
  readonly manner: ConsentManner;
  readonly at: Temporal.Instant;
};

/** Records an answer to a text of the file's own organisation. Returns the consent's id. */
export async function recordConsent(
  tx: Tx,
  { file: id, text, answer, lang, manner, at }: NewConsent,
): Promise<Result<string, 'no-such-file' | 'no-such-text'>> {
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  const [shown] = await loadTexts(tx, file.organisation, { id: text });
  if (shown === undefined) return refuse('no-such-text');
  const row = await tx
    .insertInto('privacy.consent')
    .values({ organisation_id: file.organisation, file_id: id, text_id: text, answer, lang, manner, at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return ok(row.id);
}

/** Withdraws a consent (PIPL 15); withdrawing it again changes nothing. */
export async function withdrawConsent(
  tx: Tx,
  id: string,
  withdrawn: { readonly manner: ConsentManner; readonly at: Temporal.Instant },
): Promise<Result<null, 'no-such-consent'>> {
  const found = await tx
    .selectFrom('privacy.consent')
    .select(['withdrawn_at'])
    .where('id', '=', id)
    .where('answer', '=', 'given')
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) return refuse('no-such-consent');
  if (found.withdrawn_at === null)
    await tx
      .updateTable('privacy.consent')
      .set({ withdrawn_at: withdrawn.at, withdrawn_manner: withdrawn.manner })
      .where('id', '=', id)
      .execute();
  return ok(null);
}

/** All answers of the person of a file, in order. */
export async function loadConsents(tx: Tx, file: FileId): Promise<Consent[]> {
  const rows = await tx
    .selectFrom('privacy.consent as c')
    .innerJoin('privacy.consent_text as t', 't.id', 'c.text_id')
    .selectAll('c')
    .select(['t.subject', 't.version', 't.digest'])
    .where('c.file_id', '=', file)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute();
  return rows.map((row) =>
    Consent.parse({
      id: row.id,
      subject: row.subject,
      answer: row.answer,
      text: { id: row.text_id, version: row.version, digest: row.digest },
      lang: row.lang,
      manner: row.manner,
      at: row.at.toString(),
      withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at.toString(), manner: row.withdrawn_manner },
    }),
  );
}
