// Who is asked next to take whom. The order of the queue decides about people; among counsellors it goes by what the
// person needs, by what was asked for, and then so that the burden is shared. Every choice names its grounds, and nobody
// in danger waits for a skill that nobody on duty has.
import type { Capacity, ContactChannel, Presence, RiskClass } from './contract.ts';
import type { Waiting } from './queue.ts';

/** A counsellor on duty, as far as assignment looks at them. Instants are epoch milliseconds. */
export type OnDuty = {
  readonly person: string;
  readonly presence: Presence;
  readonly capacity: Capacity;
  /** Conversations held or offered now. */
  readonly holds: { readonly chats: number; readonly voice: number };
  readonly crisisCompetence: boolean;
  readonly queues: readonly string[];
  /** When their last conversation ended, or when they came on duty. */
  readonly freeSince: number;
  /** Conversations taken in this shift. */
  readonly taken: number;
};

/** Somebody who waits, with what assignment needs to know besides the order. */
export type ToAssign = Waiting & {
  readonly queue: string;
  readonly channel: ContactChannel;
  /** Whom they asked for, if anybody. */
  readonly wished: string | null;
  readonly passedBy: readonly string[];
  /** They left the page for a while: the place is kept, but nobody is called to an empty room. */
  readonly steppedAway: boolean;
};

export type AssignmentRules = {
  /** For how long somebody who asked for a counsellor is kept for that counsellor, in milliseconds. */
  readonly wishHoldsFor: number;
};

/** Why this counsellor. */
export type Ground =
  'asked-for' | 'only-one-free' | 'lighter-load' | 'longest-free' | 'crisis-competence' | 'skill-waived';

/** One offer to be made. */
export type Assignment = { readonly contact: string; readonly to: string; readonly grounds: readonly Ground[] };

/**
 * The next offer: the first in order for whom somebody can be asked. `ordered` is in the order of the queue. Undefined
 * when nobody can be asked for anybody.
 */
export function nextAssignment(
  ordered: readonly ToAssign[],
  onDuty: readonly OnDuty[],
  rules: AssignmentRules,
  now: number,
): Assignment | undefined {
  for (const contact of ordered) {
    const found = contact.steppedAway ? undefined : counsellorFor(contact, onDuty, rules, now);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The offer to be made for one contact, or undefined while nobody can be asked. */
export function counsellorFor(
  contact: ToAssign,
  onDuty: readonly OnDuty[],
  { wishHoldsFor }: AssignmentRules,
  now: number,
): Assignment | undefined {
  const here = onDuty.filter((one) => one.presence !== 'off' && one.queues.includes(contact.queue));
  const free = here.filter((one) => hasRoom(one, contact.channel));
  const asked = here.find(({ person }) => person === contact.wished);
  if (asked !== undefined && free.includes(asked) && !contact.passedBy.includes(asked.person))
    return { contact: contact.contact, to: asked.person, grounds: ['asked-for'] };
  const kept = asked !== undefined && contact.risk === 'ordinary' && now - contact.since < wishHoldsFor;
  if (kept && !contact.passedBy.includes(asked.person)) return undefined;
  return best(contact, here, free, now);
}

/** Milliseconds for which somebody at risk is kept for an able counsellor who still talks; then nobody waits for a skill. */
const skillHoldsFor = 2 * 60_000;

function best(
  contact: ToAssign,
  here: readonly OnDuty[],
  free: readonly OnDuty[],
  now: number,
): Assignment | undefined {
  const needed = needsCrisisCompetence(contact.risk);
  const able = free.filter(({ crisisCompetence }) => crisisCompetence);
  const waived = needed && able.length === 0 && (now - contact.since >= skillHoldsFor || !here.some(comesSoon));
  const skilled = needed && !waived ? able : free;
  const notPassed = skilled.filter(({ person }) => !contact.passedBy.includes(person));
  const [first, second] = (notPassed.length > 0 ? notPassed : skilled).toSorted(fairly);
  if (first === undefined) return undefined;
  const skill: readonly Ground[] = waived ? ['skill-waived'] : needed ? ['crisis-competence'] : [];
  return { contact: contact.contact, to: first.person, grounds: [...skill, shareGround(first, second)] };
}

/** Somebody able who talks now; whoever is away or on a break may be so for long. */
const comesSoon = ({ crisisCompetence, presence }: OnDuty): boolean =>
  crisisCompetence && (presence === 'available' || presence === 'busy');

/** S3-28: who intervenes in a crisis has shown that they can. */
export function needsCrisisCompetence(risk: RiskClass): boolean {
  return risk !== 'ordinary';
}

/** How somebody is, what they can hold and what they hold. */
export type Burden = Pick<OnDuty, 'presence' | 'capacity' | 'holds'>;

/** Whether a counsellor can hold one more conversation of the channel. Mail is done between conversations. */
export function hasRoom({ presence, capacity, holds }: Burden, channel: ContactChannel): boolean {
  if (presence !== 'available') return false;
  if (channel === 'mail') return true;
  if (channel === 'chat') return holds.voice === 0 && holds.chats < capacity.chats;
  return holds.voice < capacity.voice && holds.chats === 0;
}

/** Who holds less first; then who has been free longest; then who has taken fewer; the id settles the rest. */
function fairly(a: OnDuty, b: OnDuty): number {
  return (
    load(a) - load(b) ||
    a.freeSince - b.freeSince ||
    a.taken - b.taken ||
    (a.person < b.person ? -1 : Number(a.person > b.person))
  );
}

const load = ({ holds, capacity }: OnDuty): number => (holds.chats + holds.voice) / Math.max(1, capacity.chats);

function shareGround(first: OnDuty, second: OnDuty | undefined): Ground {
  if (second === undefined) return 'only-one-free';
  return load(first) < load(second) ? 'lighter-load' : 'longest-free';
}
