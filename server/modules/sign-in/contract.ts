// Signing in, as the console and the server both know it: what is asked, what is answered, and how to tell where a
// person stands. Secrets pass here once (a password on its way in, recovery codes on their way out) and never again.
import { z } from 'zod';
import { Group, OrganisationId, OrganisationKind, PersonId } from '../identity/contract.ts';

/** A password as typed. Its rules are in passwords.ts; this is only how much is read at all. */
const Password = z.string().min(1).max(1024).describe('As typed; compared after NFKC.');

/** What a second step can be done with. */
export const SecondStep = z.enum(['code', 'recovery-code', 'passkey']);
export type SecondStep = z.infer<typeof SecondStep>;

/** What a person has to do before the desk opens; `renewal-notice` is to be read only, the server refuses nothing for it. */
export const ToDo = z.enum(['password-change', 'second-factor', 'renewal-notice']);
export type ToDo = z.infer<typeof ToDo>;

/** After a step: whether that was all, or what may come next. */
export const SignedIn = z.object({
  next: z.enum(['done', 'second-step']),
  ways: z.array(SecondStep).describe('What the second step can be done with; empty when done.'),
});
export type SignedIn = z.infer<typeof SignedIn>;

/** How a session began. */
export const Way = z.enum(['password', 'passkey', 'single-sign-on', 'invitation', 'way-back']);
export type Way = z.infer<typeof Way>;

/** Who is signed in, and how they stand. */
export const Me = z.object({
  person: z.object({
    id: PersonId,
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(['zh', 'en']),
  }),
  session: z.object({
    id: z.uuid(),
    stage: z.enum(['second-step', 'full']).describe('second-step: only the second step is open.'),
    ways: z.array(SecondStep).describe('What the second step can be done with.'),
    locked: z.boolean().describe('The screen is locked; unlocking keeps the session.'),
    way: Way,
    twoFactors: z.boolean(),
    createdAt: z.iso.datetime(),
    endsAt: z.iso.datetime().describe('Ends then, whatever happens.'),
    idleMinutes: z.int().describe('Locks after so long without a request.'),
    provedRecently: z.boolean().describe('Password or factors may be changed now; else unlock once more first.'),
  }),
  toDo: z.array(ToDo),
  factors: z.object({
    password: z.boolean(),
    totp: z.boolean(),
    passkeys: z.int(),
    recoveryCodes: z.int().describe('Unused ones.'),
  }),
  renewed: z
    .object({
      at: z.iso.datetime(),
      by: z.string().nullable().describe('Name of the administrator who made the link; null: an operator.'),
      secondFactor: z.boolean().describe('The second factor was taken away too.'),
    })
    .nullable()
    .describe('How the person’s access was last renewed by a link, for ninety days.'),
  organisations: z.array(
    z.object({
      id: OrganisationId,
      name: z.string(),
      kind: OrganisationKind,
      parent: z.object({ id: OrganisationId, name: z.string() }).nullable(),
      groups: z.array(Group),
    }),
  ),
});
export type Me = z.infer<typeof Me>;

/** One session of a person, for their own list. */
export const Session = z.object({
  id: z.uuid(),
  device: z.string().describe('Browser and system in words: Chrome · Windows.'),
  way: Way,
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().describe('To the minute.'),
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** What answers with nothing else to say. */
export const Done = z.object({ done: z.literal(true) });

/** Name or id of an organisation; needed beside a staff number only. */
const OrganisationHint = z.string().trim().min(1).max(200);

export const signInWithPassword = {
  method: 'POST',
  path: '/api/sign-in/password',
  input: {
    body: z.strictObject({
      who: z.string().trim().min(1).max(254).describe('E-mail address, or staff number beside `organisation`.'),
      organisation: OrganisationHint.optional(),
      password: Password,
    }),
  },
  output: SignedIn,
} as const;

/** 401 `not-signed-in` when nobody is. Answers in every state of a session. */
export const seeMe = { method: 'GET', path: '/api/sign-in/me', input: {}, output: Me } as const;

export const signOut = { method: 'POST', path: '/api/sign-in/sign-out', input: {}, output: Done } as const;

export const lockScreen = { method: 'POST', path: '/api/sign-in/lock', input: {}, output: Done } as const;

/** Unlocks the screen; also proves once more who sits there before password or factors are changed. */
export const unlockWithPassword = {
  method: 'POST',
  path: '/api/sign-in/unlock/password',
  input: { body: z.strictObject({ password: Password }) },
  output: Done,
} as const;

export const listSessions = {
  method: 'GET',
  path: '/api/sign-in/sessions',
  input: {},
  output: z.object({ sessions: z.array(Session) }),
} as const;

export const endSession = {
  method: 'DELETE',
  path: '/api/sign-in/sessions/:id',
  input: { params: z.object({ id: z.uuid() }) },
  output: Done,
} as const;

export const endOtherSessions = {
  method: 'POST',
  path: '/api/sign-in/sessions/end-others',
  input: {},
  output: z.object({ ended: z.int() }),
} as const;

/** Ends all other sessions. */
export const changePassword = {
  method: 'PUT',
  path: '/api/sign-in/password',
  input: {
    body: z.strictObject({ current: Password.optional().describe('Left out where none is set.'), next: Password }),
  },
  output: Done,
} as const;

/**
 * Accepts an invitation by the token of its link. Somebody new sets a password and is signed in; whoever is signed in
 * already joins as themselves, without a password.
 */
export const acceptInvitationWithPassword = {
  method: 'POST',
  path: '/api/sign-in/invitation',
  input: { body: z.strictObject({ token: z.string().min(1).max(200), password: Password.optional() }) },
  output: SignedIn,
} as const;
