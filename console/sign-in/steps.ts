// What follows a step of signing in: the gate opens, and the server is asked where the person stands now.
import { gate } from '../kit/gate.ts';
import { askMeAgain } from '../kit/session.ts';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { Failure } from '../kit/failure.ts';

/** Goes on to whatever comes next: the second step, something to set up, or the desk. */
export async function goOn(): Promise<void> {
  gate.set('open');
  await askMeAgain();
}

/** A step of several calls, as one that can be pressed and can fail. */
export function useStep<Input = void>(
  step: (input: Input) => Promise<unknown>,
): UseMutationResult<unknown, Failure, Input> {
  return useMutation<unknown, Failure, Input>({ mutationFn: step });
}
