// Every row behind which staff stand, in one table: main.ts serves it, and routes.access.test.ts walks it.
import { auditRoutes, type ExportKind } from '#audit/index.ts';
import { identityRoutes, type OnDuty } from '#identity/index.ts';
import type { Keys } from '#keys/index.ts';
import type { Route } from '#platform/http/index.ts';
import { workforceRoutes } from '#workforce/index.ts';

/** What the modules need of each other, and the rows of those that are opened by main.ts itself. */
export type StaffParts = {
  readonly keys: Pick<Keys, 'purpose'>;
  readonly onDuty: OnDuty;
  /** Rows of opened modules: sign-in, curation, privacy. */
  readonly opened: readonly (readonly Route[])[];
  /** Kinds of export that modules to the right of the audit have. */
  readonly kinds: readonly ExportKind[];
};

/** All of them. */
export function staffRoutes({ keys, onDuty, opened, kinds }: StaffParts): readonly Route[] {
  return [
    ...identityRoutes(onDuty),
    ...opened.flat(),
    ...auditRoutes({ keys: keys.purpose, kinds }),
    ...workforceRoutes,
  ];
}
