// What everything inside this module stands on: doing something with a contact in one transaction with all that follows
// from it, and after the commit telling the screens and asking counsellors. Rows that keep an audit line use `performIn`
// within their own transaction and `settle` when it has committed.
import type { Transaction } from 'kysely';
import { type DB, type Scope, transaction } from '#platform/database/index.ts';
import type { Result } from '#platform/result.ts';
import { openAssigning, type Assigning, type QueueOf } from './assigning-store.ts';
import type { ContactId } from './contract.ts';
import { openDoors, type Doors } from './door/doors-store.ts';
import type { Refusal } from './life-cycle.ts';
import { write, type Writing, type WriteRefusal } from './message-store.ts';
import { performIn } from './performing-store.ts';
import type { ContactParts } from './ports.ts';
import { openQueuePictures, type QueuePictures } from './queue-picture-store.ts';
import { type Reading, readLines } from './reading-store.ts';
import type { OpenedLine, Signs } from './reception.ts';
import { type SealedWordsOf, sealedWords, type WordsOf } from './sealed-words-store.ts';
import { putHere, putSigns, type SideOf } from './sign-store.ts';
import type { Acted, Doing } from './store.ts';
import { openTelling, queuesConcerned, queuesOf, type Telling } from './telling-store.ts';
import { topics } from './topics.ts';

type Tx = Transaction<DB>;
type Done = Result<Acted, Refusal | 'unknown-contact'>;

/** Somebody says something in a conversation. `staff` null: the person does. */
export type Saying = WordsOf &
  Pick<Writing, 'id' | 'author' | 'staff' | 'at' | 'provided'> & {
    readonly text: string;
  };

/** The core of contacts in one process. */
export type Core = {
  readonly parts: ContactParts;
  readonly words: SealedWordsOf;
  readonly doors: Doors;
  /** The order of a queue with all places, at most a second old. */
  readonly picture: QueuePictures;
  /** One transaction with all that follows; `extra` runs in it when it was not refused. Settled when it returns. */
  readonly perform: (scope: Scope, doing: Doing, extra?: (tx: Tx, acted: Acted) => Promise<void>) => Promise<Done>;
  /** The same within a transaction of the caller, who calls `settle` after the commit. */
  readonly performIn: (tx: Tx, doing: Doing) => Promise<Done>;
  /** After a commit: tells the screens and asks counsellors. Never throws; what it misses the sweep finds. */
  readonly settle: (...acted: readonly Acted[]) => Promise<void>;
  /** After a commit in which somebody came on duty, left, or said how they are. */
  readonly settleDuty: (organisation: string, person: string) => Promise<void>;
  /** After a commit that changed the settings of queues. */
  readonly settleQueues: (queues: readonly QueueOf[]) => Promise<void>;
  readonly assign: Assigning['assign'];
  /** Durable when it settles, and told; the same id again is the same message. */
  readonly say: (saying: Saying) => Promise<Result<number, WriteRefusal>>;
  readonly lines: (of: WordsOf, reading: Reading) => Promise<readonly OpenedLine[]>;
  readonly sign: (of: SideOf, signs: Signs, at: Temporal.Instant) => Promise<void>;
  /** The page of one side is open; said again every few seconds while it is. */
  readonly here: (of: SideOf, at: Temporal.Instant) => Promise<void>;
  readonly seldom: Telling['seldom'];
  readonly publish: (topic: string, position?: number) => void;
  readonly close: () => Promise<void>;
};

/** Opens the core of one process. */
export function openCore(parts: ContactParts): Core {
  const { db, bus, log } = parts;
  const telling = openTelling(parts);
  const assigning = openAssigning(parts, (offered) => telling.tell([offered]));
  const words = sealedWords(parts);
  const doors = openDoors(parts);
  const settle = async (...acted: readonly Acted[]): Promise<void> => {
    telling.tell(acted);
    for (const { id, happenings } of acted) if (happenings.some(({ kind }) => ending.has(kind))) words.ended(id);
    await queuesConcerned(parts, acted)
      .then(assigning.assign)
      .catch((cause: unknown) => log.error('nobody was asked after a change', cause));
  };
  return {
    parts,
    words,
    doors,
    picture: openQueuePictures(db),
    ...performing(parts, settle),
    settle,
    assign: assigning.assign,
    lines: (of, reading) => readLines(db, words, of, reading),
    seldom: telling.seldom,
    publish: (topic, position = 0) => bus.publish(topic, position),
    ...atTheDoor(parts, { telling, assigning, doors }),
    ...inTheRoom(parts, words),
    close: async () => {
      doors.close();
      telling.close();
      await assigning.close();
    },
  };
}

function performing({ db, privacy }: ContactParts, settle: Core['settle']): Pick<Core, 'perform' | 'performIn'> {
  const performed = (tx: Tx, doing: Doing): Promise<Done> => performIn(tx, doing, privacy);
  const perform: Core['perform'] = async (scope, doing, extra) => {
    const done = await transaction(db, scope, async (tx) => {
      const acted = await performed(tx, doing);
      if (acted.ok) await extra?.(tx, acted.value);
      return acted;
    });
    if (done.ok) await settle(done.value);
    return done;
  };
  return { perform, performIn: performed };
}

const ending: ReadonlySet<string> = new Set(['ended', 'gave-up', 'diverted']);

type Opened = { readonly telling: Telling; readonly assigning: Assigning; readonly doors: Doors };

function atTheDoor(parts: ContactParts, { telling, assigning, doors }: Opened) {
  const { bus, log } = parts;
  const changed = (): void => {
    doors.changed();
    bus.publish(topics.doors, 0);
  };
  return {
    settleDuty: async (organisation: string, person: string): Promise<void> => {
      changed();
      bus.publish(topics.desk(person), 0);
      telling.seldom(topics.board(organisation));
      await queuesOf(parts, organisation, person)
        .then((queues) => assigning.assign(queues.map((queue) => ({ organisation, queue }))))
        .catch((cause: unknown) => log.error('nobody was asked after a change of duty', cause));
    },
    settleQueues: async (queues: readonly QueueOf[]): Promise<void> => {
      changed();
      for (const { organisation, queue } of queues) {
        telling.seldom(topics.queue(queue));
        telling.seldom(topics.board(organisation));
      }
      await assigning.assign(queues);
    },
  };
}

function inTheRoom({ db, bus }: ContactParts, words: SealedWordsOf): Pick<Core, 'say' | 'sign' | 'here'> {
  const told = (contact: ContactId, position: number): void => bus.publish(topics.contact(contact), position);
  return {
    say: async ({ text, ...saying }) => {
      const { organisation, contact, id } = saying;
      const sealed = await words.seal({ organisation, contact }, { class: 'correspondence', row: id, text });
      if (!sealed.ok) return { ok: false, refusal: sealed.refusal === 'unknown-contact' ? sealed.refusal : 'not-open' };
      const written = await write(db, { ...saying, sealed: sealed.value });
      if (written.ok) told(contact, written.value);
      return written;
    },
    sign: async (of, signs, at) => {
      await putSigns(db, of, signs, at);
      bus.publish(topics.sign(of.contact, of.side), 0);
    },
    here: (of, at) => putHere(db, of, at),
  };
}
