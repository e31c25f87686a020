// Hides everything of the desk under a cover, without taking it away: nothing can be read, listened to or searched for,
// and everything is as it was when the cover goes.

let covers = 0;

/** Covers until the returned function is called. */
export function coverDesk(): () => void {
  const root = document.documentElement;
  covers += 1;
  root.classList.add('covered');
  return () => {
    covers -= 1;
    root.classList.toggle('covered', covers > 0);
  };
}
