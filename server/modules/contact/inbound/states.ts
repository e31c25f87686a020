// What another body learns of what it handed over: that it waits, that somebody is with it, that it has ended and how, in
// classes. Never who took it, never what was said.
import type { Outcome, Status } from '../contract.ts';
import type { HandoverState, OutcomeClass } from './contract.ts';

const states: Readonly<Record<Status, HandoverState>> = {
  arrived: 'received',
  waiting: 'received',
  offered: 'received',
  active: 'being-served',
  wrapping: 'ended',
  closed: 'ended',
  abandoned: 'ended',
  diverted: 'ended',
};

const classes: Readonly<Record<Outcome, OutcomeClass>> = {
  helped: 'helped',
  'information-given': 'helped',
  'follow-up-agreed': 'helped',
  referred: 'passed-on',
  escalated: 'passed-on',
  'left-early': 'not-reached',
  'not-a-service-contact': 'not-a-request',
};

/** How a handover stands; `status` null: nobody waits for it, it was only logged. */
export function handoverState(status: Status | null): HandoverState {
  return status === null ? 'ended' : states[status];
}

/** How it ended; null: it has not, or nobody has said yet. */
export function outcomeClass(status: Status | null, outcome: Outcome | null): OutcomeClass | null {
  if (status === 'abandoned' || status === 'diverted') return 'not-reached';
  return status !== null && states[status] === 'ended' && outcome !== null ? classes[outcome] : null;
}
