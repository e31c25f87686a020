// Clocks that run, played: the frame of the desk asks for them above every screen.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { getClockHealth } from '../server/modules/privacy/contract.ts';

export const clocksThatRun: Route = defineRoute({
  ...getClockHealth,
  access: { open: 'a played answer' },
  audit: { none: 'nothing is real' },
  run: () => ok({ ok: true, lastSuccess: '2026-11-22T15:39:00Z', overdue: 0, why: null }),
  refusals: {},
});
