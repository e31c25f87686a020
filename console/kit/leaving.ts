// Leaving the desk: what is held back is done, the session ends, and the page starts anew so that nothing stays in its
// memory.
import { signOut } from '../../server/modules/sign-in/contract.ts';
import { call } from './call.ts';
import { settleAll } from './undo.ts';
import { tellOthers } from './other-windows.ts';

/** Signs out here and in the other windows of this browser. */
export async function leave(): Promise<void> {
  settleAll();
  await call(signOut).catch(() => undefined);
  tellOthers('signed-out');
  sessionStorage.clear();
  location.assign('/console');
}
