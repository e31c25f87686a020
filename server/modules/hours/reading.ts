// Puts the phrases of a text together: which days a band belongs to, what a note in brackets speaks of, when
// a new scope begins. A sentence that can be taken in two ways is not read at all: somebody may stand at a
// closed door because of it, or be told that nobody is there when somebody is.
import type { Band, HoursReading, HoursScope, OpeningRule, Schedule } from './contract.ts';
import { readSince, type Cursor } from './bands.ts';
import { daySetsOf, EVERY_DAY, inCommon, meet, withKept, without, type Days } from './days.ts';
import { readPhrases, type Phrase, type Span } from './phrases.ts';
import { pieceFrom, tokenize, unknownPieces } from './tokens.ts';

/** Longer texts are no opening hours; they are answered at once as not understood. */
const LONGEST_TEXT = 2000;
const LONGEST_PIECE = 200;

/**
 * Reads opening hours as a Chinese line publishes them. The reading is all or nothing: one piece that is not
 * understood, or that could mean two things, and there is no schedule, and `unread` shows the piece as
 * written. Time grows with the length of the text only; no text makes it throw.
 */
export function readHours(text: string): HoursReading {
  if (text.length > LONGEST_TEXT) return notUnderstood(`${text.slice(0, LONGEST_PIECE)}…`);
  const tokens = tokenize(text);
  const unknown = unknownPieces(text, tokens);
  if (unknown.length > 0) return notUnderstood(...unknown);
  const cursor: Cursor = { tokens, at: 0 };
  const since = readSince(cursor);
  const phrases = since === null ? null : readPhrases(cursor, text);
  if (since === null || phrases === null) return notUnderstood(pieceFrom(text, tokens, cursor.at) || text.trim());
  const read = compose(phrases) ?? { from: 0, to: text.length };
  if ('from' in read) return notUnderstood(text.slice(read.from, read.to).trim());
  return { understood: true, schedule: since === '' ? read : { ...read, since }, unread: [] };
}

function notUnderstood(...pieces: string[]): HoursReading {
  return { understood: false, schedule: null, unread: pieces.filter((piece) => piece !== '') };
}

/** Bands and the days they hold on. */
type Statement = {
  readonly days: Days;
  /** Days were named, and not only assumed. */
  readonly named: boolean;
  readonly bands: readonly Band[];
  /** Days or an exception stood behind the bands: further bands are another statement. */
  readonly ended: boolean;
};

/** What is said of one scope, or of several numbers at once; without scopes, of the whole line. */
type Clause = {
  scopes: readonly HoursScope[];
  readonly statements: Statement[];
  /** Exceptions that speak of all statements. */
  readonly exceptions: Exception[];
  /** The days of bands that name none; null if that would be a guess. */
  unnamed: Days | null;
  /** Days named before all scopes: those a statement names itself must be among them. */
  within: Days;
};
type Exception = Extract<Phrase, { kind: 'except' | 'with' }>;

/** `clause` is the one being read. `daysFollow`: the text puts days behind bands, "9:00-17:00 周一至周五". */
type Draft = { readonly clauses: Clause[]; clause: Clause; readonly daysFollow: boolean };

/** The schedule of the phrases; or where the phrase stands that does not fit; or null if they fit, but say too little. */
function compose(phrases: readonly Phrase[]): Schedule | Span | null {
  const order = phrases.filter(({ kind, aside }) => !aside && (kind === 'bands' || kind === 'days'));
  const daysFollow = order[0]?.kind === 'bands' && order.at(-1)?.kind === 'days';
  const clause: Clause = { scopes: [], statements: [], exceptions: [], unnamed: EVERY_DAY, within: EVERY_DAY };
  const draft: Draft = { clauses: [clause], clause, daysFollow };
  for (const phrase of phrases) if (!add(draft, phrase)) return phrase;
  return scheduleOf(draft.clauses);
}

