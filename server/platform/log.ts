// The log says what happened to the service, never to whom. It takes words of ours and flat, plain values;
// an error is reduced to its name, code and stack frames, because its message may quote what a person wrote.
import { pino, type Logger } from 'pino';

/** Plain values only: ids of requests and records, counts, durations, codes. Never text that a person wrote. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  readonly info: (words: string, fields?: Fields) => void;
  readonly warn: (words: string, fields?: Fields) => void;
  /** `cause` is what was thrown; its message is left out. */
  readonly error: (words: string, cause: unknown, fields?: Fields) => void;
  /** A log that adds `fields` to every line. */
  readonly child: (fields: Fields) => Log;
};

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

/** Where lines go: anything with `write`, one JSON line a call. */
export type LogTarget = { readonly write: (line: string) => unknown };

export type LogOptions = {
  readonly level?: LogLevel;
  /** Standard output unless told otherwise. */
  readonly target?: LogTarget;
  /** Writes the messages of errors too. For a developer's machine with invented people only. */
  readonly tellMessages?: boolean;
};

/** A structured log: one JSON object a line. */
export function createLog({ level = 'info', target = process.stdout, tellMessages = false }: LogOptions = {}): Log {
  const options = {
    level,
    base: null,
    messageKey: 'words',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return face(pino(options, { write: (line: string) => void target.write(line) }), tellMessages);
}

function face(logger: Logger, tellMessages: boolean): Log {
  return {
    info: (words, fields = {}) => logger.info(fields, words),
    warn: (words, fields = {}) => logger.warn(fields, words),
    error: (words, thrown, fields = {}) => {
      const told = tellMessages && thrown instanceof Error ? { message: thrown.message } : {};
      logger.error({ ...fields, cause: describeCause(thrown), ...told }, words);
    },
    child: (fields) => face(logger.child(fields), tellMessages),
  };
}

type Cause = {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: Cause;
};

/** What may be told of a thrown value: its kind, its code and where it was thrown. Nested causes to a depth of three. */
export function describeCause(thrown: unknown, depth = 0): Cause {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] };
  const code = codeOf(thrown);
  return {
    name: safeName(thrown.constructor.name),
    ...(code === undefined ? {} : { code }),
    frames: framesOf(thrown),
    ...(thrown.cause === undefined || depth === 2 ? {} : { cause: describeCause(thrown.cause, depth + 1) }),
  };
}

function safeName(name: string): string {
  return /^[A-Za-z]\w{0,60}$/.test(name) ? name : 'Error';
}

/** `23505`, `ECONNRESET`, `bad-file`: nothing with room for a name or a number. */
const plainCode = /^(?:[0-9A-Z]{5}|[A-Z][A-Z_]{1,60}|[a-z]{1,20}(?:-[a-z]{1,20}){1,5})$/;

function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && plainCode.test(code) ? code : undefined;
}

const root = new URL('../../', import.meta.url);

/**
 * Where it was thrown: our own frames, or the first three where none is ours. The message above them may span
 * lines and quote anything, so it is cut off and only what has the form of a frame is kept.
 */
function framesOf(error: Error): readonly string[] {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const frames = stack
    .slice(stack.startsWith(error.name) ? error.name.length : 0)
    .replace(`: ${error.message}`, '')
    .split('\n')
    .filter((line) =>
      /^ {4}at (?:async )?[\w.<>#[\] ]{0,100}\(?(?:file:\/\/|node:|\/)[\w@./:%+-]{1,300}:\d+:\d+\)?$/.test(line),
    )
    .map((line) => line.trim().replace(root.href, '').replace(root.pathname, ''));
  const ours = frames.filter((frame) => !/node_modules|node:/.test(frame));
  return ours.length > 0 ? ours.slice(0, 10) : frames.slice(0, 3);
}
