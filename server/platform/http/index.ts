// The HTTP face of the platform: what a module needs to write its route table, and what main.ts needs to serve it.
export { type Asset, prepareAssets } from './assets.ts';
export { openApiDocument } from './openapi.ts';
export { type Context, defineRoute, type Lang, type Route, type Words } from './route.ts';
export { createServer, type Server } from './server.ts';
