// What custody and administration see and do: clocks, files, certificates, contact details. All of it
// is of the caller's own organisation; what is another's is not found.
import { findLineNumber, noteOpening } from '#audit/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { openingRefusals } from '../audit/contract.ts';
import { consentRoutes } from './consent/routes.ts';
import {
  countClocks as counting,
  getCertificate,
  getClockHealth,
  getFile,
  listCertificates,
  listClocks,
  openContactDetails,
} from './contract.ts';
import { FORGOTTEN } from './forgetting-store.ts';
import { healthWithin } from './heartbeat-store.ts';
import { holdRoutes } from './hold-routes.ts';
import { loadDecisions, loadHolds } from './hold-store.ts';
import { policyRoutes } from './policies/routes.ts';
import { countClocks, findFile, loadCertificates, loadClocks } from './reading-store.ts';
import type { PrivacyParts } from './store.ts';
import { OPENED, readContactDetails } from './vault-store.ts';

/** Every row of this module. `knowsLine`: whether the directory has such a line. */
export function privacyRoutes(parts: PrivacyParts, knowsLine: (line: string) => boolean): readonly Route[] {
  return [
    ...policyRoutes(knowsLine),
    ...clockRoutes,
    fileRoute(parts),
    detailsRoute(parts),
    ...certificateRoutes,
    ...holdRoutes(parts),
    ...consentRoutes(parts),
  ];
}

const seeing = {
  access: { may: 'privacy.see-clocks' },
  audit: { none: 'It says when something ends, not what it is or whose.' },
} as const;

const noSuchFile = { status: 404, zh: '没有这份服务档案。', en: 'There is no such service file.' } as const;
const gone = {
  status: 410,
  zh: '这些内容已到期，不能再打开。',
  en: 'Its time has ended; it is not opened any more.',
} as const;

const clockRoutes: readonly Route[] = [
  defineRoute({
    ...listClocks,
    ...seeing,
    about: 'The organisation’s clocks, those that end first first.',
    run: ({ query }, { transact, now }) => transact(async (tx) => ok(await loadClocks(tx, query, now))),
    refusals: {},
  }),
  defineRoute({
    ...counting,
    ...seeing,
    about: 'How many clocks stand how.',
    run: (_, { transact, now }) => transact(async (tx) => ok({ counts: await countClocks(tx, now) })),
    refusals: {},
  }),
  defineRoute({
    ...getClockHealth,
    ...seeing,
    about: 'Whether deletion works, for the administrators’ banner.',
    run: (_, { transact, now }) =>
      transact(async (tx) => {
        const { lastSuccess, ...health } = await healthWithin(tx, now);
        return ok({ ...health, lastSuccess: lastSuccess?.toString() ?? null });
      }),
    refusals: {},
  }),
];

const ALL = 200;

function fileRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...getFile,
    ...seeing,
    about: 'One service file, as far as its keeping goes.',
    run: ({ params: { id } }, { transact, now }) =>
      transact(async (tx) => {
        const file = await findFile(tx, id);
        if (file === undefined) return refuse('no-such-file');
        const { clocks } = await loadClocks(tx, { file: id, limit: ALL }, now);
        const { holds } = await loadHolds(parts, tx, { file: id, limit: ALL }, now);
        const { certificates } = await loadCertificates(tx, { file: id, limit: ALL });
        return ok({ ...file, clocks, holds, decisions: await loadDecisions(parts, tx, id), certificates });
      }),
    refusals: { 'no-such-file': noSuchFile },
  });
}

function detailsRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...openContactDetails,
    about: 'Opens the contact details of a file for a purpose; each opening is on file.',
    access: { may: 'privacy.open-record' },
    audit: OPENED,
    run: ({ params: { id }, body }, { transact, now }) =>
      transact(async (tx, note) => {
        const noted = noteOpening(body, { subject: `file:${id}` });
        if (!noted.ok) return noted;
        const read = await readContactDetails(parts, tx, id, now);
        if (!read.ok) return read;
        note(noted.value);
        return ok({ details: read.value });
      }),
    refusals: { ...openingRefusals, 'no-such-file': noSuchFile, 'already-ended': gone },
  });
}

const certificateRoutes: readonly Route[] = [
  defineRoute({
    ...listCertificates,
    ...seeing,
    about: 'The organisation’s certificates of destruction, the newest first.',
    run: ({ query }, { transact }) => transact(async (tx) => ok(await loadCertificates(tx, query))),
    refusals: {},
  }),
  defineRoute({
    ...getCertificate,
    ...seeing,
    about: 'One certificate of destruction, with the line of the audit that was written with it.',
    run: ({ params: { id } }, { transact, caller }) =>
      transact(async (tx) => {
        const [certificate] = (await loadCertificates(tx, { id, limit: 1 })).certificates;
        if (certificate === undefined) return refuse('no-such-certificate');
        const line = { chain: caller.organisation, word: FORGOTTEN, subject: `file:${certificate.file}` };
        const number = await findLineNumber(tx, { ...line, at: Temporal.Instant.from(certificate.at) });
        return ok({ ...certificate, auditLine: number ?? null });
      }),
    refusals: { 'no-such-certificate': { status: 404, zh: '没有这份凭证。', en: 'There is no such certificate.' } },
  }),
];
