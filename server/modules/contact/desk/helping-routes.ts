// What a counsellor does for somebody besides talking: says how urgent it is, notes, recommends.
import { defineRoute, type Lang, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { randomUUID } from 'node:crypto';
import type { DB } from '#platform/database/index.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { findSendable } from '../knowledge/searching-store.ts';
import { dayOf } from '../wallboard/service-level.ts';
import { keepNotes, readNotes, recommend, setRisk } from './contract.ts';
import { Introduction } from './state/contract.ts';
import { carryOut, type Deed, deed, type Hand } from './doing-store.ts';
import { loadNotes, saveNotes } from './note-store.ts';
import { findOwn, lockMine } from './own-store.ts';
import type { DeskParts } from './ports.ts';
import { alreadyForgotten, notActive, unknownContact } from './refusals.ts';

const ofTalks = { access: { may: 'contact.talk' } } as const;
const noting = { none: 'Notes of a contact under way; records are opened elsewhere, with a purpose.' } as const;

/** The rows. */
export function helpingRoutes(parts: DeskParts): readonly Route[] {
  return [riskRoute(parts.core), readNotesRoute(parts.core), keepNotesRoute(parts.core), recommendRoute(parts)];
}

const riskRoute = (core: Core): Route =>
  defineRoute({
    ...setRisk,
    ...ofTalks,
    about: 'Sets how urgent a contact is, with the reason.',
    audit: 'contact.set-risk',
    run: ({ params: { id }, body: { risk, reason } }, context) =>
      carryOut(core, context, async ({ tx, note, person, organisation, at }) => {
        const own = await lockMine(tx, id, person);
        if (own === undefined || own.status === 'closed') return refuse('unknown-contact');
        const message = randomUUID();
        const sealed = await core.words.seal(
          { organisation, contact: id },
          { class: 'record', row: message, text: reason },
          tx,
        );
        if (!sealed.ok) return sealed;
        const words = { message, author: 'counsellor', staff: person, sealed: sealed.value } as const;
        const command = { do: 'set-risk', risk, by: person, reason: 'noted' } as const;
        const acted = await core.performIn(tx, { contact: id, command, at, words });
        if (!acted.ok) return refuse('unknown-contact');
        note({ subject: `contact:${id}`, detail: { risk } });
        return ok(deed(acted.value));
      }),
    refusals: { 'unknown-contact': unknownContact, 'already-forgotten': alreadyForgotten },
  });

/** Notes lie beside the timeline, one sheet for each contact. */
const sheet = { class: 'record', row: 'note', table: 'contact.note' } as const;

const readNotesRoute = ({ words }: Core): Route =>
  defineRoute({
    ...readNotes,
    ...ofTalks,
    about: 'The caller’s notes of a contact under way.',
    audit: noting,
    run: async ({ params: { id: contact } }, { transact, caller: { organisation, person } }) => {
      const kept = await transact(async (tx) => {
        const own = await findOwn(tx, contact, person);
        if (own?.role !== 'counsellor') return refuse('unknown-contact');
        return ok(await loadNotes(tx, contact));
      });
      if (!kept.ok) return kept;
      const { sealed, step, version } = kept.value;
      const [text] = sealed === null ? [] : await words.open({ organisation, contact }, [{ ...sheet, sealed }]);
      return ok({ text: text ?? '', step, version });
    },
    refusals: { 'unknown-contact': unknownContact },
  });

type NotKept = 'unknown-contact' | 'already-forgotten' | 'notes-changed';

const keepNotesRoute = ({ words }: Core): Route =>
  defineRoute({
    ...keepNotes,
    ...ofTalks,
    about:
      'Keeps the caller’s notes of a contact under way over the version that was read; notes kept meanwhile are not overwritten.',
    audit: noting,
    run: ({ params: { id: contact }, body: { text, ...over } }, { transact, caller: { organisation, person } }) =>
      transact(async (tx): Promise<Result<{ version: number }, NotKept>> => {
        const own = await findOwn(tx, contact, person);
        if (own?.role !== 'counsellor') return refuse('unknown-contact');
        const sealed = await words.seal({ organisation, contact }, { ...sheet, text }, tx);
        if (!sealed.ok) return sealed;
        const version = await saveNotes(tx, { organisation, contact, sealed: sealed.value, ...over });
        return version === undefined ? refuse('notes-changed') : ok({ version });
      }),
    refusals: {
      'unknown-contact': unknownContact,
      'already-forgotten': alreadyForgotten,
      'notes-changed': {
        status: 409,
        zh: '这份记录在别处改过，没有覆盖。请比较以后再保存。',
        en: 'These notes were changed elsewhere and were not overwritten. Compare before keeping one.',
      },
    },
  });

const recommendRoute = (parts: DeskParts): Route =>
  defineRoute({
    ...recommend,
    ...ofTalks,
    about: 'Sends an approved text or a line of the directory to the person, and notes that it was recommended.',
    audit: { none: 'It stands in the timeline of the contact.' },
    run: ({ params, body }, context) => carryOut(parts.core, context, (hand) => send(parts, hand, params.id, body)),
    refusals: {
      'unknown-contact': unknownContact,
      'not-active': notActive,
      'already-forgotten': alreadyForgotten,
      'no-such-text': {
        status: 404,
        zh: '没有这份资料或这条热线，或者现在不能发送。',
        en: 'There is no such text or line, or it may not be sent now.',
      },
    },
  });

type Sent = z.output<(typeof recommend)['input']['body']>;
type SendRefusal = 'unknown-contact' | 'not-active' | 'already-forgotten' | 'no-such-text';

async function send(
  parts: DeskParts,
  { tx, person, organisation, at }: Hand,
  contact: ContactId,
  { id, what }: Sent,
): Promise<Result<Deed, SendRefusal>> {
  const { core } = parts;
  const own = await lockMine(tx, contact, person);
  if (own === undefined || own.status === 'closed') return refuse('unknown-contact');
  if (own.status !== 'active') return refuse('not-active');
  const text = await wordsOf(parts, tx, { what, lang: await langOf(core, tx, { organisation, contact }), at });
  if (text === undefined) return refuse('no-such-text');
  const sealed = await core.words.seal({ organisation, contact }, { class: 'correspondence', row: id, text }, tx);
  if (!sealed.ok) return sealed;
  const named = what.kind === 'line' ? `line:${what.line}` : `text:${what.text}`;
  const acted = await core.performIn(tx, {
    contact,
    command: { do: 'recommend', by: person, what: named },
    at,
    words: { message: id, author: 'counsellor', staff: person, sealed: sealed.value },
  });
  return acted.ok ? ok(deed(acted.value)) : refuse('not-active');
}

type Asked = { readonly what: Sent['what']; readonly lang: Lang; readonly at: Temporal.Instant };

async function wordsOf({ lineWords }: DeskParts, tx: Transaction<DB>, { what, lang, at }: Asked) {
  if (what.kind === 'line') return lineWords(what.line, lang, at);
  const text = await findSendable(tx, what.text, dayOf(at).day);
  return text === undefined ? undefined : lang === 'en' && text.en !== null ? text.en : text.zh;
}

/** In which language the person sees the page; Chinese where nothing is known of it. */
async function langOf(
  { words }: Core,
  tx: Transaction<DB>,
  of: { readonly organisation: string; readonly contact: ContactId },
): Promise<Lang> {
  const row = await tx
    .selectFrom('contact.happening')
    .select(['message_id', 'sealed'])
    .where('contact_id', '=', of.contact)
    .where('kind', '=', 'introduced')
    .executeTakeFirst();
  if (row?.message_id == null || row.sealed === null) return 'zh';
  const [text] = await words.open(of, [{ class: 'correspondence', row: row.message_id, sealed: row.sealed }], tx);
  return text == null ? 'zh' : (Introduction.safeParse(JSON.parse(text)).data?.lang ?? 'zh');
}
