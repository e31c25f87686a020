// The audit as custody and administration read it, and the exports. Reading the audit is a deed like any other: each
// search is itself a line.
import type { z } from 'zod';
import { defineRoute, type Note, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { type Line, listOpenings, listWords, searchLines } from './contract.ts';
import type { ExportKind } from './export-store.ts';
import { exportRoutes } from './export-routes.ts';
import { auditKinds } from './kinds-store.ts';
import { periodOf } from './periods.ts';
import { findLines, type LineFilter, type Sealing, type StoredLine } from './store.ts';
import { auditWords, sayWord } from './words.ts';

export type AuditParts = {
  readonly keys: Sealing;
  /** Kinds of export that other modules have, beside those of the audit itself. */
  readonly kinds: readonly ExportKind[];
};

/** Every row of this module. */
export function auditRoutes({ keys, kinds }: AuditParts): readonly Route[] {
  return [...readingRoutes(keys), wordsRoute, ...exportRoutes(keys, [...auditKinds(keys), ...kinds])];
}

const seeing = { access: { may: 'privacy.see-audit' } } as const;

function readingRoutes(keys: Sealing): Route[] {
  return [
    defineRoute({
      ...searchLines,
      ...seeing,
      about: 'Lines of the organisation’s audit, the newest first.',
      audit: 'audit.search',
      run: ({ query }, context) => readPage(keys, query, context, { word: query.word }),
      refusals: {},
    }),
    defineRoute({
      ...listOpenings,
      ...seeing,
      about: 'Who opened a sealed record, or what somebody opened, the newest first.',
      audit: 'audit.see-openings',
      run: ({ query }, context) => readPage(keys, query, context, { openings: true }),
      refusals: {},
    }),
  ];
}

const wordsRoute = defineRoute({
  ...listWords,
  ...seeing,
  about: 'Every word that a line can have, as a sentence.',
  audit: { none: 'The words say nothing about anybody.' },
  run: () =>
    ok({
      words: Object.entries(auditWords).map(([word, { zh, en, opening = false }]) => ({
        word,
        said: { zh, en },
        opening,
      })),
    }),
  refusals: {},
});

type Query = z.output<typeof listOpenings.input.query>;

/** One more line than is shown is read, to know whether there is another page. */
function readPage(
  keys: Sealing,
  { from, to, person, subject, before, limit }: Query,
  { caller, transact }: StaffContext,
  more: Pick<LineFilter, 'word' | 'openings'>,
) {
  return transact(async (tx, note) => {
    const filter = { ...periodOf(from, to), person, subject, before };
    const lines = await findLines(tx, keys, { ...filter, ...more, chain: caller.organisation, limit: limit + 1 });
    note(searched({ from, to, person, subject, word: more.word }));
    const shown = lines.slice(0, limit);
    return ok({
      lines: shown.map((line) => shownLine(line)),
      before: lines.length > limit ? (shown.at(-1)?.number ?? null) : null,
    });
  });
}

/** What was looked for stands in the line; a search for one subject is a line about that subject. */
function searched({ subject, ...filter }: Readonly<Record<string, string | undefined>>): Note {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...(subject === undefined ? {} : { subject }), detail: Object.fromEntries(given) };
}

function shownLine({ name, person, at, hash, detail = null, ...line }: StoredLine): z.input<typeof Line> {
  const { zh, en } = sayWord(line.word);
  return {
    ...line,
    at: at.toString(),
    said: { zh, en },
    person: person === null ? null : { id: person, name },
    detail,
    hash: hash.toString('hex'),
  };
}
