// The description of the API, made from the rows themselves, so that it cannot say anything else than they do.
import { z } from 'zod';
import { defineRoute, openApiDocument, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import * as audit from './modules/audit/contract.ts';
import * as curation from './modules/directory/curation/contract.ts';
import * as directory from './modules/directory/contract.ts';
import * as hours from './modules/hours/contract.ts';
import * as identity from './modules/identity/contract.ts';
import * as privacy from './modules/privacy/contract.ts';
import * as regions from './modules/regions/contract.ts';
import * as sources from './modules/sources/contract.ts';
import * as workforce from './modules/workforce/contract.ts';
import packageFile from '../package.json' with { type: 'json' };

/** The OpenAPI 3.1 document of the rows. */
export function apiDocument(routes: readonly Route[]): ReturnType<typeof openApiDocument> {
  return openApiDocument(routes, {
    title: 'Xindeng 心灯',
    version: packageFile.version,
    description:
      'Psychological-support lines: who is there for somebody now, the whole directory as data, and what the staff desk asks for.',
    named: {
      ...workforce,
      ...privacy,
      ...audit,
      ...curation,
      ...identity,
      ...sources,
      ...hours,
      ...regions,
      ...directory,
    },
  });
}

const open = {
  method: 'GET',
  access: { open: 'Programs that read the public directory need to know its shape.' },
  audit: { none: 'It tells nothing about anybody.' },
  input: {},
  refusals: {},
} as const;

/** The rows that serve the document, and that lead to it from the address where people begin. */
export function apiDocumentRoutes(routes: readonly Route[], publicUrl: string): readonly Route[] {
  let document: string | undefined;
  return [
    defineRoute({
      ...open,
      path: '/api/openapi.json',
      about: 'This description.',
      output: 'file',
      run: () => {
        document ??= JSON.stringify(apiDocument(routes));
        return ok({ type: 'application/json; charset=utf-8', bytes: document });
      },
    }),
    defineRoute({
      ...open,
      path: '/api',
      about: 'Where the description of the API and its data under HSDS are.',
      output: z.object({ openapi: z.url(), hsds: z.url() }),
      run: () => ok({ openapi: `${publicUrl}/api/openapi.json`, hsds: `${publicUrl}/hsds/` }),
    }),
  ];
}