/** Adds a phrase to what it speaks of; false if there is nothing it could speak of. */
function add(draft: Draft, phrase: Phrase): boolean {
  if (phrase.kind === 'bands') return addBands(draft.clause, phrase.bands);
  if (phrase.kind === 'scope') return addScopes(draft, phrase.aside, phrase.scopes);
  if (phrase.kind === 'days') return addDays(draft, phrase.aside, phrase.days);
  return addException(draft.clause, phrase);
}

function addBands({ statements }: Clause, bands: readonly Band[]): boolean {
  const last = statements.at(-1);
  if (last === undefined || last.ended) {
    statements.push({ bands, days: EVERY_DAY, named: false, ended: false });
    return true;
  }
  if ((bands[0]?.from ?? 0) < (last.bands.at(-1)?.to ?? 0)) return false;
  statements[statements.length - 1] = { ...last, bands: [...last.bands, ...bands] };
  return true;
}

function addDays({ clause: { statements }, daysFollow }: Draft, aside: boolean, days: Days): boolean {
  const last = statements.at(-1);
  const behind = last !== undefined && last.bands.length > 0;
  if (last === undefined || (behind && !aside && !daysFollow)) {
    statements.push({ bands: [], days, named: true, ended: false });
    return true;
  }
  const common = inCommon(last.days, days);
  if (common === null || (behind && last.named && !(aside && days.working))) return false;
  statements[statements.length - 1] = { ...last, days: common, named: true, ended: behind };
  return true;
}

/**
 * An exception belongs to the days or, in brackets, to the bands it stands behind; elsewhere to the whole clause.
 * In brackets behind one of several statements it may be meant for that or for all: that is not read.
 */
function addException({ statements, exceptions }: Clause, phrase: Exception): boolean {
  const last = statements.at(-1);
  const behind = last !== undefined && last.bands.length > 0;
  if (last === undefined || (behind && !phrase.aside)) {
    exceptions.push(phrase);
    return true;
  }
  const days = applied(last.days, phrase);
  const others = statements.slice(0, -1).every((statement) => statement.days.holidayWord !== null);
  if (days === null || (behind && !others)) return false;
  statements[statements.length - 1] = { ...last, days, ended: behind };
  return true;
}

function applied(days: Days, exception: Exception): Days | null {
  return exception.kind === 'except' ? without(days, exception.days) : withKept(days, exception.days);
}

/** A note behind bands names their scope and closes the clause; any other scope opens one. */
function addScopes(draft: Draft, aside: boolean, scopes: readonly HoursScope[]): boolean {
  const { clause } = draft;
  const [first, ...more] = clause.statements;
  const spoken = clause.statements.some((statement) => statement.bands.length > 0);
  if (!spoken && first !== undefined) {
    if (more.length > 0 || clause.scopes.length > 0) return false;
    clause.statements.pop();
    clause.unnamed = first.days;
    clause.within = first.days;
  }
  if (!spoken) return openWith(clause, scopes);
  const note = aside && clause.scopes.length === 0;
  if (note) clause.scopes = scopes;
  const goesOn = first?.named === true ? first.days : clause.unnamed;
  const unnamed = !note ? clause.within : more.length > 0 || first?.ended === true ? null : goesOn;
  draft.clause = { scopes: note ? [] : scopes, statements: [], exceptions: [], unnamed, within: clause.within };
  draft.clauses.push(draft.clause);
  return true;
}

/** "座机 010-8295 1332": of a device and its number the number says more. Two other scopes at once are not read. */
function openWith(clause: Clause, scopes: readonly HoursScope[]): boolean {
  const sides = [clause.scopes, scopes].filter((side) => side.length > 0);
  const numbers = sides.filter((side) => side[0]?.kind === 'number');
  const [chosen] = sides.length === 1 ? sides : numbers;
  if (chosen === undefined || numbers.length > 1) return false;
  clause.scopes = chosen;
  return true;
}

