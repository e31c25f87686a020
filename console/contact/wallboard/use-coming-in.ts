// A supervisor comes into a conversation and finds it open on their own desk.
import type { UseMutationResult } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ContactId } from '../../../server/modules/contact/contract.ts';
import { comeIn } from '../../../server/modules/contact/desk/contract.ts';
import { useChange } from '../../kit/answers.ts';
import type { InputOf, OutputOf } from '../../kit/endpoint.ts';
import type { Failure } from '../../kit/failure.ts';
import { openContact } from '../desk/desk-store.ts';

/** `come.mutate({ params: { id }, body: { mode } })`, then the desk. */
export function useComingIn(
  contact: ContactId,
): UseMutationResult<OutputOf<typeof comeIn>, Failure, InputOf<typeof comeIn>> {
  const [, navigate] = useLocation();
  return useChange(comeIn, {
    touches: [],
    onDone: () => {
      openContact(contact);
      navigate('/desk');
    },
  });
}
