// A request for an export while it is being written, and how another screen begins one.
import type { Export, ExportScope, Purpose } from '../../../server/modules/audit/contract.ts';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { watched } from '../../kit/store.ts';
import { subjectOf, type Wanted } from '../shared/view.ts';

/** What has been typed so far; days in Shanghai. */
export type ExportDraft = {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** Of a statement: about a file, or about a person. */
  readonly about: 'subject' | 'person';
  readonly subject: string;
  readonly person: PersonId | '';
  readonly purpose: Purpose | null;
  readonly reason: string;
  readonly outside: boolean;
  readonly recipient: string;
  readonly basis: 'consent' | 'law' | null;
};

export const noDraft: ExportDraft = {
  kind: '',
  from: '',
  to: '',
  about: 'subject',
  subject: '',
  person: '',
  purpose: null,
  reason: '',
  outside: false,
  recipient: '',
  basis: null,
};

/** The statement of who opened what, a kind of its own: about one file or one person, never both. */
export const statement = 'audit.statement';

/** A request that another screen has begun; taken up once. */
export const begun = watched<ExportDraft | null>(null);

/** A statement of what was just looked at; null when it is not about one file or one person. */
export function statementOf({ from, to, person, subject }: Wanted): ExportDraft | null {
  if (from === '' || to === '' || (person === '') === (subject === '')) return null;
  return { ...noDraft, kind: statement, from, to, person, subject, about: person === '' ? 'subject' : 'person' };
}

/** What a form can ask for; a kind that needs more is asked for elsewhere. */
const known = new Set(['from', 'to', 'subject', 'person', 'word']);

/** Whether this form can ask for a kind, by the JSON Schema of its scope. */
export function isAskable(scope: Readonly<Record<string, unknown>>): boolean {
  const { required, properties } = scope;
  const names = Array.isArray(required) ? required.map(String) : [];
  return typeof properties === 'object' && names.every((name) => known.has(name));
}

/** The questions without a usable answer. */
export type Missing = 'kind' | 'days' | 'subject' | 'person' | 'purpose' | 'reason' | 'recipient' | 'basis';

/** What is missing before it can be sent. */
export function missingFrom(draft: ExportDraft): readonly Missing[] {
  const { kind, from, to, about, subject, person, purpose, reason, outside, recipient, basis } = draft;
  const lacks: readonly (readonly [Missing, boolean])[] = [
    ['kind', kind === ''],
    ['days', from === '' || to === '' || from > to],
    ['subject', kind === statement && about === 'subject' && subject.trim() === ''],
    ['person', kind === statement && about === 'person' && person === ''],
    ['purpose', purpose === null],
    ['reason', reason.trim() === ''],
    ['recipient', outside && recipient.trim() === ''],
    ['basis', outside && basis === null],
  ];
  return lacks.flatMap(([name, is]) => (is ? [name] : []));
}

/** The scope that is sent. */
export function scopeOf({ kind, from, to, about, subject, person }: ExportDraft): ExportScope {
  const only = kind === statement ? about : null;
  const named: Record<string, string> = {
    ...(only !== 'person' && subject.trim() !== '' ? { subject: subjectOf(subject) } : {}),
    ...(only !== 'subject' && person !== '' ? { person } : {}),
  };
  return { from, to, ...named };
}

/** What is sent; null as long as something is missing. */
export function requestOf(draft: ExportDraft) {
  const { kind, purpose, reason, outside, recipient, basis } = draft;
  if (purpose === null || missingFrom(draft).length > 0) return null;
  const to = outside && basis !== null ? { recipient: { name: recipient.trim(), basis } } : {};
  return { kind, scope: scopeOf(draft), purpose, reason: reason.trim(), ...to };
}

/** How an export stands, in more words than the server has for it. */
export function standingOf({ state, made }: Pick<Export, 'state' | 'made'>): Export['state'] | 'file-gone' {
  return state === 'expired' && made !== null ? 'file-gone' : state;
}

/** What the parts of the form are given. */
export type PartProps = {
  readonly draft: ExportDraft;
  readonly change: (part: Partial<ExportDraft>) => void;
  readonly faultOf: (name: Missing, said: string) => string | undefined;
};
