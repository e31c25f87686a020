// The public face: who belongs where, what they may do there, how somebody joins, and who their colleagues are.
export { findAccount, foundOrganisation } from './account-store.ts';
export { loadColleagues } from './colleague-store.ts';
export { acceptInvitation } from './invitations/accepting-store.ts';
export { addIdentityJobs } from './jobs.ts';
export { loadMember, loadStanding, type Member, type OnDuty, standingOf } from './member-store.ts';
export { identityRoutes } from './routes.ts';
