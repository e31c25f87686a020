// Another process of ours, for tests of what happens between processes and when one is killed.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A running process: its lines so far, and how to wait for one. */
export type Program = {
  readonly pid: number;
  /** Everything written to standard output and standard error. */
  readonly output: () => string;
  /** Settles when the output has `words`. Throws when the process ends without them. */
  readonly says: (words: string) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Settles with the exit code, null when it was killed, once all output has been read. */
  readonly ended: Promise<number | null>;
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs JavaScript, as an ES module that may import `#platform/…`, in a process of its own. */
export function runProgram(code: string): Program {
  return follow(
    spawn(process.execPath, ['--input-type=module', '--eval', code], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

/** Runs a file of the project, as a person would. */
export function runFile(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Program {
  return follow(spawn(process.execPath, [file, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function follow(child: ChildProcessByStdio<null, Readable, Readable>): Program {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  const output = (): string => Buffer.concat(chunks).toString('utf8');
  const says = async (words: string): Promise<void> => {
    let over = false;
    void ended.then(() => (over = true));
    while (!output().includes(words)) {
      if (over) throw new Error(`the program ended without saying ${words}: ${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { pid: child.pid ?? 0, output, says, signal: (name) => child.kill(name), ended };
}