/** All clauses as a schedule of canonical form, so that equal hours are equal objects. Null if one says too little. */
function scheduleOf(clauses: readonly Clause[]): Schedule | null {
  const spoken = clauses.filter(
    ({ scopes, statements, exceptions }) => scopes.length + statements.length + exceptions.length > 0,
  );
  const last = spoken.at(-1);
  if (last === undefined || (spoken.length > 1 && last.exceptions.length > 0)) return null;
  const parts = new Map<string, { scope: HoursScope | null; rules: OpeningRule[] }>();
  for (const clause of spoken) {
    const rules = rulesOf(clause);
    if (rules === null) return null;
    for (const scope of clause.scopes.length > 0 ? clause.scopes : [null]) {
      const key = scope === null ? '' : `${scope.kind} ${scope.raw}`;
      parts.set(key, { scope, rules: [...(parts.get(key)?.rules ?? []), ...rules] });
    }
  }
  const all = [...parts.values()];
  if (all.some(({ rules }) => clash(rules)) || saysWhenElse(all.map(({ scope }) => scope))) return null;
  const whole = all.filter(({ scope }) => scope === null);
  const scoped = all.filter(({ scope }) => scope !== null);
  return { parts: [...whole, ...scoped].map(({ scope, rules }) => ({ scope, rules: inOrder(rules) })) };
}

function rulesOf({ statements, exceptions, unnamed, within }: Clause): OpeningRule[] | null {
  const replaced = statements.some(({ days }) => days.holidays);
  const rules: OpeningRule[] = [];
  for (const statement of statements) {
    const frame = statement.named ? within : unnamed;
    let days = frame && inCommon(frame, statement.days);
    for (const exception of exceptions) days = days && applied(days, exception);
    if (days === null || statement.bands.length === 0 || (!statement.named && statements.length > 1)) return null;
    for (const set of daySetsOf(days, replaced)) rules.push({ days: set, bands: [...statement.bands] });
  }
  return rules.length === 0 ? null : rules;
}

/** 平时 means "outside the event" only beside hours for the event; alone it may mean weekdays. */
function saysWhenElse(scopes: readonly (HoursScope | null)[]): boolean {
  if (scopes.some((scope) => scope?.kind === 'during-event')) return false;
  return scopes.some((scope) => scope?.kind === 'otherwise' && !scope.raw.startsWith('其'));
}

/** Whether two rules give different hours for the same day: only one of them can be meant. */
function clash(rules: readonly OpeningRule[]): boolean {
  return rules.some((one, index) =>
    rules.slice(index + 1).some((other) => meet(one.days, other.days) && overlap(one.bands, other.bands)),
  );
}

function overlap(some: readonly Band[], others: readonly Band[]): boolean {
  return some.some((one) => others.some((other) => one.from < other.to && other.from < one.to));
}

/** One rule for the weekdays that share their bands, Monday first; then the days of the calendar. */
function inOrder(rules: OpeningRule[]): OpeningRule[] {
  if (rules.length === 1) return rules;
  const weekly = new Map<string, { days: number[]; holidays: 'as-usual' | 'closed'; bands: Band[] }>();
  for (const holidays of ['as-usual', 'closed'] as const)
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      const bands = bandsOf(
        rules,
        ({ days }) => days.kind === 'weekdays' && days.holidays === holidays && days.days.includes(day),
      );
      const key = `${holidays}${bands.map(({ from, to }) => `${from}-${to}`).join()}`;
      const like = weekly.get(key);
      if (like !== undefined) like.days.push(day);
      else if (bands.length > 0) weekly.set(key, { days: [day], holidays, bands });
    }
  const ordered: OpeningRule[] = [...weekly.values()].map(({ days, holidays, bands }) => ({
    days: { kind: 'weekdays', days, holidays },
    bands,
  }));
  for (const kind of ['working-days', 'rest-days', 'public-holidays'] as const) {
    const bands = bandsOf(rules, ({ days }) => days.kind === kind);
    if (bands.length > 0) ordered.push({ days: { kind }, bands });
  }
  return ordered;
}

function bandsOf(rules: readonly OpeningRule[], chosen: (rule: OpeningRule) => boolean): Band[] {
  const [first, ...more] = rules.filter(chosen);
  if (first === undefined || more.length === 0) return first?.bands ?? [];
  return [first, ...more].flatMap(({ bands }) => bands).toSorted((a, b) => a.from - b.from || a.to - b.to);
}
