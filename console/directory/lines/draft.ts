// A line as it is being edited: plain text in every field, what of it differs from the line as it was read, and what
// has to be sent. Two editors of one line meet here too.
import type { z } from 'zod';
import type { Line } from '../../../server/modules/directory/contract.ts';
import { Field, type CuratedLine, type GivenFields } from '../../../server/modules/directory/curation/contract.ts';

/** An access point being edited; `key` stays while it moves. */
export type DraftPoint = {
  readonly key: string;
  readonly kind: Line['accessPoints'][number]['kind'];
  readonly text: string;
  readonly note: string;
  readonly hours: string;
  readonly audience: string;
};

/** All fields as they are typed; a list is one a line. */
export type Draft = {
  readonly name: string;
  readonly formerNames: string;
  readonly region: string | null;
  readonly hosts: string;
  readonly accessPoints: readonly DraftPoint[];
  readonly audience: string;
  readonly hours: string;
  readonly sessionMinutes: string;
  readonly opened: string;
  readonly validity: {
    readonly kind: Line['validity']['kind'];
    readonly until: string;
    readonly event: string;
  };
};

/** What is sent to set fields. */
export type Given = z.input<typeof GivenFields>;

/** The line as its editor first shows it. */
export function draftOf(line: Line): Draft {
  return {
    name: line.name,
    formerNames: line.formerNames.join('\n'),
    region: line.region?.code ?? null,
    hosts: line.hosts.join('\n'),
    accessPoints: line.accessPoints.map((point, at) => ({
      key: `${at}`,
      kind: point.kind === 'short-code' ? 'short-code' : point.kind,
      text: point.raw,
      note: point.note ?? '',
      hours: point.hours?.raw ?? '',
      audience: point.audience?.raw ?? '',
    })),
    audience: line.audience.raw,
    hours: line.hours?.raw ?? '',
    sessionMinutes: line.sessionMinutes?.raw ?? '',
    opened: line.opened ?? '',
    validity: { kind: line.validity.kind, until: line.validity.until ?? '', event: line.validity.event ?? '' },
  };
}

const rows = (text: string): string[] =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const givenAs: { readonly [F in Field]: (draft: Draft) => Required<Given>[F] } = {
  name: ({ name }) => name.trim(),
  formerNames: ({ formerNames }) => rows(formerNames),
  region: ({ region }) => region,
  hosts: ({ hosts }) => rows(hosts),
  accessPoints: ({ accessPoints }) =>
    accessPoints.map(({ kind, text, note, hours, audience }) => ({
      kind,
      text: text.trim(),
      note: orNull(note),
      hours: orNull(hours),
      audience: orNull(audience),
    })),
  audience: ({ audience }) => audience.trim(),
  hours: ({ hours }) => orNull(hours),
  sessionMinutes: ({ sessionMinutes }) => orNull(sessionMinutes),
  opened: ({ opened }) => orNull(opened),
  validity: ({ validity: { kind, until, event } }) => ({
    kind,
    ...((kind === 'until' || kind === 'at-least') && until !== '' && { until }),
    ...(kind === 'event' && event !== '' && { event }),
  }),
};

/** Fields in which two drafts differ. */
export function differing(one: Draft, other: Draft): readonly Field[] {
  return Field.options.filter((field) => JSON.stringify(givenAs[field](one)) !== JSON.stringify(givenAs[field](other)));
}

/** What to send so that these fields become as the draft says. */
export function givenFrom(draft: Draft, fields: readonly Field[]): Given {
  return Object.fromEntries(fields.map((field) => [field, givenAs[field](draft)]));
}

/** Why a draft cannot be sent yet; fields that can be are left out. */
export type DraftFault = 'no-name' | 'empty-point' | 'no-event' | 'no-day';

export function faultsOf({ name, accessPoints, validity }: Draft): readonly DraftFault[] {
  const { kind, until, event } = validity;
  return [
    ...(name.trim() === '' ? (['no-name'] as const) : []),
    ...(accessPoints.some(({ text }) => text.trim() === '') ? (['empty-point'] as const) : []),
    ...(kind === 'event' && event === '' ? (['no-event'] as const) : []),
    ...((kind === 'until' || kind === 'at-least') && until === '' ? (['no-day'] as const) : []),
  ];
}

/** The draft with the access point at `from` moved by `by` places; as it is when there is no such place. */
export function movedPoint(points: readonly DraftPoint[], from: number, by: number): readonly DraftPoint[] {
  const point = points[from];
  const to = from + by;
  if (point === undefined || to < 0 || to >= points.length) return points;
  return points.toSpliced(from, 1).toSpliced(to, 0, point);
}

/** Two versions of a line that was changed while somebody edited it. */
export type Meeting = {
  /** Fields that both changed, and differently. */
  readonly both: readonly Field[];
  /** The draft upon the line as it is now: one's own where one changed something, theirs elsewhere. */
  readonly merged: Draft;
};

/** Puts one's draft upon the line as others have left it. */
export function meet(before: Draft, mine: Draft, theirs: Draft): Meeting {
  const own = differing(before, mine);
  const both = own.filter((field) => {
    const [was, now, typed] = [before, theirs, mine].map((draft) => JSON.stringify(givenAs[field](draft)));
    return was !== now && now !== typed;
  });
  return { both, merged: takenFrom(theirs, mine, own) };
}

/** The draft with these fields taken from another one. */
export function takenFrom(draft: Draft, other: Draft, fields: readonly Field[]): Draft {
  return { ...draft, ...Object.fromEntries(fields.map((field) => [field, other[field]])) };
}

/** The texts of its publications that stand behind a field. What stands in columns of its own besides is contact. */
export function cellsOf(line: CuratedLine, field: Field): readonly { readonly from: string; readonly text: string }[] {
  return line.listings.flatMap(({ listing, cells }) =>
    Object.entries(cells)
      .filter(([name, text]) => text.trim() !== '' && (name === field || (field === 'accessPoints' && isContact(name))))
      .map(([, text]) => ({ from: listing.title, text })),
  );
}

const isContact = (column: string): boolean => column !== 'row' && !Field.options.some((field) => field === column);
