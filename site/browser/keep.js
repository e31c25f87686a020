// Keeping the offline page on this device, only when the person presses the button, and forgetting it again.
// Browsers that cannot (WeChat's among them) never show the buttons.
(() => {
  const box = document.getElementById('keep');
  if (box === null || !('serviceWorker' in navigator) || !('caches' in window)) return;
  const said = document.getElementById('keep-said');
  const shown = (what) => {
    said.textContent = box.dataset[what];
  };
  const sheet = document.querySelector('link[rel=stylesheet]').href;

  const keep = async () => {
    const cache = await caches.open('offline');
    await cache.addAll([box.dataset.page, sheet]);
    await navigator.serviceWorker.register('/offline-worker.js');
  };
  const forget = async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    await Promise.all([caches.delete('offline'), ...workers.map((worker) => worker.unregister())]);
  };

  const tried = async (act, done) => {
    try {
      await act();
      shown(done);
    } catch {
      shown('failed');
    }
  };
  const on = (id, act, done) => {
    document.getElementById(id).addEventListener('click', () => void tried(act, done));
  };
  on('keep-do', keep, 'kept');
  on('keep-undo', forget, 'forgotten');
  box.hidden = false;
})();
