// A desk nobody sits at covers itself. Input in any window counts; time is taken from the clock and not from timers, so
// that a computer that slept is locked before it shows anything.
import { useEffect } from 'react';
import { call } from '../kit/call.ts';
import { gate } from '../kit/gate.ts';
import { askMeAgain } from '../kit/session.ts';
import { settleAll } from '../kit/undo.ts';
import { lockScreen } from '../../server/modules/sign-in/contract.ts';
import { hearOthers, tellOthers } from '../kit/other-windows.ts';

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Other windows and the server hear of activity at most so often, in milliseconds. */
const tellEvery = 10_000;
const showServerEvery = 4 * 60_000;

/** Covers the screen at once and tells the server; a server out of reach does not keep it open. */
export function lockNow(): void {
  if (gate.get() !== 'open') return;
  settleAll();
  tellOthers('locked');
  void call(lockScreen).catch(() => undefined);
  gate.set('locked');
}

/** Locks after so many minutes without input. */
export function useIdleLock(minutes: number): void {
  useEffect(() => {
    let last = Date.now();
    let told = last;
    let shown = last;
    const active = (): void => {
      if (gate.get() !== 'open') return;
      if (Date.now() - last > minutes * 60_000) return lockNow();
      last = Date.now();
      if (last - told > tellEvery) tellOthers('active');
      if (last - told > tellEvery) told = last;
      if (last - shown > showServerEvery) void askMeAgain();
      if (last - shown > showServerEvery) shown = last;
    };
    const look = (): void => {
      if (gate.get() === 'open' && Date.now() - last > minutes * 60_000) lockNow();
    };
    const quiet = hearOthers((heard) => {
      if (heard === 'active' || heard === 'unlocked') last = Date.now();
    });
    const restarted = gate.watch(() => {
      if (gate.get() === 'open') last = Date.now();
    });
    for (const input of inputs) addEventListener(input, active, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    const timer = setInterval(look, 5000);
    return () => {
      for (const input of inputs) removeEventListener(input, active, { capture: true });
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
      quiet();
      restarted();
    };
  }, [minutes]);
}
