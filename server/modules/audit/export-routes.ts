// Exports as they are listed: the kinds there are, what was asked for, and where it stands.
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { getExport, listExportKinds, listExports } from './contract.ts';
import { holds, shown } from './export-showing-store.ts';
import { exportStepRoutes } from './export-step-routes.ts';
import { type ExportKind, findExports } from './export-store.ts';
import type { Sealing } from './store.ts';

const asking = { access: { may: 'privacy.ask-export' } } as const;
const reading = {
  audit: { none: 'Which exports were asked for says nothing of what is in them; each step is a line.' },
} as const;

type Tx = Transaction<DB>;

/** The rows about exports, for the kinds there are. */
export function exportRoutes(keys: Sealing, kinds: readonly ExportKind[]): readonly Route[] {
  return [kindsRoute(kinds), listRoute(kinds), oneRoute(kinds), ...exportStepRoutes(keys, kinds)];
}

const kindsRoute = (kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...listExportKinds,
    ...asking,
    about: 'The kinds of export that the caller may ask for.',
    audit: { none: 'Kinds are the same for everybody.' },
    run: (_, { caller, transact }) =>
      transact(async (tx) => {
        const mine = await Promise.all(kinds.map(async (kind) => ((await holds(tx, caller, kind.may)) ? [kind] : [])));
        return ok({
          kinds: mine.flat().map(({ kind, about, scope }) => ({ kind, about, scope: z.toJSONSchema(scope) })),
        });
      }),
    refusals: {},
  });

/** Whoever may not approve sees their own only. */
async function seen(tx: Tx, caller: Caller): Promise<{ readonly organisation: string; readonly askedBy?: string }> {
  const { organisation, person } = caller;
  return (await holds(tx, caller, 'privacy.approve-export')) ? { organisation } : { organisation, askedBy: person };
}

const listRoute = (kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...listExports,
    ...asking,
    ...reading,
    about: 'The organisation’s exports, the newest first; those who may not approve see their own.',
    run: ({ query: { limit, state, before } }, { caller, now, transact }) =>
      transact(async (tx) => {
        const filter = { ...(await seen(tx, caller)), state, before, now, limit: limit + 1 };
        const found = await findExports(tx, filter);
        const page = found.slice(0, limit).map((stored) => shown(stored, kinds, { person: caller.person, now }));
        return ok({ exports: page, before: found.length > limit ? (page.at(-1)?.number ?? null) : null });
      }),
    refusals: {},
  });

const oneRoute = (kinds: readonly ExportKind[]): Route =>
  defineRoute({
    ...getExport,
    ...asking,
    ...reading,
    about: 'One export.',
    run: ({ params: { id } }, { caller, now, transact }) =>
      transact(async (tx) => {
        const [stored] = await findExports(tx, { ...(await seen(tx, caller)), id, now, limit: 1 });
        return stored === undefined
          ? refuse('no-such-export')
          : ok(shown(stored, kinds, { person: caller.person, now }));
      }),
    refusals: { 'no-such-export': 404 },
  });
