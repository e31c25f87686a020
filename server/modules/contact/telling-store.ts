// After a commit: who must look, and for which queues somebody can now be asked. Screens of queues and wallboards are
// told at once and then a few times a second at most, however much happens.
import { sql } from 'kysely';
import { reading } from '#platform/database/index.ts';
import type { QueueOf } from './assigning-store.ts';
import type { ContactParts } from './ports.ts';
import type { Acted } from './store.ts';
import type { Happening } from './timeline.ts';
import { topics } from './topics.ts';

/** Milliseconds between two words about the same queue or wallboard. */
const SELDOM = 250;

export type Telling = {
  /** Tells everybody who shows something of these contacts. */
  readonly tell: (acted: readonly Acted[]) => void;
  /** Now or soon, a few times a second at most. */
  readonly seldom: (topic: string) => void;
  readonly close: () => void;
};

/** Telling over a bus. */
export function openTelling({ bus }: Pick<ContactParts, 'bus'>): Telling {
  const resting = new Map<string, { again: boolean; readonly timer: NodeJS.Timeout }>();
  const seldom = (topic: string): void => {
    const rest = resting.get(topic);
    if (rest !== undefined) {
      rest.again = true;
      return;
    }
    bus.publish(topic, 0);
    const timer = setTimeout(() => {
      const again = resting.get(topic)?.again === true;
      resting.delete(topic);
      if (again) seldom(topic);
    }, SELDOM);
    timer.unref();
    resting.set(topic, { again: false, timer });
  };
  const tell = (acted: readonly Acted[]): void => {
    for (const one of acted) {
      const { id, organisation, before, contact, happenings, position } = one;
      if (happenings.length === 0) continue;
      bus.publish(topics.contact(id), position);
      for (const person of peopleOf(one)) bus.publish(topics.desk(person), 0);
      for (const queue of new Set([before.queue, contact.queue])) if (queue !== null) seldom(topics.queue(queue));
      seldom(topics.board(organisation));
      if (happenings.some(isAlarm)) bus.publish(topics.alarms(organisation), position);
    }
  };
  return { tell, seldom, close: () => resting.forEach(({ timer }) => clearTimeout(timer)) };
}

const isAlarm = ({ kind }: Happening): boolean => kind === 'alarm-raised' || kind === 'alarm-acknowledged';

/** Members of staff on whose desk something changed. */
function peopleOf({ before, contact }: Acted): ReadonlySet<string> {
  const concerned = [before, contact].flatMap(({ offer, counsellor, supporters }) => [
    offer?.to,
    counsellor,
    ...supporters.open,
    ...supporters.silent,
  ]);
  return new Set(concerned.filter((one) => one !== undefined && one !== null));
}

/** Members of staff who hold less than before: they may be asked for other queues too. */
function freedBy({ before, contact }: Acted): readonly string[] {
  const held = before.offer?.to ?? (before.status === 'active' ? before.counsellor : null);
  const holds = contact.offer?.to ?? (contact.status === 'active' ? contact.counsellor : null);
  return held !== null && held !== holds ? [held] : [];
}

/** What lets somebody be asked who could not be asked before. */
const stirring: ReadonlySet<Happening['kind']> = new Set([
  'queued',
  'declined',
  'offer-expired',
  'transferred',
  'came-back',
  'risk-set',
]);

/** The queues for which somebody can perhaps be asked now. */
export async function queuesConcerned(
  { db }: Pick<ContactParts, 'db'>,
  acted: readonly Acted[],
): Promise<readonly QueueOf[]> {
  const own = acted.flatMap(({ organisation, contact, happenings }) => {
    const stirred = happenings.some(({ kind }) => stirring.has(kind));
    return stirred && contact.status === 'waiting' && contact.queue !== null
      ? [{ organisation, queue: contact.queue }]
      : [];
  });
  const freed = acted.flatMap((one) => freedBy(one).map((person) => ({ organisation: one.organisation, person })));
  const others: QueueOf[] = [];
  for (const { organisation, person } of freed)
    for (const queue of await queuesOf({ db }, organisation, person)) others.push({ organisation, queue });
  return [...own, ...others];
}

/** The queues somebody answers in which anybody waits. */
export async function queuesOf(
  { db }: Pick<ContactParts, 'db'>,
  organisation: string,
  person: string,
): Promise<readonly string[]> {
  const { rows } = await reading(db, { organisation }, (tx) =>
    sql<{ id: string }>`
      select q.id from contact.duty d cross join unnest(d.queues) as q(id)
       where d.person_id = ${person} and d.presence = 'available'
         and exists (select from contact.contact c where c.queue_id = q.id and c.status = 'waiting')`.execute(tx),
  );
  return rows.map(({ id }) => id);
}
