// When the server cannot be reached the desk says so, keeps everything that was typed, and looks every few seconds
// whether it is back; then every answer on the screen is asked anew.
import { answers } from '../kit/answers.ts';
import { connection } from '../kit/gate.ts';

const pause = 4000;

/** Watches the connection until the returned function is called. */
export function followConnection(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const answered = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(pause) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) connection.set('up');
    else timer = setTimeout(() => void look(), pause);
  };
  const changed = (): void => {
    clearTimeout(timer);
    if (connection.get() === 'down') timer = setTimeout(() => void look(), pause);
    else void answers.invalidateQueries();
  };
  const away = (): void => connection.set('down');
  const back = (): void => void look();
  const done = connection.watch(changed);
  window.addEventListener('offline', away);
  window.addEventListener('online', back);
  return () => {
    done();
    clearTimeout(timer);
    window.removeEventListener('offline', away);
    window.removeEventListener('online', back);
  };
}
