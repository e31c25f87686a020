// Runs only on a device where somebody asked for it. The network always comes first, and nothing but the one page
// that was kept, with its stylesheet, is ever answered from the device.
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => keptPage(request)));
  } else if (request.destination === 'style') {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

async function keptPage(request) {
  const own = new URL(request.url).pathname.startsWith('/en') ? '/en/offline' : '/offline';
  return (
    (await caches.match(own)) ??
    (await caches.match('/offline')) ??
    (await caches.match('/en/offline')) ??
    Response.error()
  );
}
