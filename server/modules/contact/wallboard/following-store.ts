// Wallboards, live. However many are open, an organisation's is worked out once a second at most in each process, and
// sent only where something on it differs from what was sent before.
import type { z } from 'zod';
import { reading } from '#platform/database/index.ts';
import type { EventFeed } from '#platform/streams.ts';
import { loadAlarms } from '../desk/alarm-store.ts';
import type { ContactParts } from '../ports.ts';
import { topics } from '../topics.ts';
import { loadBoard } from './board-store.ts';
import { boardOf } from './board.ts';
import type { Board } from './contract.ts';

/** What wallboards need. */
export type BoardParts = Pick<ContactParts, 'db' | 'clock' | 'lineAt'>;

/** The wallboard of an organisation as it was at `at`, in milliseconds of this process. */
type Picture = { readonly at: number; readonly board: Promise<z.input<typeof Board>> };

/** Milliseconds for which a wallboard is shown to all who look. */
const FRESH = 1000;

/** Wallboards of one process. */
export type Boards = {
  readonly picture: (organisation: string) => Picture;
  readonly follow: (organisation: string) => EventFeed;
};

/** Opens them; a wallboard that nobody looks at is not read. */
export function openBoards({ db, clock, lineAt }: BoardParts): Boards {
  const held = new Map<string, Picture>();
  const load = (organisation: string): Promise<z.input<typeof Board>> =>
    reading(db, { organisation }, async (tx) => {
      const now = clock.now();
      const lineName = (line: string): string => lineAt(line, now)?.name ?? line;
      const alarms = await loadAlarms(tx, organisation, now);
      const named = alarms.map((alarm) => ({ ...alarm, line: lineName(alarm.line) }));
      return boardOf(await loadBoard(tx, organisation, now), { now, lineName, alarms: named });
    });
  const picture = (organisation: string): Picture => {
    const known = held.get(organisation);
    const at = performance.now();
    if (known !== undefined && at - known.at < FRESH) return known;
    const fresh = { at, board: load(organisation) };
    held.set(organisation, fresh);
    fresh.board.catch(() => held.delete(organisation));
    return fresh;
  };
  return { picture, follow: (organisation) => feedOf(organisation, picture) };
}

/** Whoever is shown a picture that others had made looks once more: the word that rang may be younger than it. */
function feedOf(organisation: string, picture: Boards['picture']): EventFeed {
  let [sent, count]: [string, number] = ['', 0];
  let again: number | null = null;
  return {
    topic: topics.board(organisation),
    again: () => again,
    readFrom: async () => {
      const asked = performance.now();
      const { at, board } = picture(organisation);
      again = at >= asked ? null : FRESH - (asked - at) + 1;
      const { now, ...rest } = await board;
      const text = JSON.stringify(rest);
      if (text === sent) return [];
      sent = text;
      count += 1;
      return [{ id: String(count), event: 'board', data: { now, ...rest } }];
    },
  };
}
