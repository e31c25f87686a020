// The public face: the ledger that keeps the audit, its routes, exports for other modules to register, and what the
// operator's command does.
export { createLedger, findLineNumber } from './store.ts';
export { noteOpening } from './openings.ts';
export { defineExport, type ExportKind } from './export-store.ts';
export { auditRoutes } from './routes.ts';
export { closeExpiredExports } from './jobs.ts';
export { confirmFile, printAnchors, removeLines, verifyAudit } from './operating-store.ts';
