// What the frame of the desk asks for on every screen, played as a quiet night: clocks that run, no alarm, nobody on
// duty. For desks that are about something else.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import type { Bus, EventFeed } from '#platform/streams.ts';
import { followAlarms, getDuty } from '../server/modules/contact/desk/contract.ts';
import { clocksThatRun } from './clock-health.ts';

const row = { access: { open: 'a played answer' }, audit: { none: 'nothing is real' } } as const;

const noAlarm: EventFeed = {
  topic: 'quiet',
  readFrom: async (position) => (position === null ? [{ id: '1', event: 'alarms', data: { alarms: [] } }] : []),
};

/** Nobody ever says "look". */
export const quietBus: Bus = { subscribe: () => () => undefined };

/** No alarm, and nobody on duty; goes with `quietBus`. */
export const quietNight: readonly Route[] = [
  defineRoute({ ...followAlarms, ...row, run: () => ok(noAlarm), refusals: {} }),
  defineRoute({
    ...getDuty,
    ...row,
    run: () => ok({ passed: true, lacking: [], queues: [], presence: 'off' as const }),
    refusals: {},
  }),
];

/** The same with clocks that run. */
export const quietFrame: readonly Route[] = [clocksThatRun, ...quietNight];
