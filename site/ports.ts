// What the pages need to know, and from whom: the composition root hands these functions over, so that a page
// never knows how a line is stored, matched or found. All of them answer from memory, at once.
import type {
  AccessPoint,
  AccessState,
  Answer,
  CrisisNumber,
  DirectoryEvent,
  Line,
  LineId,
  MatchQuery,
  Matching,
  Notice,
  SearchHit,
  Service,
} from '../server/modules/directory/contract.ts';
import type { Band, HoursState } from '../server/modules/hours/contract.ts';
import type { Region, RegionCode } from '../server/modules/regions/contract.ts';
import type { Flag } from '../server/modules/sources/contract.ts';

/** One calendar day of an access point, Asia/Shanghai. */
export type DayHours = {
  /** ISO date. */
  readonly date: string;
  /** What the State Council's calendar makes of the day; `unknown` past the last year it covers. */
  readonly day: 'working' | 'weekend' | 'public-holiday' | 'make-up' | 'unknown';
  /**
   * Spans within this day only, in order, `to` at most 1440: what yesterday carries past midnight begins at 0 here.
   * Empty: closed all day; null: cannot be said.
   */
  readonly bands: readonly Band[] | null;
};

/** An access point as it stands, with the seven days that begin today. */
export type PointView = { readonly point: AccessPoint; readonly at: AccessState; readonly week: readonly DayHours[] };

/** Everything about one line at an instant. */
export type LineView = {
  readonly line: Line;
  readonly service: Service;
  readonly state: HoursState;
  readonly nextChange: string | null;
  /** Best first. */
  readonly points: readonly PointView[];
  /** Doubts that nobody has settled yet. */
  readonly doubts: readonly Flag[];
};

/** A line that a search found, as it stands, and by what. */
export type Found = { readonly answer: Answer; readonly by: SearchHit['by'] };

/** A province with the number of its lines that are in service; cities that have lines of their own below it. */
export type RegionCount = {
  readonly region: Region;
  readonly lines: number;
  readonly cities: readonly { readonly region: Region; readonly lines: number }[];
};

/** The lines seated in a province or city: those in service, best first, and those that have ended. */
export type RegionLines = {
  readonly region: Region;
  readonly inService: readonly Answer[];
  readonly ended: readonly Answer[];
};

/** One row of a publication. */
export type NoticeRow = { readonly row: string; readonly id: LineId; readonly name: string; readonly service: Service };

/** What a publication prints that looks like a hotline and is none, and why. */
export type NoticeDetail = {
  readonly notice: Notice;
  readonly rows: readonly NoticeRow[];
  readonly notHotlines: readonly { readonly raw: string; readonly why: string }[];
};

/** The directory as the site sees it. */
export type SitePorts = {
  readonly match: (query: MatchQuery) => Matching;
  readonly describeLine: (id: LineId, at: Temporal.Instant) => LineView | undefined;
  /** By name, former name, pinyin initials, number or host; best first, at most thirty. */
  readonly search: (text: string, at: Temporal.Instant) => readonly Found[];
  /** Every province, in the order of its code. */
  readonly browse: (at: Temporal.Instant) => readonly RegionCount[];
  readonly linesIn: (code: RegionCode, at: Temporal.Instant) => RegionLines | undefined;
  /** Lines without a region: they serve the whole country, or their notice names no place. */
  readonly linesNowhere: (at: Temporal.Instant) => Omit<RegionLines, 'region'>;
  readonly region: (code: RegionCode) => Region | undefined;
  readonly notices: () => readonly Notice[];
  readonly notice: (id: string, at: Temporal.Instant) => NoticeDetail | undefined;
  readonly crisisNumbers: readonly CrisisNumber[];
  readonly events: readonly DirectoryEvent[];
  /** Counts the changes of the directory: pages kept under an older revision are made anew. */
  readonly revision: () => number;
};

/** How this installation is set up. */
export type SiteSettings = {
  /** `https://xindeng.example`, without a slash at the end: for QR codes and structured data. */
  readonly publicUrl: string;
  /** The neutral page that quick exit opens. */
  readonly leaveTo: string;
  /** At least 32 random bytes; the same on every process. Seals the answers in an address. */
  readonly secret: Uint8Array;
};
