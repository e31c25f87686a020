// How a program of ours ends when it cannot do what was asked: one sentence for the person at the keyboard, in
// Chinese and English, and an exit code that a script can see. Anything unforeseen is told by its kind and place
// only, because the words of an error may quote what somebody wrote.
import { CannotStart } from './cannot-start.ts';
import { describeCause } from './log.ts';

/** Runs a program to its end. On failure it writes why to standard error and exits with 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** A number with what it counts, in English: `1 line`, `2 lines`. */
export function several(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Why a program ended, for the person who started it. */
export function explain(error: unknown): string {
  if (error instanceof CannotStart) return error.message;
  const { name, code, frames } = describeCause(error);
  const kind = code === undefined ? name : `${name} ${code}`;
  return [`程序出错，已停止 · The program met an error and stopped: ${kind}`, ...frames].join('\n  ');
}
