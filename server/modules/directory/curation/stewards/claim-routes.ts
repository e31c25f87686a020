// Claiming a line, and deciding about it.
import { refusalOf } from '#platform/database/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { holdDirectory } from '../changes/applying-store.ts';
import { leads } from '../changes/change-store.ts';
import type { Curating } from '../changes/changing-routes.ts';
import { findStandingLine } from '../lines/curated-line-store.ts';
import { claimRefusals, findClaim, isClaimed, loadClaims, saveClaim, saveDecision } from './claim-store.ts';
import { decideClaimAs } from './claiming.ts';
import { type Claim, claimLine, decideClaim, listClaims } from './contract.ts';

const claimedAlready = {
  status: 409,
  zh: '这条热线已经由一个机构维护。',
  en: 'An organisation curates this line already.',
} as const;

/** The rows about who answers for a line. */
export function claimRoutes(curating: Curating): readonly Route[] {
  return [
    defineRoute({
      ...listClaims,
      about: 'Which organisations ask to curate a line, or do.',
      access: { may: 'directory.see-curation' },
      audit: { none: 'Only reads.' },
      run: ({ query }, { transact }) => transact(async (tx) => ok({ claims: await loadClaims(tx, query.state) })),
      refusals: {},
    }),
    claimRoute(curating),
    decideRoute(),
  ];
}

type ClaimRefusal = 'no-such-line' | 'claimed-already' | 'asked-already';

function claimRoute({ directory }: Curating): Route {
  return defineRoute({
    ...claimLine,
    about: 'Asks to curate a line; the authority above confirms it.',
    access: { may: 'directory.curate' },
    audit: 'directory.claim-line',
    run: ({ params, body }, { transact, caller, now }) => {
      const { person, organisation } = caller;
      const line = directory.movedTo(params.id) ?? params.id;
      return orRefusal(() =>
        transact<Claim, ClaimRefusal>(async (tx, note) => {
          if ((await findStandingLine(tx, line)) === undefined) return refuse('no-such-line');
          if (await isClaimed(tx, line)) return refuse('claimed-already');
          const holds = await leads(tx);
          const id = await saveClaim(tx, { line, organisation, person, why: body.why, at: now, holds });
          note({ subject: `line:${line}`, detail: { claim: id } });
          const claim = await findClaim(tx, id);
          return claim === undefined ? refuse('no-such-line') : ok(claim);
        }),
      );
    },
    refusals: {
      'no-such-line': 404,
      'claimed-already': claimedAlready,
      'asked-already': { status: 409, zh: '贵机构已经提出过申请。', en: 'Your organisation has asked already.' },
    },
  });
}

type DecideRefusal = 'no-such-claim' | 'not-yours' | 'decided-already' | 'claimed-already' | 'asked-already';

function decideRoute(): Route {
  return defineRoute({
    ...decideClaim,
    about: 'Confirms or declines a claim, or ends one that was confirmed.',
    access: { may: 'directory.curate' },
    audit: 'directory.decide-claim',
    run: ({ params, body }, { transact, caller, now }) =>
      orRefusal(() =>
        transact<Claim, DecideRefusal>(async (tx, note) => {
          await holdDirectory(tx);
          const claim = await findClaim(tx, params.id);
          if (claim === undefined) return refuse('no-such-claim');
          const decided = decideClaimAs(claim, body.as);
          if (!decided.ok) return decided;
          await saveDecision(tx, claim.id, { state: decided.value, person: caller.person, why: body.why, at: now });
          note({ subject: `line:${claim.line.id}`, detail: { claim: claim.id, as: decided.value } });
          return ok({ ...claim, state: decided.value });
        }),
      ),
    refusals: {
      'no-such-claim': 404,
      'not-yours': { status: 403, zh: '要由上级主管部门确认。', en: 'The authority above has to decide this.' },
      'decided-already': { status: 409, zh: '已经决定过了。', en: 'This has been decided already.' },
      'claimed-already': claimedAlready,
      'asked-already': 409,
    },
  });
}

/** What the database refuses about claims, as a refusal. */
async function orRefusal<Value, Refusal extends string>(
  work: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | 'claimed-already' | 'asked-already'>> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error, claimRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}
