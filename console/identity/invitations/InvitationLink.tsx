// The link of an invitation, shown once; also for the first administrator of a new organisation.
import type { ReactNode } from 'react';
import { invitationLink } from '../../kit/links.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { LinkOnce } from '../LinkOnce.tsx';
import { invitationWords } from './words.ts';

/** A link as it was just made. */
export type MadeLink = { readonly name: string; readonly token: string; readonly expiresAt: string };

type InvitationLinkProps = { readonly made: MadeLink; readonly onClose: () => void };

export function InvitationLink({ made: { name, token, expiresAt }, onClose }: InvitationLinkProps): ReactNode {
  const { made, steps } = useWords(invitationWords);
  const until = steps.until(momentWords(useLang(), expiresAt));
  return (
    <LinkOnce
      title={made(name)}
      link={invitationLink(token)}
      steps={[steps.person, steps.proof, until, steps.lost]}
      onClose={onClose}
    />
  );
}
