// Retention policies: what is in force where, with both limits, every version, and setting a new one. A refusal names
// the limit and where it comes from.
import type { z } from 'zod';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { getPolicy, listPolicyVersions, type PolicyVersion, setPolicy } from './contract.ts';
import { judgeTerms, limits, type PolicyRefusal } from './limits.ts';
import { addPolicy, isWithinReach, loadPolicies, loadVersions, type PolicyInForce } from './store.ts';

const seeing = {
  access: { may: 'privacy.see-policy' },
  audit: { none: 'How long something is kept is no secret.' },
} as const;

const shown = ({ policy: { id, version, terms }, from }: PolicyInForce) => ({ terms, from, policy: id, version });

/** The rows of policies. `knowsLine`: whether the directory has such a line. */
export function policyRoutes(knowsLine: (line: string) => boolean): readonly Route[] {
  return [policyRoute, versionsRoute, settingRoute(knowsLine)];
}

const policyRoute = defineRoute({
  ...getPolicy,
  ...seeing,
  about: 'How long what is kept in the organisation and on its lines, with the shortest demanded and longest allowed.',
  run: ({ query }, { transact, caller }) =>
    transact(async (tx) => {
      const asked = query.organisation ?? caller.organisation;
      if (!(await isWithinReach(tx, asked))) return refuse('no-such-organisation');
      const { organisation, lines } = await loadPolicies(tx, asked);
      return ok({
        organisation: shown(organisation),
        lines: lines.map(([line, policy]) => ({ line, ...shown(policy) })),
        limits: [...limits],
      });
    }),
  refusals: { 'no-such-organisation': { status: 404, zh: '没有这个机构。', en: 'There is no such organisation.' } },
});

const versionsRoute = defineRoute({
  ...listPolicyVersions,
  ...seeing,
  about: 'Every version of the organisation’s policies, the newest first.',
  run: ({ query: { line } }, { transact, caller }) =>
    transact(async (tx) => ok({ versions: await loadVersions(tx, caller.organisation, { line }) })),
  refusals: {},
});

function settingRoute(knowsLine: (line: string) => boolean): Route {
  return defineRoute({
    ...setPolicy,
    about: 'Sets how long what is kept, for files opened from now on.',
    access: { may: 'privacy.set-policy' },
    audit: 'privacy.set-policy',
    run: ({ body }, context) => (mayName(body.line, knowsLine) ? set(body, context) : refuse('no-such-line')),
    refusals: {
      'no-such-line': { status: 422, zh: '名录里没有这条热线。', en: 'The directory has no such line.' },
      'shorter-than-demanded': {
        status: 422,
        zh: '比要求的最短期限还短。',
        en: 'This is shorter than what is demanded.',
      },
      'longer-than-allowed': { status: 422, zh: '超过了允许的最长期限。', en: 'This is longer than what is allowed.' },
      'reason-needed': { status: 422, zh: '这么长的期限需要说明理由。', en: 'A term as long as this needs a reason.' },
    },
  });
}

const mayName = (line: string | undefined, knowsLine: (line: string) => boolean): boolean =>
  line === undefined || knowsLine(line);

type Body = z.output<typeof setPolicy.input.body>;

async function set(body: Body, { transact, caller, now }: StaffContext): Promise<Result<PolicyVersion, PolicyRefusal>> {
  const { terms, reason } = body;
  const line = body.line ?? null;
  const judged = terms === null ? ok(null) : judgeTerms(terms, reason);
  if (!judged.ok) return judged;
  return transact(async (tx, note) => {
    const { organisation, person: by } = caller;
    const id = await addPolicy(tx, { organisation, line, terms, reason, by, at: now });
    const [version] = await loadVersions(tx, organisation, { id });
    if (version === undefined) throw new Error('A policy that was just set is not there.');
    note({
      subject: line === null ? `organisation:${organisation}` : `line:${line}`,
      detail: { version: version.version, terms },
    });
    return ok(version);
  });
}
