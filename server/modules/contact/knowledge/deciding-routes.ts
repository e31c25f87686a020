// Deciding about texts, by somebody else than who wrote them: approved until a day, sent back with a reason, looked at
// again, taken out of use.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { decideText, reviewText, withdrawText, type WholeText } from './contract.ts';
import { dayOf, shownText, withdrawnAlready } from './showing-store.ts';
import { judgeReview } from './standing.ts';
import { addDecision, findText, withdraw } from './store.ts';

const approving = { access: { may: 'contact.approve-text' } } as const;

const ownWriting = {
  status: 409,
  zh: '自己写的要由别人审定。',
  en: 'Somebody else has to decide about your own writing.',
} as const;
const reviewRefusals = {
  'review-is-past': {
    status: 422,
    zh: '复核日期须在今天之后。',
    en: 'The day of review must lie after today.',
  },
  'review-too-late': {
    status: 422,
    zh: '复核日期最晚在两年之内。',
    en: 'The day of review lies within two years at most.',
  },
} as const;

type DecideRefusal =
  'no-such-text' | 'withdrawn-already' | 'not-the-latest' | 'own-writing' | 'decided-already' | ReviewRefusal;
type ReviewRefusal = 'review-is-past' | 'review-too-late';

const decideRoute: Route = defineRoute({
  ...decideText,
  ...approving,
  audit: 'contact.decide-text',
  about: 'Approves the latest version of a text, or sends it back.',
  run: ({ params: { id }, body }, { transact, now, caller }) => {
    const judged = body.what === 'approved' ? judgeReview(body.reviewBy, dayOf(now)) : ok(null);
    if (!judged.ok) return judged;
    return transact<WholeText, DecideRefusal>(async (tx, note) => {
      const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
      if (text === undefined) return refuse('no-such-text');
      if (text.withdrawn !== null) return refuse('withdrawn-already');
      if (text.version !== body.version) return refuse('not-the-latest');
      const decided = await addDecision(tx, { id, ...body }, { person: caller.person, at: now });
      if (!decided.ok) return decided;
      note({ subject: `text:${id}`, detail: { version: body.version, what: body.what } });
      return ok(await shownText(tx, id, { now, caller }));
    });
  },
  refusals: {
    'no-such-text': 404,
    'withdrawn-already': withdrawnAlready,
    'not-the-latest': {
      status: 409,
      zh: '这条又有了新的版本，请看最新的一版。',
      en: 'There is a newer version by now. Look at that one.',
    },
    'own-writing': ownWriting,
    'decided-already': { status: 409, zh: '这一版已经审过。', en: 'This version has been decided about already.' },
    ...reviewRefusals,
  },
});

const reviewRoute = defineRoute({
  ...reviewText,
  ...approving,
  audit: 'contact.review-text',
  about: 'Looked at again and still right: a new day of review.',
  run: ({ params: { id }, body: { reviewBy } }, { transact, now, caller }) => {
    const judged = judgeReview(reviewBy, dayOf(now));
    if (!judged.ok) return judged;
    return transact<WholeText, 'no-such-text' | 'not-approved' | 'own-writing' | 'decided-already'>(
      async (tx, note) => {
        const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
        if (text === undefined) return refuse('no-such-text');
        const approved = text.versions.find(({ decision }) => decision?.what === 'approved');
        if (approved === undefined || text.withdrawn !== null) return refuse('not-approved');
        const { version } = approved;
        const by = { person: caller.person, at: now };
        const decided = await addDecision(tx, { id, version, what: 'reviewed', reviewBy }, by);
        if (!decided.ok) return decided;
        note({ subject: `text:${id}`, detail: { version, reviewBy } });
        return ok(await shownText(tx, id, { now, caller }));
      },
    );
  },
  refusals: {
    'no-such-text': 404,
    'not-approved': { status: 409, zh: '这条没有审定的版本。', en: 'No version of this has been approved.' },
    'own-writing': ownWriting,
    'decided-already': 409,
    ...reviewRefusals,
  },
});

const withdrawRoute = defineRoute({
  ...withdrawText,
  ...approving,
  audit: 'contact.withdraw-text',
  about: 'Takes a text out of use; it stays on file.',
  run: ({ params: { id }, body: { reason } }, { transact, now, caller }) =>
    transact<WholeText, 'no-such-text' | 'withdrawn-already'>(async (tx, note) => {
      const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
      if (text === undefined) return refuse('no-such-text');
      if (text.withdrawn !== null) return refuse('withdrawn-already');
      await withdraw(tx, id, reason, { person: caller.person, at: now });
      note({ subject: `text:${id}` });
      return ok(await shownText(tx, id, { now, caller }));
    }),
  refusals: { 'no-such-text': 404, 'withdrawn-already': withdrawnAlready },
});

/** The rows of decisions. */
export const decidingRoutes: readonly Route[] = [decideRoute, reviewRoute, withdrawRoute];
