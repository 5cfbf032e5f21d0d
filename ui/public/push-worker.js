/* Shows what the server pushes to this browser, and opens what it is about. */
self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: "/favicon.svg" }));
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
