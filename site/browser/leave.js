// Quick exit where scripts run: the page is covered at once and replaced in the history by the neutral page.
// Three times Shift or three times Esc do the same. Without this file the button is a plain link.
(() => {
  const link = document.getElementById('leave');
  const root = document.documentElement;
  if (link === null) return;

  // Where somebody waits or talks, the session ends with the page. Old browsers drop a request with the page that sent
  // it, so the covered page waits for the answer, and not longer than a second.
  const tell = (then) => {
    if (!link.dataset.tell) {
      then();
      return;
    }
    setTimeout(() => then(), 1000);
    try {
      fetch(link.dataset.tell, { method: 'POST', keepalive: true, credentials: 'same-origin' })
        .then(() => then())
        .catch(() => then());
    } catch {
      then();
    }
  };

  const leave = () => {
    if (root.classList.contains('leaving')) return;
    root.classList.add('leaving');
    document.title = '\u200b';
    let gone = false;
    tell(() => {
      if (!gone) location.replace(link.dataset.to || link.href);
      gone = true;
    });
  };

  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });

  let key = '';
  let times = 0;
  let last = 0;
  addEventListener('keydown', (event) => {
    if (event.repeat) return;
    const near = event.key === key && event.timeStamp - last < 1500;
    key = event.key;
    last = event.timeStamp;
    times = near ? times + 1 : 1;
    if (times === 3 && (key === 'Shift' || key === 'Escape')) leave();
  });

  addEventListener('pageshow', (event) => {
    if (event.persisted && root.classList.contains('leaving')) location.reload();
  });
})();
