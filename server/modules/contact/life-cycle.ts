// What may be done with a contact. One function decides for every channel: it gets the contact as it is, what somebody
// wants to do and the time, and gives the lines for the timeline, or says why not. Nothing ends a conversation by
// force, and nothing that was begun can be forgotten: every state has a way on until `closed`.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { DivertReason, EndedBy, Outcome, RiskClass, Status, Wish } from './contract.ts';
import type { AlarmGroup, Contact, Happening, SupportMode } from './timeline.ts';

/** From where to where a contact may go (architecture §5). */
export const transitions = {
  arrived: ['waiting', 'diverted', 'abandoned'],
  waiting: ['offered', 'diverted', 'abandoned'],
  offered: ['active', 'waiting', 'diverted', 'abandoned'],
  active: ['wrapping', 'waiting'],
  wrapping: ['closed'],
  closed: [],
  abandoned: [],
  diverted: [],
} as const satisfies Readonly<Record<Status, readonly Status[]>>;

/** One command for each name. */
type Plain<Name extends string> = Name extends string ? { readonly do: Name } : never;
type ByStaff<Name extends string> = Name extends string ? { readonly do: Name; readonly by: string } : never;

/** What somebody, or the clock, wants to do. `by` is a member of staff. */
export type Command =
  | Plain<'introduce' | 'expire-offer' | 'come-back' | 'give-up' | 'close'>
  | ByStaff<'accept' | 'decline' | 'raise-alarm' | 'go-out'>
  | { readonly do: 'queue'; readonly queue: string }
  | { readonly do: 'divert'; readonly reason: DivertReason }
  | { readonly do: 'offer'; readonly to: string; readonly until: Temporal.Instant }
  | { readonly do: 'transfer'; readonly by: string; readonly queue: string; readonly wish: Wish }
  | { readonly do: 'step-away'; readonly keptUntil: Temporal.Instant }
  | { readonly do: 'set-risk'; readonly risk: RiskClass; readonly by: string | null; readonly reason: string }
  | { readonly do: 'acknowledge-alarm'; readonly by: string; readonly group: AlarmGroup }
  | { readonly do: 'come-in'; readonly by: string; readonly mode: SupportMode }
  | { readonly do: 'recommend'; readonly by: string; readonly what: string }
  | { readonly do: 'agree-follow-up'; readonly by: string; readonly meeting: Temporal.Instant }
  | { readonly do: 'end'; readonly by: EndedBy }
  | { readonly do: 'record-outcome'; readonly outcome: Outcome; readonly by: string };

/** Why a command is not carried out, as one would say it. */
export type Refusal =
  | 'already-over'
  | 'not-waiting'
  | 'not-offered'
  | 'not-offered-to-you'
  | 'offer-expired'
  | 'offer-still-open'
  | 'not-active'
  | 'not-yours'
  | 'not-wrapping'
  | 'no-outcome-yet'
  | 'place-still-kept'
  | 'no-alarm'
  | 'yours-already'
  | 'a-rule-only-raises';

type Decided = Result<readonly Happening[], Refusal>;

const over: ReadonlySet<Status> = new Set(['closed', 'abandoned', 'diverted']);
const beforeTalk: ReadonlySet<Status> = new Set(['arrived', 'waiting', 'offered']);
const severity: Readonly<Record<RiskClass, number>> = { danger: 2, high: 1, ordinary: 0 };

/** What a command does to a contact at an instant: the lines to add, none when it has been done already, or why not. */
export function decide(contact: Contact, command: Command, at: Temporal.Instant): Decided {
  if (command.do === 'acknowledge-alarm') return decideAcknowledgement(contact, command, at);
  if (over.has(contact.status)) return refuse('already-over');
  switch (command.do) {
    case 'introduce':
      return contact.status === 'arrived' ? lines({ kind: 'introduced', at }) : refuse('not-waiting');
    case 'queue':
      return contact.status === 'arrived' ? lines({ kind: 'queued', at, queue: command.queue }) : refuse('not-waiting');
    case 'divert':
      return beforeTalk.has(contact.status)
        ? lines({ kind: 'diverted', at, reason: command.reason })
        : refuse('not-waiting');
    case 'offer':
    case 'accept':
    case 'decline':
    case 'expire-offer':
      return decideOffer(contact, command, at);
    case 'step-away':
    case 'come-back':
    case 'give-up':
      return decideWait(contact, command, at);
    case 'set-risk':
      return decideRisk(contact, command, at);
    case 'raise-alarm':
    case 'come-in':
    case 'go-out':
      return decideSupport(contact, command, at);
    case 'recommend':
    case 'agree-follow-up':
      return decideHelp(contact, command, at);
    default:
      return decideTalk(contact, command, at);
  }
}

type Of<Name extends Command['do']> = Extract<Command, { readonly do: Name }>;

