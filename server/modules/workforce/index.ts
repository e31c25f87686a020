// The public face: who may take contacts now, and the rows about it.
export { createOnDuty, dayOf, loadMemberGates } from './gate-store.ts';
export { workforceRoutes } from './routes.ts';
