// Which organisation answers for a line: asked for by it, confirmed from above.
import { z } from 'zod';
import { OrganisationId } from '../../../identity/contract.ts';
import { LineId } from '../../contract.ts';
import { Why } from '../changes/contract.ts';

/** An organisation asks to curate a line. */
export const Claim = z.object({
  id: z.int(),
  line: z.object({ id: LineId, name: z.string() }),
  organisation: z.object({ id: OrganisationId, name: z.string() }),
  askedAt: z.string(),
  why: z.string(),
  state: z.enum(['asked', 'confirmed', 'declined', 'ended']),
  mayDecide: z.boolean(),
});
export type Claim = z.infer<typeof Claim>;

/** Right: directory.curate. Refusals: no-such-line, claimed-already, asked-already. A top organisation's claim holds at once. */
export const claimLine = {
  method: 'POST',
  path: '/api/directory/curation/lines/:id/claims',
  input: { params: z.object({ id: LineId }), body: z.strictObject({ why: Why }) },
  output: Claim,
} as const;

/** Claims of the caller's organisation and those below it. Right: directory.see-curation. */
export const listClaims = {
  method: 'GET',
  path: '/api/directory/curation/claims',
  input: { query: z.object({ state: Claim.shape.state.optional() }) },
  output: z.object({ claims: z.array(Claim) }),
} as const;

/** Confirms, declines, or ends what was confirmed. Right: directory.curate, from above. Refusals: no-such-claim, not-yours, decided-already, claimed-already. */
export const decideClaim = {
  method: 'POST',
  path: '/api/directory/curation/claims/:id/decision',
  input: {
    params: z.object({ id: z.coerce.number().int().positive() }),
    body: z.strictObject({ as: z.enum(['confirmed', 'declined', 'ended']), why: Why }),
  },
  output: Claim,
} as const;
