// The kinds of export that the audit itself has.
import { LinesScope, StatementScope } from './contract.ts';
import { defineExport, type ExportKind } from './export-store.ts';
import { MOST_ROWS } from './exports.ts';
import { periodOf } from './periods.ts';
import { tableOf } from './statements.ts';
import { findLines, type Sealing } from './store.ts';

/** The statement of who opened what, and lines of the audit as a table. */
export function auditKinds(keys: Sealing): readonly ExportKind[] {
  return [
    defineExport({
      kind: 'audit.statement',
      about: { zh: '调阅证明', en: 'Statement of openings' },
      may: 'privacy.see-audit',
      form: 'page',
      scope: StatementScope,
      make: async (tx, { from, to, subject, person }, { organisation: chain }) => {
        const filter = { chain, ...periodOf(from, to), subject, person, openings: true };
        return tableOf(await findLines(tx, keys, { ...filter, limit: MOST_ROWS + 1 }));
      },
    }),
    defineExport({
      kind: 'audit.lines',
      about: { zh: '操作留痕', en: 'Lines of the audit' },
      may: 'privacy.see-audit',
      form: 'table',
      scope: LinesScope,
      make: async (tx, { from, to, subject, person, word }, { organisation: chain }) => {
        const filter = { chain, ...periodOf(from, to), subject, person, word };
        return tableOf(await findLines(tx, keys, { ...filter, limit: MOST_ROWS + 1 }));
      },
    }),
  ];
}
