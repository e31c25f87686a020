// The texts people agree to, what they answered, and the uses of exceptions to confidentiality with their notices.
import { noteOpening } from '#audit/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { openingRefusals } from '../../audit/contract.ts';
import { findFile } from '../reading-store.ts';
import type { PrivacyParts } from '../store.ts';
import {
  listConsents,
  listConsentTexts,
  listExceptions,
  openException,
  publishConsentText,
  recordException,
  settleNotice as settling,
} from './contract.ts';
import { addException, loadExceptions, readException, settleNotice } from './exception-store.ts';
import { addText, loadConsents, loadTexts } from './store.ts';

/** The rows of consents and exceptions. */
export function consentRoutes(parts: PrivacyParts): readonly Route[] {
  return [textsRoute, publishingRoute, consentsRoute, ...exceptionRoutes(parts), settlingRoute, openingRoute(parts)];
}

const textsRoute = defineRoute({
  ...listConsentTexts,
  about: 'Every version of the texts that people are shown before they agree, the newest first.',
  access: { may: 'privacy.see-policy' },
  audit: { none: 'Everybody who asks for help is shown these texts.' },
  run: ({ query: { subject } }, { transact, caller }) =>
    transact(async (tx) => ok({ texts: await loadTexts(tx, caller.organisation, { subject }) })),
  refusals: {},
});

const publishingRoute = defineRoute({
  ...publishConsentText,
  about: 'Puts a new version of a text in force.',
  access: { may: 'privacy.set-policy' },
  audit: 'privacy.publish-text',
  run: ({ body }, { transact, caller, now }) =>
    transact(async (tx, note) => {
      const { organisation, person: by } = caller;
      const id = await addText(tx, { ...body, organisation, by, at: now });
      const [text] = await loadTexts(tx, organisation, { id });
      if (text === undefined) throw new Error('A text that was just published is not there.');
      const { subject, version, digest } = text;
      note({ subject: `consent-text:${id}`, detail: { subject, version, digest } });
      return ok(text);
    }),
  refusals: {},
});

const noSuchFile = { status: 404, zh: '没有这份服务档案。', en: 'There is no such service file.' } as const;

const consentsRoute = defineRoute({
  ...listConsents,
  about: 'What the person of a file agreed to or refused, and by which text.',
  access: { may: 'privacy.see-clocks' },
  audit: { none: 'It says which text was agreed to, not by whom.' },
  run: ({ params: { id } }, { transact }) =>
    transact(async (tx) => {
      if ((await findFile(tx, id)) === undefined) return refuse('no-such-file');
      return ok({ consents: await loadConsents(tx, id) });
    }),
  refusals: { 'no-such-file': noSuchFile },
});

const using = { access: { may: 'privacy.use-exception' } } as const;
const noSuchException = { status: 404, zh: '没有这条登记。', en: 'There is no such entry.' } as const;
const recordGone = {
  status: 410,
  zh: '这份档案的记录已经销毁。',
  en: 'The record of this file has been destroyed.',
} as const;

type Tx = Parameters<typeof findFile>[0];

async function exceptionNow(tx: Tx, id: string, now: Temporal.Instant) {
  const [exception] = (await loadExceptions(tx, { id, limit: 1 }, now)).exceptions;
  if (exception === undefined) throw new Error('An exception that was just saved is not there.');
  return exception;
}

function exceptionRoutes(parts: PrivacyParts): readonly Route[] {
  return [
    defineRoute({
      ...recordException,
      ...using,
      about: 'Records that confidentiality was lawfully broken: why, on what ground, what was told to whom.',
      audit: 'privacy.use-exception',
      run: ({ body: { file, kind, noticeBy, ...told } }, { transact, caller, now }) =>
        transact(async (tx, note) => {
          const wanted = noticeBy === undefined ? undefined : Temporal.Instant.from(noticeBy);
          const used = { file, kind, told, noticeBy: wanted, by: caller.person, at: now };
          const added = await addException(parts, tx, used);
          if (!added.ok) return added;
          note({ subject: `file:${file}`, detail: { exception: added.value, kind } });
          return ok(await exceptionNow(tx, added.value, now));
        }),
      refusals: { 'no-such-file': noSuchFile, 'already-ended': recordGone, 'not-a-time-for-notice': notATime },
    }),
    defineRoute({
      ...listExceptions,
      ...using,
      about: 'Uses of exceptions, the newest first; who still has to be told.',
      audit: { none: 'What was disclosed stays sealed.' },
      run: ({ query }, { transact, now }) => transact(async (tx) => ok(await loadExceptions(tx, query, now))),
      refusals: {},
    }),
  ];
}

const notATime = {
  status: 422,
  zh: '告知时间须在现在之后、三十天以内。',
  en: 'The person is to be told later than now and within thirty days.',
} as const;
const alreadySettled = {
  status: 409,
  zh: '告知结果已经登记。',
  en: 'How the notice ended is on file already.',
} as const;

const settlingRoute = defineRoute({
  ...settling,
  ...using,
  about: 'Settles the notice to the person: told, or why not.',
  audit: 'privacy.settle-notice',
  run: ({ params: { id }, body }, { transact, caller, now }) =>
    transact(async (tx, note) => {
      const because = body.outcome === 'not-told' ? body.because : null;
      const settled = await settleNotice(tx, { id, because, by: caller.person, at: now });
      if (!settled.ok) return settled;
      const exception = await exceptionNow(tx, id, now);
      note({ subject: `file:${exception.file}`, detail: { exception: id, outcome: body.outcome, because } });
      return ok(exception);
    }),
  refusals: { 'no-such-exception': noSuchException, 'already-settled': alreadySettled },
});

function openingRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...openException,
    about: 'Shows why an exception was used and what was disclosed to whom, for a purpose; each opening is on file.',
    access: { may: 'privacy.open-record' },
    audit: 'privacy.open-exception',
    run: ({ params: { id }, body }, { transact }) =>
      transact(async (tx, note) => {
        const noted = noteOpening(body, { subject: `exception:${id}` });
        if (!noted.ok) return noted;
        const read = await readException(parts, tx, id);
        if (read.ok) note(noted.value);
        return read;
      }),
    refusals: {
      ...openingRefusals,
      'no-such-exception': noSuchException,
      'already-ended': recordGone,
      altered: {
        status: 409,
        zh: '这条内容被改动过，无法打开，已经记录下来。',
        en: 'This was altered and does not open; that is on file.',
      },
    },
  });
}
