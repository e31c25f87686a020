// What the channels need of contacts: whether somebody could come in now, letting them in, saying something for them,
// and how their wait stands. One reception serves all channels; it is opened once for each process.
import type { RawBuilder } from 'kysely';
import type { Result } from '#platform/result.ts';
import type { ContactChannel, ContactId, DivertReason, RiskClass, Status } from './contract.ts';
import type { Introduction } from './desk/state/contract.ts';
import type { Refusal } from './life-cycle.ts';
import type { Line, WriteRefusal } from './message-store.ts';
import type { Place } from './queue.ts';
import type { Contact } from './timeline.ts';
import type { WaitRange } from './waiting-time.ts';

/** Which contact, and whose: everything is done within that organisation. */
export type ContactRef = { readonly organisation: string; readonly contact: ContactId };

/**
 * What a person says; the same id again is the same message. `provided`: what must hold in the very statement that writes
 * it, as that whoever says it may still do so.
 */
export type PersonSaying = {
  readonly id: string;
  readonly text: string;
  readonly provided?: RawBuilder<boolean>;
};

/** Whether a line takes contacts of a channel now, and what somebody would meet. */
export type Door =
  | { readonly state: 'no-such-door' }
  | { readonly state: 'line-ended' }
  | { readonly state: 'not-yet'; readonly opensOn: string }
  | { readonly state: 'closed'; readonly opensAt: Temporal.Instant | null }
  | { readonly state: 'nobody-on-duty' }
  | {
      readonly state: 'open';
      readonly waiting: number;
      /** Somebody on duty could take one more at once; without it, whoever comes waits even where nobody else does. */
      readonly hasRoom: boolean;
      readonly wait: WaitRange | null;
    };

/** A door with what its line has set for everybody who comes through it. */
export type DoorOf = {
  readonly door: Door;
  readonly line: { readonly id: string; readonly name: string };
  /** Groups that the line serves first, in order (S4-05). */
  readonly priority: readonly string[];
  readonly talkMinutes: number;
  readonly keptMinutes: number;
  /** S1-22: help is for one time unless more is agreed. */
  readonly oneTime: boolean;
  readonly organisation: string;
};

/** Somebody who comes in. `contact` is made by the channel: coming in twice with it is coming in once. */
export type Entry = {
  readonly contact: ContactId;
  readonly line: string;
  readonly channel: ContactChannel;
  /** From what the person said of themselves; a rule may raise it later. */
  readonly risk: RiskClass;
  readonly introduction: Introduction;
  /** A counsellor they asked for (S1-24). */
  readonly wished: string | null;
  /** Names the person across contacts without naming them: stands behind a return code. */
  readonly returner: string | null;
};

/** How a wait stands for the person. */
export type Standing = {
  readonly place: Place | null;
  readonly wait: WaitRange | null;
  readonly keptMinutes: number;
  readonly nobodyOnDuty: boolean;
  /** Nobody came back for ten minutes: ask whether they would rather go elsewhere (`divert`). */
  readonly mayChoose?: boolean;
};

/** The small signs of one side. */
export type Signs = { readonly delivered: number; readonly read: number; readonly typing: boolean };

/** Everything a room shows about a contact apart from its lines. */
export type RoomView = {
  readonly contact: Contact;
  readonly line: { readonly id: string; readonly name: string };
  readonly acceptedAt: Temporal.Instant | null;
  readonly talkMinutes: number;
  readonly lastPosition: number;
  /** What the counsellor is called towards people: 咨询员 and their staff number, never a name. */
  readonly counsellor: string | null;
  readonly supervisorHere: boolean;
  readonly staff: Signs;
};

/** A line of a timeline with its words opened. `text` null: none, or forgotten. */
export type OpenedLine = Omit<Line, 'message'> & {
  readonly message: {
    readonly id: string;
    readonly author: string;
    readonly staff: string | null;
    readonly text: string | null;
  } | null;
};

/** What a person can do with their own contact. */
export type PersonCommand =
  | { readonly do: 'step-away' | 'come-back' | 'give-up' | 'end' }
  | { readonly do: 'divert'; readonly reason: DivertReason }
  | { readonly do: 'raise-risk'; readonly risk: RiskClass; readonly reason: string };

/** The reception. All of it works for one contact of one organisation; the channel has checked that it is theirs. */
export type Reception = {
  /** Undefined: nobody runs this line here. Asked for every page view, so answered from memory where possible. */
  readonly door: (line: string, channel: ContactChannel, now: Temporal.Instant) => Promise<DoorOf | undefined>;
  /** Lets somebody in: opens the service file, puts them in the queue, and asks a counsellor. Durable when it settles. */
  readonly enter: (
    entry: Entry,
    now: Temporal.Instant,
  ) => Promise<
    Result<ContactRef & { readonly status: Status }, 'no-such-door' | 'line-closed' | 'nobody-on-duty' | 'line-ended'>
  >;
  readonly perform: (
    ref: ContactRef,
    command: PersonCommand,
    now: Temporal.Instant,
  ) => Promise<Result<{ readonly status: Status; readonly position: number }, Refusal | 'unknown-contact'>>;
  /** Says something for the person. Durable when it settles; the same id again is the same message. */
  readonly say: (
    ref: ContactRef,
    message: PersonSaying,
    now: Temporal.Instant,
  ) => Promise<Result<number, WriteRefusal>>;
  /** Small signs of the person; kept nowhere that outlives a crash. */
  readonly sign: (ref: ContactRef, signs: Signs, now: Temporal.Instant) => Promise<void>;
  readonly view: (ref: ContactRef, now: Temporal.Instant) => Promise<RoomView | undefined>;
  readonly lines: (ref: ContactRef, after: number, most?: number) => Promise<readonly OpenedLine[]>;
  /** How the wait stands; from a picture of the queue that is at most a second old. */
  readonly standing: (ref: ContactRef, contact: Contact, now: Temporal.Instant) => Promise<Standing>;
  /** Bus topics on which a room has to listen while a contact is as it is. */
  readonly topics: (contact: ContactId, queue: string | null) => readonly string[];
  /** The person wants to be forgotten at once. */
  readonly forget: (
    ref: ContactRef,
    now: Temporal.Instant,
  ) => Promise<
    Result<
      { readonly sentence: { readonly zh: string; readonly en: string }; readonly held: boolean },
      'no-such-file' | 'service-goes-on'
    >
  >;
};
