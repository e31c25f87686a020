// The HTTP face of the platform: what a module needs to write its route table, and what main.ts needs to serve it.
export { type Asset, type BuiltAsset, prepareAssets } from './assets.ts';
export type { Check } from './health.ts';
export { openApiDocument } from './openapi.ts';
export { type Context, defineRoute, type Lang, type Route, type StaffContext, type Words } from './route.ts';
export type { Authorise } from './run.ts';
export type { AuditLine, Caller, Ledger, Note, Noted } from './staff.ts';
export { createServer, type Server } from './server.ts';
