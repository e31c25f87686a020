// Why a call got no answer, said so that a person can act on it: what happened, what is safe, what to do, and the id
// that can be read out on the telephone. Never what was sent.

/** One sentence, said in both languages. */
export type Words = { readonly zh: string; readonly en: string };

/** One field that could not be used, by its name in the API. */
export type FieldFailure = { readonly field: string; readonly message: Words };

type About = {
  readonly status: number;
  readonly code: string;
  readonly words: Words;
  readonly detail?: string | undefined;
  readonly fields?: readonly FieldFailure[] | undefined;
  readonly id?: string | undefined;
};

/** A call that was refused (`status` from the server) or never arrived (`status` 0). */
export class Failure extends Error {
  readonly status: number;
  /** For programs: the refusal's own name, `offline`, or `unreadable`. */
  readonly code: string;
  readonly words: Words;
  readonly detail: string | undefined;
  readonly fields: readonly FieldFailure[];
  /** Names the request in the server's log. */
  readonly id: string | undefined;

  constructor({ status, code, words, detail, fields, id }: About) {
    super(code);
    this.name = 'Failure';
    this.status = status;
    this.code = code;
    this.words = words;
    this.detail = detail;
    this.fields = fields ?? [];
    this.id = id;
  }
}

/** No answer at all: the network, or the server, is away. */
export const offline = (): Failure =>
  new Failure({
    status: 0,
    code: 'offline',
    words: { zh: '现在连不上服务器。', en: 'The server cannot be reached just now.' },
  });

/** An answer that is none of ours: a proxy in between, or an old server. */
export const unreadable = (status: number, id?: string): Failure =>
  new Failure({
    status,
    code: 'unreadable',
    words: { zh: '服务器的回答读不懂。', en: 'The server’s answer could not be read.' },
    id,
  });

/** The failure in the body of an answer that is not ok. */
export function failureIn(status: number, body: unknown): Failure {
  const error = isRecord(body) ? body['error'] : undefined;
  if (!isRecord(error) || typeof error['code'] !== 'string' || !isWords(error['message'])) return unreadable(status);
  const { code, message, detail, fields, id } = error;
  return new Failure({
    status,
    code,
    words: message,
    detail: typeof detail === 'string' ? detail : undefined,
    fields: Array.isArray(fields) ? fields.filter(isFieldFailure) : [],
    id: typeof id === 'string' ? id : undefined,
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWords(value: unknown): value is Words {
  return isRecord(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}

function isFieldFailure(value: unknown): value is FieldFailure {
  return isRecord(value) && typeof value['field'] === 'string' && isWords(value['message']);
}
