// The steps of an export over HTTP: ask, decide, make, fetch. Each is a line; that of the making names the file's digest,
// so that a file can be confirmed against the chain long after it has left.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Route } from '#platform/http/index.ts';
import type { FileAnswer } from '#platform/http/route.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { askExport, decideExport, fetchExport, makeExport } from './contract.ts';
import { holds, type Shown, shownAgain } from './export-showing-store.ts';
import {
  type ExportKind,
  factsOf,
  loadExport,
  loadFile,
  saveDecision,
  saveFile,
  saveRequest,
  type StoredExport,
} from './export-store.ts';
import { mayDecide, mayFetch, mayMake, untilAfter } from './exports.ts';
import { fileOf } from './making-store.ts';
import type { Sealing } from './store.ts';

const asking = { access: { may: 'privacy.ask-export' } } as const;
const NO_SUCH = { 'no-such-export': 404 } as const;
const unknownKind = {
  'unknown-kind': { status: 422, zh: '没有这种导出。', en: 'There is no such kind of export.' },
} as const;
const noLongerSeen = {
  ...unknownKind,
  'not-your-kind': {
    status: 403,
    zh: '您已经没有查看这类内容的权限。',
    en: 'You no longer have the right to see this.',
  },
} as const;

/** The steps, for the kinds there are. */
export function exportStepRoutes(keys: Sealing, kinds: readonly ExportKind[]): readonly Route[] {
  return [askRoute(kinds), decideRoute(kinds), makeRoute(keys, kinds), fetchRoute(keys, kinds)];
}

const askRoute = (kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...askExport,
    ...asking,
    about: 'Asks for an export; somebody else has to approve it.',
    audit: 'audit.ask-export',
    run: ({ body }, { caller, now, transact }) =>
      transact(async (tx, note) => {
        const kind = kinds.find(({ kind: name }) => name === body.kind);
        if (kind === undefined) return refuse('unknown-kind');
        if (!(await holds(tx, caller, kind.may))) return refuse('not-your-kind');
        if (!kind.scope.safeParse(body.scope).success) return refuse('scope-unfit');
        const { organisation, person } = caller;
        const recipient = body.recipient ?? null;
        const until = untilAfter('asked', now);
        const id = await saveRequest(tx, { ...body, recipient, organisation, person, at: now, until });
        const asked = await shownAgain(tx, kinds, id, { caller, now });
        const { number, purpose, reason: words } = asked;
        note({
          subject: `export:${id}`,
          purpose,
          detail: { number, kind: kind.kind, scope: body.scope, words, recipient },
        });
        return ok(asked);
      }),
    refusals: {
      ...unknownKind,
      'not-your-kind': {
        status: 403,
        zh: '您没有查看这类内容的权限，不能申请导出。',
        en: 'You do not have the right to see this, so you cannot ask for an export of it.',
      },
      'scope-unfit': { status: 422, zh: '导出范围填得不对。', en: 'The scope of the export is not right.' },
    },
  });

const decideRoute = (kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...decideExport,
    access: { may: 'privacy.approve-export' },
    about: 'Approves or refuses an export that somebody else asked for.',
    audit: 'audit.decide-export',
    run: ({ params: { id }, body }, { caller, now, transact }) =>
      transact<Shown, 'no-such-export' | 'own-request' | 'not-open'>(async (tx, note) => {
        const stored = await loadExport(tx, caller.organisation, id);
        if (stored === undefined) return refuse('no-such-export');
        const may = mayDecide(factsOf(stored), { person: caller.person, now });
        if (!may.ok) return may;
        const { approve: approved, words = null } = body;
        const until = approved ? untilAfter('approved', now) : stored.until;
        await saveDecision(tx, { id, person: caller.person, at: now, approved, words, until });
        note({ subject: `export:${id}`, purpose: stored.purpose, detail: { number: stored.number, approved, words } });
        return ok(await shownAgain(tx, kinds, id, { caller, now }));
      }),
    refusals: {
      ...NO_SUCH,
      'own-request': {
        status: 403,
        zh: '自己的申请须由另一位同事审批。',
        en: 'What you asked for has to be approved by somebody else.',
      },
      'not-open': {
        status: 409,
        zh: '这份申请已经处理过，或已过期。',
        en: 'This has been decided already, or has expired.',
      },
    },
  });

