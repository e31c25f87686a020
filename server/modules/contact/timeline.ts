// What happened to a contact, one line after another, and what the lines add up to. The state of a contact is never
// written by hand: it is this sum, so that screens, records and the audit cannot disagree about it.
import type { DivertReason, EndedBy, Outcome, RiskClass, Status, Wish } from './contract.ts';

/** Who is told of danger, and says that they heard (S3-31, S3-32). */
export type AlarmGroup = 'administration' | 'supervision';

/** How a supervisor is in a conversation: open, the person was told; silent, only the counsellor was (S3-53). */
export type SupportMode = 'open' | 'silent';

/** A contact as its timeline adds up to. Instants are absolute; people and queues are ids. */
export type Contact = {
  readonly status: Status;
  readonly arrivedAt: Temporal.Instant;
  /** The order in the queue goes by this. A transfer or an unanswered offer does not lose the place. */
  readonly waitingSince: Temporal.Instant | null;
  readonly queue: string | null;
  readonly risk: RiskClass;
  readonly wish: Wish;
  readonly offer: { readonly to: string; readonly until: Temporal.Instant } | null;
  /** Who declined or let an offer pass since it began to wait: others are asked first. */
  readonly passedBy: readonly string[];
  readonly counsellor: string | null;
  /** The person left the page; the place is kept until then. */
  readonly keptUntil: Temporal.Instant | null;
  readonly endedBy: EndedBy | null;
  readonly outcome: Outcome | null;
  /** Danger was told, and who has heard. */
  readonly alarm: { readonly at: Temporal.Instant; readonly acknowledged: readonly AlarmGroup[] } | null;
  /** Supervisors who are in the conversation. */
  readonly supporters: Readonly<Record<SupportMode, readonly string[]>>;
};

const nobody: Contact['supporters'] = { open: [], silent: [] };

type At = { readonly at: Temporal.Instant };

/** One line of the timeline, without its number. */
export type Happening =
  | (At & { readonly kind: 'arrived'; readonly risk: RiskClass; readonly wish: Wish })
  | (At & { readonly kind: 'queued'; readonly queue: string })
  | (At & { readonly kind: 'diverted'; readonly reason: DivertReason })
  | (At & { readonly kind: 'offered'; readonly to: string; readonly until: Temporal.Instant })
  | (At & { readonly kind: 'declined' | 'offer-expired' | 'accepted'; readonly by: string })
  | (At & { readonly kind: 'transferred'; readonly by: string; readonly queue: string; readonly wish: Wish })
  | (At & { readonly kind: 'stepped-away'; readonly keptUntil: Temporal.Instant })
  | (At & { readonly kind: 'introduced' })
  | (At & { readonly kind: 'came-back' | 'gave-up' | 'closed' })
  | (At & { readonly kind: 'risk-set'; readonly risk: RiskClass; readonly by: string | null; readonly reason: string })
  | (At & { readonly kind: 'alarm-raised'; readonly by: string })
  | (At & { readonly kind: 'alarm-acknowledged'; readonly by: string; readonly group: AlarmGroup })
  | (At & { readonly kind: 'supervisor-came' | 'supervisor-left'; readonly by: string; readonly mode: SupportMode })
  | (At & { readonly kind: 'recommended'; readonly by: string; readonly what: string })
  | (At & { readonly kind: 'follow-up-agreed'; readonly by: string; readonly meeting: Temporal.Instant })
  | (At & { readonly kind: 'ended'; readonly by: EndedBy })
  | (At & { readonly kind: 'outcome-recorded'; readonly outcome: Outcome; readonly by: string });

/** The contact after a happening. Throws RangeError when a timeline does not begin with `arrived`. */
export function add(contact: Contact | null, happening: Happening): Contact {
  if (happening.kind === 'arrived') return begun(happening);
  if (contact === null) throw new RangeError('A timeline begins with the arrival.');
  return { ...contact, ...changeBy(happening, contact) };
}

/** The contact that a whole timeline adds up to; null for none. */
export function sumOf(timeline: readonly Happening[]): Contact | null {
  return timeline.reduce<Contact | null>(add, null);
}

function begun({ at, risk, wish }: Happening & { kind: 'arrived' }): Contact {
  return {
    status: 'arrived',
    arrivedAt: at,
    waitingSince: null,
    queue: null,
    risk,
    wish,
    offer: null,
    passedBy: [],
    counsellor: null,
    keptUntil: null,
    endedBy: null,
    outcome: null,
    alarm: null,
    supporters: nobody,
  };
}

function changeBy(happening: Exclude<Happening, { kind: 'arrived' }>, contact: Contact): Partial<Contact> {
  switch (happening.kind) {
    case 'queued':
      return { status: 'waiting', queue: happening.queue, waitingSince: contact.waitingSince ?? happening.at };
    case 'diverted':
    case 'gave-up':
      return { status: happening.kind === 'diverted' ? 'diverted' : 'abandoned', offer: null };
    case 'offered':
      return { status: 'offered', offer: { to: happening.to, until: happening.until } };
    case 'declined':
    case 'offer-expired':
      return { status: 'waiting', offer: null, passedBy: [...contact.passedBy, happening.by] };
    case 'accepted':
      return { status: 'active', offer: null, counsellor: happening.by, passedBy: [], keptUntil: null };
    case 'transferred':
      return transferred(happening);
    case 'stepped-away':
      return { keptUntil: happening.keptUntil };
    case 'came-back':
      return { keptUntil: null };
    case 'risk-set':
      return { risk: happening.risk };
    case 'alarm-raised':
    case 'alarm-acknowledged':
    case 'supervisor-came':
    case 'supervisor-left':
    case 'introduced':
    case 'recommended':
    case 'follow-up-agreed':
      return aside(happening, contact);
    case 'ended':
      return { status: 'wrapping', endedBy: happening.by, supporters: nobody };
    case 'outcome-recorded':
      return { outcome: happening.outcome };
    case 'closed':
      return { status: 'closed' };
    default:
      return happening satisfies never;
  }
}

/** Whoever hands over is not the first to be asked again; the person keeps the time since when they wait. */
function transferred({ by, queue, wish }: Happening & { kind: 'transferred' }): Partial<Contact> {
  return { status: 'waiting', queue, wish, counsellor: null, offer: null, passedBy: [by] };
}

type AsideKind =
  | 'alarm-raised'
  | 'alarm-acknowledged'
  | 'supervisor-came'
  | 'supervisor-left'
  | 'introduced'
  | 'recommended'
  | 'follow-up-agreed';

/** What happens beside the talk: danger is told once and heard by each group; nobody is in it in two ways. */
function aside(happening: Extract<Happening, { kind: AsideKind }>, { alarm, supporters }: Contact): Partial<Contact> {
  const { kind } = happening;
  if (kind === 'introduced' || kind === 'recommended' || kind === 'follow-up-agreed') return {};
  if (kind === 'alarm-raised') return { risk: 'danger', alarm: { at: happening.at, acknowledged: [] } };
  if (kind === 'alarm-acknowledged')
    return alarm === null ? {} : { alarm: { ...alarm, acknowledged: [...alarm.acknowledged, happening.group] } };
  const { by, mode } = happening;
  const without = (some: readonly string[]): readonly string[] => some.filter((one) => one !== by);
  const others = { open: without(supporters.open), silent: without(supporters.silent) };
  return { supporters: kind === 'supervisor-left' ? others : { ...others, [mode]: [...others[mode], by] } };
}
