// The history of the directory, and putting a change back.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { holdDirectory, loadStandingFacts, makeChange } from './applying-store.ts';
import { findChange, loadChanges } from './change-store.ts';
import type { Curating } from './changing-routes.ts';
import { type Changed, listChanges, undoChange } from './contract.ts';
import { decideUndo, type UndoRefusal } from './undoing.ts';

/** The rows of the history. */
export function changeRoutes(curating: Curating): readonly Route[] {
  return [
    defineRoute({
      ...listChanges,
      about: 'What was changed in the directory, by whom, when and why; newest first.',
      access: { may: 'directory.see-curation' },
      audit: { none: 'Only reads what is on record already.' },
      run: ({ query }, { transact }) => transact(async (tx) => ok(await loadChanges(tx, query))),
      refusals: {},
    }),
    undoRoute(curating),
  ];
}

function undoRoute({ directory, pinyinOf }: Curating): Route {
  return defineRoute({
    ...undoChange,
    about: 'Puts back what a change changed, as one more change.',
    access: { may: 'directory.curate' },
    audit: 'directory.undo',
    run: async ({ params, body }, { transact, caller, now }) => {
      const done = await transact<Changed, UndoRefusal | 'no-such-change'>(async (tx, note) => {
        await holdDirectory(tx);
        const change = await findChange(tx, params.id);
        if (change === undefined) return refuse('no-such-change');
        const decided = decideUndo(change, await loadStandingFacts(tx, change.parts));
        if (!decided.ok) return decided;
        const alsoLines = change.lines.map(({ id }) => id);
        const deed = { kind: 'undo', why: body.why, caller, at: now, parts: decided.value, alsoLines } as const;
        const changed = await makeChange(tx, { ...deed, undoes: change.id }, pinyinOf);
        note({ subject: `change:${change.id}`, detail: { change: changed.change } });
        return ok(changed);
      });
      if (done.ok) await directory.announce();
      return done;
    },
    refusals: {
      'no-such-change': 404,
      'not-yours': 403,
      'undone-already': { status: 409, zh: '这次修改已经撤销过了。', en: 'This change has been undone already.' },
      'cannot-be-undone': {
        status: 409,
        zh: '导入的名单不能在这里撤销。',
        en: 'An imported list cannot be undone here.',
      },
      'changed-since': {
        status: 409,
        zh: '这些内容后来又改过，不能直接撤销。',
        en: 'These facts have been changed again since; this cannot simply be undone.',
      },
    },
  });
}
