// The description of the API, made from the rows themselves, so that it cannot say anything else than they do.
import { defineRoute, openApiDocument, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import * as directory from './modules/directory/contract.ts';
import * as hours from './modules/hours/contract.ts';
import * as regions from './modules/regions/contract.ts';
import * as sources from './modules/sources/contract.ts';
import packageFile from '../package.json' with { type: 'json' };

/** The OpenAPI 3.1 document of the rows. */
export function apiDocument(routes: readonly Route[]): ReturnType<typeof openApiDocument> {
  return openApiDocument(routes, {
    title: 'Xindeng 心灯',
    version: packageFile.version,
    description: 'Psychological-support lines: who is there for somebody now, and the whole directory as data.',
    named: { ...sources, ...hours, ...regions, ...directory },
  });
}

/** The row that serves the document. */
export function apiDocumentRoute(routes: readonly Route[]): Route {
  const document = JSON.stringify(apiDocument(routes));
  return defineRoute({
    method: 'GET',
    path: '/api/openapi.json',
    about: 'This description.',
    access: { open: 'Programs that read the public directory need to know its shape.' },
    audit: { none: 'It tells nothing about anybody.' },
    input: {},
    output: 'file',
    run: () => ok({ type: 'application/json; charset=utf-8', bytes: document }),
    refusals: {},
  });
}
