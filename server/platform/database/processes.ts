// After a crash the only trace of the database is a number in a file. Whether that number is still our
// database, an empty shell (a zombie that nobody has reaped), or by now somebody else's program, decides
// between adopting it and starting anew. Asking the system is the only way to know.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What stands behind a process id: nothing, a dead process nobody has reaped, or a program and its words. */
export type ProcessState = 'gone' | 'zombie' | { readonly command: string };

/** Looks a process up by its id. Linux is read from /proc, other systems are asked through `ps`. */
export function processState(pid: number): ProcessState {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Whether the process still runs. */
export function isAlive(pid: number): boolean {
  return typeof processState(pid) === 'object';
}

function fromProc(pid: number): ProcessState {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
    if (state === 'Z' || state === 'X') return 'zombie';
    return { command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return 'gone';
  }
}

function fromPs(pid: number): ProcessState {
  const { stdout, status } = spawnSync('ps', ['-o', 'state=,command=', '-p', String(pid)], { encoding: 'utf8' });
  if (status !== 0 || stdout.trim() === '') return 'gone';
  const [state = '', ...command] = stdout.trim().split(/\s+/);
  return state.startsWith('Z') ? 'zombie' : { command: command.join(' ') };
}
