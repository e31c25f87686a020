// Who calls, before every row of staff: the session in the cookie, how it stands, what it still has to set up, and what
// the table of rights says. One statement, and nothing is remembered between calls, so that what is revoked is over.
import { standingOf as standingOfMember } from '#identity/index.ts';
import type { Authorise } from '#platform/http/index.ts';
import { OrganisationId } from '../identity/contract.ts';
import type { SignInParts } from './ports.ts';
import { recogniseFor, touchSession } from './session-store.ts';
import { standingOf, toDoOf } from './standing.ts';
import { sessionCookie } from './tokens.ts';

/** What a person may do for themselves at any time: it is how they set up what is missing. */
const SELF = 'identity.see-self';

const denials = { ended: 'not-signed-in', 'second-step': 'second-step-needed', locked: 'session-locked' } as const;
const toDoDenials = { 'password-change': 'password-change-needed', 'second-factor': 'second-factor-needed' } as const;

/** Decides about rows with `{ may }`. The organisation acted for is named in the header `xindeng-organisation`. */
export function createAuthorise({ db, terms, onDuty }: Pick<SignInParts, 'db' | 'terms' | 'onDuty'>): Authorise {
  return async ({ may, cookies, headers, now }) => {
    const token = cookies.get(sessionCookie);
    const named = OrganisationId.safeParse(headers['xindeng-organisation'] ?? '');
    const asked = headers['xindeng-organisation'] === undefined ? null : named.data;
    const arrival = token === undefined ? undefined : await recogniseFor(db, token, asked ?? null);
    if (arrival === undefined) return { denied: 'not-signed-in' };
    const { session, member } = arrival;
    const standing = standingOf(session, now, terms);
    if (standing !== 'open') return { denied: denials[standing] };
    await touchSession(db, session, now);
    const [missing] = may === SELF ? [] : toDoOf(session);
    if (missing !== undefined) return { denied: toDoDenials[missing] };
    if (asked === undefined || member === null) return { denied: 'unknown-organisation' };
    if (session.organisation !== null && session.organisation !== member.organisation)
      return { denied: 'unknown-organisation' };
    // Who does not say for which organisation is told about themselves only.
    if (asked === null && session.organisation === null && may !== SELF) return { denied: 'unknown-organisation' };
    const { reach } = await standingOfMember(db, member, may, onDuty);
    if (reach === null) return { denied: 'not-allowed' };
    return { caller: { person: member.person, organisation: member.organisation, reach, session: session.id } };
  };
}