/** The kind of an export, as long as the caller may see what is in it: they may belong to other groups by now. */
async function kindFor(
  tx: Transaction<DB>,
  caller: Caller,
  kinds: readonly ExportKind[],
  { kind: name }: StoredExport,
): Promise<Result<ExportKind, 'unknown-kind' | 'not-your-kind'>> {
  const kind = kinds.find((known) => known.kind === name);
  if (kind === undefined) return refuse('unknown-kind');
  return (await holds(tx, caller, kind.may)) ? ok(kind) : refuse('not-your-kind');
}

const makeRoute = (keys: Sealing, kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...makeExport,
    ...asking,
    about: 'Makes the file of an approved export, once.',
    audit: 'audit.make-export',
    run: ({ params: { id } }, { caller, now, transact }) =>
      transact<Shown, keyof typeof makingRefusals>(async (tx, note) => {
        const stored = await loadExport(tx, caller.organisation, id);
        if (stored === undefined) return refuse('no-such-export');
        const may = mayMake(factsOf(stored), { person: caller.person, now });
        if (!may.ok) return may;
        const kind = await kindFor(tx, caller, kinds, stored);
        if (!kind.ok) return kind;
        const file = await fileOf(tx, kind.value, stored, { caller, now });
        if (!file.ok) return file;
        const { digest, rows } = file.value;
        await saveFile(tx, keys, {
          ...file.value,
          id,
          organisation: caller.organisation,
          at: now,
          until: untilAfter('made', now),
        });
        const { number, purpose } = stored;
        note({
          subject: `file:${digest.toString('hex')}`,
          purpose,
          detail: { export: id, number, kind: stored.kind, rows },
        });
        return ok(await shownAgain(tx, kinds, id, { caller, now }));
      }),
    refusals: makingRefusals,
  });

const makingRefusals = {
  ...NO_SUCH,
  ...noLongerSeen,
  'not-yours': { status: 403, zh: '只有申请人可以生成文件。', en: 'Only who asked for it may have the file made.' },
  'not-approved': {
    status: 409,
    zh: '还没有获得批准，或文件已经生成过，或已过期。',
    en: 'It is not approved, or the file was made already, or it has expired.',
  },
  'too-large': { status: 422, zh: '内容太多，请缩小范围后重新申请。', en: 'This is too much; ask again for less.' },
} as const;

const fetchRoute = (keys: Sealing, kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...fetchExport,
    ...asking,
    about: 'The file of a made export, until it expires.',
    audit: 'audit.fetch-export',
    run: ({ params: { id } }, { caller, now, transact }) =>
      transact<FileAnswer, keyof typeof fetchingRefusals>(async (tx, note) => {
        const stored = await loadExport(tx, caller.organisation, id);
        if (stored === undefined) return refuse('no-such-export');
        const may = mayFetch(factsOf(stored), { person: caller.person, now });
        if (!may.ok) return may;
        const kind = await kindFor(tx, caller, kinds, stored);
        if (!kind.ok) return kind;
        const bytes = await loadFile(tx, keys, id);
        if (bytes === undefined || stored.made === null) return refuse('no-file');
        note({ subject: `export:${id}`, purpose: stored.purpose, detail: { number: stored.number } });
        const type = stored.made.name.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/csv; charset=utf-8';
        return ok({ type, bytes, saveAs: stored.made.name });
      }),
    refusals: fetchingRefusals,
  });

const fetchingRefusals = {
  ...NO_SUCH,
  ...noLongerSeen,
  'not-yours': { status: 403, zh: '只有申请人可以取走文件。', en: 'Only who asked for it may fetch the file.' },
  'no-file': {
    status: 410,
    zh: '文件还没有生成，或已到期销毁。',
    en: 'The file has not been made yet, or has expired.',
  },
} as const;
