// Alarms of an organisation, live, for those who must hear of them.
import { reading } from '#platform/database/index.ts';
import type { EventFeed } from '#platform/streams.ts';
import type { Core } from '../core-store.ts';
import { topics } from '../topics.ts';
import { loadAlarms } from './alarm-store.ts';

/** The feed of alarms; whole, at the opening and at each change. */
export function followAlarms({ parts: { db, clock, lineAt } }: Core, organisation: string): EventFeed {
  let [sent, count]: [string | null, number] = [null, 0];
  return {
    topic: topics.alarms(organisation),
    readFrom: async () => {
      const now = clock.now();
      const rows = await reading(db, { organisation }, (tx) => loadAlarms(tx, organisation, now));
      const alarms = rows.map((alarm) => ({ ...alarm, line: lineAt(alarm.line, now)?.name ?? alarm.line }));
      const text = JSON.stringify(alarms);
      if (text === sent) return [];
      sent = text;
      count += 1;
      return [{ id: String(count), event: 'alarms', data: { alarms } }];
    },
  };
}