function decideOffer(
  contact: Contact,
  command: Of<'offer' | 'accept' | 'decline' | 'expire-offer'>,
  at: Temporal.Instant,
): Decided {
  const { offer, status } = contact;
  if (command.do === 'offer') {
    if (status !== 'waiting') return refuse('not-waiting');
    return lines({ kind: 'offered', at, to: command.to, until: command.until });
  }
  if (command.do === 'accept' && status === 'active' && contact.counsellor === command.by) return ok([]);
  if (offer === null) return refuse('not-offered');
  const late = Temporal.Instant.compare(at, offer.until) >= 0;
  if (command.do === 'expire-offer')
    return late ? lines({ kind: 'offer-expired', at, by: offer.to }) : refuse('offer-still-open');
  if (offer.to !== command.by) return refuse('not-offered-to-you');
  if (command.do === 'decline') return lines({ kind: 'declined', at, by: command.by });
  return late ? refuse('offer-expired') : lines({ kind: 'accepted', at, by: command.by });
}

/** Leaving the page keeps the place for a while; only after it, or at the person's own word, the place is given up. */
function decideWait(
  contact: Contact,
  command: Of<'step-away' | 'come-back' | 'give-up'>,
  at: Temporal.Instant,
): Decided {
  if (!beforeTalk.has(contact.status)) return refuse('not-waiting');
  if (command.do === 'step-away')
    return contact.keptUntil === null ? lines({ kind: 'stepped-away', at, keptUntil: command.keptUntil }) : ok([]);
  if (command.do === 'come-back') return contact.keptUntil === null ? ok([]) : lines({ kind: 'came-back', at });
  const { keptUntil } = contact;
  const kept = keptUntil !== null && Temporal.Instant.compare(at, keptUntil) < 0;
  return kept ? refuse('place-still-kept') : lines({ kind: 'gave-up', at });
}

/** A rule (`by` is null) may raise the risk, never lower it; a person may do both, and says why. */
function decideRisk(contact: Contact, { risk, by, reason }: Of<'set-risk'>, at: Temporal.Instant): Decided {
  if (contact.risk === risk) return ok([]);
  if (by === null && severity[risk] < severity[contact.risk]) return refuse('a-rule-only-raises');
  return lines({ kind: 'risk-set', at, risk, by, reason });
}

/** Danger may be told while somebody talks and until the contact is closed; told twice, it is told once. */
function decideSupport(
  contact: Contact,
  command: Of<'raise-alarm' | 'come-in' | 'go-out'>,
  at: Temporal.Instant,
): Decided {
  const { status, alarm, supporters } = contact;
  const { by } = command;
  if (command.do === 'raise-alarm') {
    if (status !== 'active' && status !== 'wrapping') return refuse('not-active');
    return alarm === null ? lines({ kind: 'alarm-raised', at, by }) : ok([]);
  }
  const mode = supporters.open.includes(by) ? 'open' : supporters.silent.includes(by) ? 'silent' : null;
  const leaving: readonly Happening[] = mode === null ? [] : [{ kind: 'supervisor-left', at, by, mode }];
  if (command.do === 'go-out') return ok(leaving);
  if (status !== 'active') return refuse('not-active');
  if (contact.counsellor === by) return refuse('yours-already');
  return mode === command.mode ? ok([]) : ok([...leaving, { kind: 'supervisor-came', at, by, mode: command.mode }]);
}

/** Also what is over can still be acknowledged: an alarm that nobody answered must not look answered. */
function decideAcknowledgement(
  { alarm }: Contact,
  { by, group }: Of<'acknowledge-alarm'>,
  at: Temporal.Instant,
): Decided {
  if (alarm === null) return refuse('no-alarm');
  return alarm.acknowledged.includes(group) ? ok([]) : lines({ kind: 'alarm-acknowledged', at, by, group });
}

function decideHelp(
  { status, counsellor }: Contact,
  command: Of<'recommend' | 'agree-follow-up'>,
  at: Temporal.Instant,
): Decided {
  if (status !== 'active' && (command.do === 'recommend' || status !== 'wrapping')) return refuse('not-active');
  if (counsellor !== command.by) return refuse('not-yours');
  const { by } = command;
  if (command.do === 'recommend') return lines({ kind: 'recommended', at, by, what: command.what });
  return lines({ kind: 'follow-up-agreed', at, by, meeting: command.meeting });
}

function decideTalk(
  contact: Contact,
  command: Of<'transfer' | 'end' | 'record-outcome' | 'close'>,
  at: Temporal.Instant,
): Decided {
  const { status, counsellor, outcome } = contact;
  switch (command.do) {
    case 'transfer': {
      if (status !== 'active') return refuse('not-active');
      if (counsellor !== command.by) return refuse('not-yours');
      const { by, queue, wish } = command;
      return lines({ kind: 'transferred', at, by, queue, wish });
    }
    case 'end':
      return status === 'active' ? lines({ kind: 'ended', at, by: command.by }) : refuse('not-active');
    case 'record-outcome':
      if (status !== 'active' && status !== 'wrapping') return refuse('not-active');
      if (counsellor !== command.by) return refuse('not-yours');
      return lines({ kind: 'outcome-recorded', at, outcome: command.outcome, by: command.by });
    case 'close':
      if (status !== 'wrapping') return refuse('not-wrapping');
      return outcome === null ? refuse('no-outcome-yet') : lines({ kind: 'closed', at });
    default:
      return command satisfies never;
  }
}

function lines(...happenings: readonly Happening[]): Decided {
  return ok(happenings);
}
