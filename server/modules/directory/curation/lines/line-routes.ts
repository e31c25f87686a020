// Lines for their curators: lists of work, one line in both layers, and every way to change it.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { dayOf } from '../../validity.ts';
import { type Curating, changeLine, lineRefusals } from '../changes/changing-routes.ts';
import {
  answerForOwner,
  askOwner,
  editLine,
  listCuratedLines,
  previewHours,
  readCuratedLine,
  showLine,
  verifyLine,
} from './contract.ts';
import { loadWorkLines } from './curated-line-store.ts';
import { loadCuratedLine } from './line-view-store.ts';
import { partOf, partsOf } from './editing.ts';
import { readGiven } from './given.ts';
import { decideAnswer } from './owners.ts';
import { previewOf } from './week.ts';
import { workList } from './work.ts';

const see = { access: { may: 'directory.see-curation' }, audit: { none: 'The directory is public.' } } as const;
const curate = { access: { may: 'directory.curate' } } as const;

const more = {
  ...lineRefusals,
  'nothing-changes': { status: 422, zh: '没有改动。', en: 'Nothing would change.' },
  'not-readable': {
    status: 422,
    zh: '有一处内容读不出来，请改一改。',
    en: 'Something here cannot be read. Please change it.',
  },
  'in-the-future': { status: 422, zh: '日期还没有到。', en: 'This day has not come yet.' },
  'in-the-past': { status: 422, zh: '日期已经过去。', en: 'This day is over.' },
} as const;

/** The rows about lines. */
export function lineRoutes(curating: Curating): readonly Route[] {
  return [
    listRoute(curating),
    readRoute(curating),
    hoursRoute(curating),
    editRoute(curating),
    showRoute(curating),
    verifyRoute(curating),
    askRoute(curating),
    answerRoute(curating),
  ];
}

function listRoute({ directory }: Curating): Route {
  return defineRoute({
    ...listCuratedLines,
    ...see,
    about: 'Lines as a list of work.',
    run: ({ query }, { transact, now }) =>
      transact(async (tx) => {
        const today = { day: dayOf(now), events: directory.snapshot().events };
        return ok(workList(await loadWorkLines(tx), { ...query, mine: query.mine === 'yes' }, today));
      }),
    refusals: {},
  });
}

function readRoute({ directory }: Curating): Route {
  return defineRoute({
    ...readCuratedLine,
    ...see,
    about: 'One line: what its publications say, what people have set, and what is in doubt.',
    run: ({ params }, { transact, now }) =>
      transact(async (tx) => {
        const today = { day: dayOf(now), events: directory.snapshot().events };
        const line = await loadCuratedLine(tx, directory.movedTo(params.id) ?? params.id, today);
        return line === undefined ? refuse('no-such-line') : ok(line);
      }),
    refusals: { 'no-such-line': lineRefusals['no-such-line'] },
  });
}

function hoursRoute({ directory }: Curating): Route {
  return defineRoute({
    ...previewHours,
    ...see,
    about: 'What a text of opening hours is understood as, in words and as the coming week.',
    run: ({ body }, { now }) => ok(previewOf(body.text, directory.snapshot().calendar, now)),
    refusals: {},
  });
}

function editRoute(curating: Curating): Route {
  return defineRoute({
    ...editLine,
    ...curate,
    about: 'Sets facts of a line, or gives them back to its publications.',
    audit: 'directory.edit-line',
    run: ({ params, body }, context) => {
      const { regions: index, events } = curating.directory.snapshot();
      return changeLine(curating, context, { id: params.id, revision: body.revision }, (line, facts) => {
        const read = readGiven(body.set, facts, { index, events });
        if (!read.ok) return read;
        const parts = partsOf(line, read.value, body.release);
        return parts.ok ? ok({ kind: 'edit' as const, why: body.why, parts: parts.value }) : parts;
      });
    },
    refusals: {
      ...lineRefusals,
      'nothing-changes': more['nothing-changes'],
      'not-readable': more['not-readable'],
    },
  });
}

function showRoute(curating: Curating): Route {
  return defineRoute({
    ...showLine,
    ...curate,
    about: 'Shows a line to help-seekers, or hides it.',
    audit: 'directory.show-line',
    run: ({ params, body }, context) =>
      changeLine(curating, context, { id: params.id, revision: body.revision }, (line) => {
        if (line.curated.has('shown') === !body.shown) return refuse('nothing-changes');
        const parts = [partOf(line.id, 'shown', line, body.shown ? null : { shown: false })];
        return ok({ kind: 'show' as const, why: body.why, parts });
      }),
    refusals: { ...lineRefusals, 'nothing-changes': more['nothing-changes'] },
  });
}

function verifyRoute(curating: Curating): Route {
  return defineRoute({
    ...verifyLine,
    ...curate,
    about: 'Puts on file that somebody called, looked or asked, and found the line as it is shown.',
    audit: 'directory.verify-line',
    run: ({ params, body }, context) =>
      changeLine(curating, context, { id: params.id, revision: body.revision }, (line) => {
        if (body.on > dayOf(context.now)) return refuse('in-the-future');
        const parts = [partOf(line.id, 'verified', line, { on: body.on, how: body.how })];
        return ok({ kind: 'verify' as const, why: body.note, parts });
      }),
    refusals: { ...lineRefusals, 'in-the-future': more['in-the-future'] },
  });
}

function askRoute(curating: Curating): Route {
  return defineRoute({
    ...askOwner,
    ...curate,
    about: 'Puts on file that the owner was asked whether the line goes on.',
    audit: 'directory.ask-owner',
    run: ({ params, body }, context) =>
      changeLine(curating, context, { id: params.id, revision: body.revision }, (line) => {
        if (body.on > dayOf(context.now)) return refuse('in-the-future');
        const asked = { on: body.on, how: body.how, answer: null, answeredOn: null, until: null };
        return ok({ kind: 'ask' as const, why: body.note, parts: [partOf(line.id, 'asked', line, asked)] });
      }),
    refusals: { ...lineRefusals, 'in-the-future': more['in-the-future'] },
  });
}

function answerRoute(curating: Curating): Route {
  return defineRoute({
    ...answerForOwner,
    ...curate,
    about: 'Puts the owner’s answer on file; the validity of the line follows it.',
    audit: 'directory.answer-for-owner',
    run: ({ params, body }, context) =>
      changeLine(curating, context, { id: params.id, revision: body.revision }, (line) => {
        const { regions: index, events } = curating.directory.snapshot();
        const parts = decideAnswer(line, body, { index, events, day: dayOf(context.now) });
        return parts.ok ? ok({ kind: 'ask' as const, why: body.why, parts: parts.value }) : parts;
      }),
    refusals: {
      ...lineRefusals,
      'in-the-future': more['in-the-future'],
      'in-the-past': more['in-the-past'],
      'not-readable': more['not-readable'],
    },
  });
}
