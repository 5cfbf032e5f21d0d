/* Shows what the server pushes to this browser, and opens what it is about. */
self.addEventListener("push", (event) => {
  const { title, body, url, tag, ring } = event.data ? event.data.json() : {};
  // what rings stays until it is dealt with, and is felt in a pocket
  const urgent = ring ? { requireInteraction: true, renotify: true, vibrate: [400, 150, 400, 150, 400] } : {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: "/favicon.svg", ...urgent }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data?.url ?? "/", self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const [first] = open;
      return first ? first.navigate(to).then((shown) => (shown ?? first).focus()) : self.clients.openWindow(to);
    }),
  );
});
