// Sessions seen lately by this process, so that a message need not ask for its session before it is written. What is
// remembered is a hint of which conversation a token opens and never a right: that the session is still there is asked in
// the very statement that writes (`stillThere`).
import { type RawBuilder, sql } from 'kysely';
import { nameOf, type Session } from './session-store.ts';

/** What a session says that never changes while it is there. */
export type KnownSession = Pick<Session, 'id' | 'organisation' | 'contact'>;

/** The sessions known to one process, the least used forgotten first. Tokens are kept as their hashes only. */
export type KnownSessions = {
  readonly recall: (token: string) => KnownSession | undefined;
  readonly keep: (token: string, session: KnownSession) => void;
  readonly drop: (token: string) => void;
};

/** Knows at most so many. */
export function knownSessions(most = 10_000): KnownSessions {
  const known = new Map<string, KnownSession>();
  const keep = (token: string, { id, organisation, contact }: KnownSession): void => {
    const name = nameOf(token).toString('base64');
    known.delete(name);
    known.set(name, { id, organisation, contact });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  };
  const recall = (token: string): KnownSession | undefined => {
    const session = known.get(nameOf(token).toString('base64'));
    if (session !== undefined) keep(token, session);
    return session;
  };
  return { recall, keep, drop: (token) => void known.delete(nameOf(token).toString('base64')) };
}

/** Holds while the session of the token is there, is that of the contact, and has not ended by `now`. */
export function stillThere(token: string, { contact }: KnownSession, now: Temporal.Instant): RawBuilder<boolean> {
  return sql<boolean>`exists (select from chat.recognise(${nameOf(token)}) s
                               where s.contact_id = ${contact} and s.ends_at > ${now})`;
}
