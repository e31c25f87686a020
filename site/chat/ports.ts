// What the pages of chat need to know and to do, and from whom: the composition root hands these functions over.
import type {
  ChatDoor,
  Coming,
  ComingRefusal,
  KeptDays,
  KeptUntil,
  Puzzle,
  RoomLine,
  RoomState,
  Satisfaction,
  ShownText,
} from '../../server/modules/chat/contract.ts';
import type { ContactId } from '../../server/modules/contact/contract.ts';

type Now = Temporal.Instant;

/** A refusal as the server names it; `after`: seconds until it may go. */
type Refused<Refusal extends string> = { readonly ok: false; readonly refusal: Refusal; readonly after?: number };
type Done<Value> = { readonly ok: true; readonly value: Value };

/** Whose room a cookie opens. Pages hand it back as they got it. */
export type RoomKey = {
  readonly id: string;
  readonly organisation: string;
  readonly line: string;
  readonly contact: ContactId;
  readonly returner: string;
  readonly lang: 'zh' | 'en';
  readonly cameIn: boolean;
  readonly endsAt: Now;
};

/** A room as a page shows it. */
export type RoomShown = {
  readonly state: RoomState;
  readonly lines: readonly RoomLine[];
  /** There are lines before these. */
  readonly earlier: boolean;
  /** They stayed away for so long that their place was given to others. */
  readonly lapsed: boolean;
};

/** What an organisation promises before somebody comes in. */
export type Promised = { readonly promise: ShownText; readonly guardian: ShownText; readonly kept: KeptDays };

/** What becomes of the wish to be forgotten. `held`: the law still keeps it, it is carried out later. */
export type Forgotten = { readonly sentence: { readonly zh: string; readonly en: string }; readonly held: boolean };

/** Where a return code leads. */
export type Returned =
  | { readonly to: 'room'; readonly token: string }
  | { readonly to: 'line'; readonly line: string; readonly again: string };

/** Chat as the pages see it. */
export type ChatPorts = {
  readonly cookies: { readonly room: string; readonly again: string };
  /** As it stands now; undefined: this line takes no chats here. */
  readonly door: (line: string, now: Now) => Promise<ChatDoor | undefined>;
  /** From memory, a few seconds old at most: for lists of lines. */
  readonly doorSeen: (line: string) => ChatDoor | undefined;
  /** Counts changes of what `doorSeen` tells: pages kept under an older one are made anew. */
  readonly doorsRevision: () => number;
  readonly promise: (line: string, now: Now) => Promise<Promised | undefined>;
  readonly ticket: (address: string, now: Now) => Puzzle;
  readonly comeIn: (coming: Coming, now: Now) => Promise<Done<{ readonly token: string }> | Refused<ComingRefusal>>;
  readonly recognise: (token: string | undefined, now: Now) => Promise<RoomKey | undefined>;
  readonly room: (key: RoomKey, before: number | null, now: Now) => Promise<RoomShown | undefined>;
  readonly say: (
    key: RoomKey,
    message: { readonly id: string; readonly text: string },
    now: Now,
  ) => Promise<Done<number> | Refused<'not-open' | 'no-session' | 'too-fast'>>;
  readonly end: (key: RoomKey, now: Now) => Promise<void>;
  readonly leave: (key: RoomKey, now: Now) => Promise<void>;
  readonly keeping: (key: RoomKey, now: Now) => Promise<KeptUntil>;
  readonly hasCode: (key: RoomKey) => Promise<boolean>;
  /** In groups of four; never told again. */
  readonly makeCode: (key: RoomKey, now: Now) => Promise<string>;
  readonly comeBack: (
    given: { readonly typed: string; readonly address: string; readonly lang: 'zh' | 'en' },
    now: Now,
  ) => Promise<Done<Returned> | Refused<'wrong-code' | 'slow-down' | 'busy'>>;
  /** Whether a cookie of somebody who came with a return code leads to this line: elsewhere it changes nothing. */
  readonly comesAgain: (again: string | undefined, line: string, now: Now) => Promise<boolean>;
  readonly hasSaid: (key: RoomKey) => Promise<boolean>;
  readonly thank: (key: RoomKey, said: Satisfaction, now: Now) => Promise<void>;
  readonly forget: (key: RoomKey, now: Now) => Promise<Done<Forgotten> | Refused<'no-such-file' | 'service-goes-on'>>;
};
