// Notices from an authority to its institutions, and what each does about them (S0-03 to S0-06).
import { refusalOf } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import {
  forwardNotice,
  listReceivedNotices,
  listSentNotices,
  type NoticeDetail,
  openNotice,
  publishNotice,
  readSentNotice,
  type Receipt,
  reportOnNotice,
} from './contract.ts';
import { unknownLine } from './counting-store.ts';
import { findReceived, findSent, loadReceived, loadSent, saveDone, saveNotice, saveOpening } from './notice-store.ts';

const send = { access: { may: 'directory.publish-notice' } } as const;
const answer = { access: { may: 'directory.answer-notice' } } as const;
const onlyReads = { audit: { none: 'Only reads what concerns the organisation itself.' } } as const;

const noSuchNotice = { status: 404, zh: '没有这份通知。', en: 'There is no such notice.' } as const;
const notOpened = { status: 409, zh: '请先打开通知。', en: 'Please open the notice first.' } as const;

/** The rows about notices. */
export function noticeRoutes(): readonly Route[] {
  return [publishRoute(), ...sentRoutes(), ...receivedRoutes()];
}

function publishRoute(): Route {
  return defineRoute({
    ...publishNotice,
    ...send,
    about: 'Sends a notice to all institutions below.',
    audit: 'directory.publish-notice',
    run: async ({ body }, { transact, caller, now }) => {
      try {
        return await transact<NoticeDetail, 'no-such-line' | 'number-taken'>(async (tx, note) => {
          const unknown = await unknownLine(tx, body.annex?.lines ?? []);
          if (unknown !== undefined) return refuse('no-such-line', unknown);
          const id = await saveNotice(tx, body, { ...caller, at: now });
          note({ subject: `notice:${id}` });
          const notice = await findSent(tx, id);
          if (notice === undefined) throw new Error('a notice was not kept');
          return ok(notice);
        });
      } catch (error) {
        const refusal = refusalOf(error, { sent_notice_number: 'number-taken' });
        if (refusal === undefined) throw error;
        return refuse('number-taken');
      }
    },
    refusals: {
      'no-such-line': {
        status: 422,
        zh: '附件里有一条热线不在名录中。',
        en: 'A line of the annex is not in the directory.',
      },
      'number-taken': {
        status: 409,
        zh: '这个文号已经发过通知。',
        en: 'A notice with this number has been sent already.',
      },
    },
  });
}

function sentRoutes(): readonly Route[] {
  return [
    defineRoute({
      ...listSentNotices,
      ...send,
      ...onlyReads,
      about: 'Notices sent, with how far each has come.',
      run: (_, { transact }) => transact(async (tx) => ok({ notices: await loadSent(tx) })),
      refusals: {},
    }),
    defineRoute({
      ...readSentNotice,
      ...send,
      ...onlyReads,
      about: 'One notice sent, with the receipt of every institution; those that have done least first.',
      run: ({ params }, { transact }) =>
        transact(async (tx) => {
          const notice = await findSent(tx, params.id);
          return notice === undefined ? refuse('no-such-notice') : ok(notice);
        }),
      refusals: { 'no-such-notice': noSuchNotice },
    }),
  ];
}

function receivedRoutes(): readonly Route[] {
  return [
    defineRoute({
      ...listReceivedNotices,
      ...answer,
      ...onlyReads,
      about: 'Notices sent to the organisation.',
      run: (_, { transact }) => transact(async (tx) => ok({ notices: await loadReceived(tx) })),
      refusals: {},
    }),
    openRoute(),
    defineRoute({
      ...forwardNotice,
      ...answer,
      about: 'Says to whom a notice was passed on.',
      audit: 'directory.forward-notice',
      run: ({ params, body }, context) => putDone(context, params.id, { forwardedTo: body.to }),
      refusals: { 'no-such-notice': noSuchNotice, 'not-opened': notOpened },
    }),
    defineRoute({
      ...reportOnNotice,
      ...answer,
      about: 'Files the report on what was done.',
      audit: 'directory.report-on-notice',
      run: ({ params, body }, context) => putDone(context, params.id, { report: body.text }),
      refusals: { 'no-such-notice': noSuchNotice, 'not-opened': notOpened },
    }),
  ];
}

function openRoute(): Route {
  return defineRoute({
    ...openNotice,
    ...answer,
    about: 'Opens a notice; the first opening is its receipt.',
    audit: 'directory.open-notice',
    run: ({ params }, { transact, caller, now }) =>
      transact<NoticeDetail, 'no-such-notice'>(async (tx, note) => {
        if ((await findReceived(tx, params.id)) === undefined) return refuse('no-such-notice');
        await saveOpening(tx, params.id, { ...caller, at: now });
        note({ subject: `notice:${params.id}` });
        const notice = await findReceived(tx, params.id);
        return notice === undefined ? refuse('no-such-notice') : ok(notice);
      }),
    refusals: { 'no-such-notice': noSuchNotice },
  });
}

function putDone(
  { transact, caller, now }: StaffContext,
  id: string,
  done: Parameters<typeof saveDone>[2],
): Promise<Result<Receipt, 'no-such-notice' | 'not-opened'>> {
  return transact<Receipt, 'no-such-notice' | 'not-opened'>(async (tx, note) => {
    if ((await findReceived(tx, id)) === undefined) return refuse('no-such-notice');
    if (!(await saveDone(tx, id, done, { ...caller, at: now }))) return refuse('not-opened');
    note({ subject: `notice:${id}` });
    const receipt = (await findReceived(tx, id))?.receipt;
    return receipt == null ? refuse('not-opened') : ok(receipt);
  });
}
