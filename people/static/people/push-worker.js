// Shows a reminder when one comes, and opens the page it is about. Watches over no page.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    // Not one of ours: the browser still wants something shown.
  }
  const { title = "Học Số", body = "", link = "", tag } = said;
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { link }, lang: "vi" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.link || "/", self.location.origin);
  // Only pages of this site, whoever sent the notice.
  const place = address.origin === self.location.origin ? address.href : "/";
  event.waitUntil(self.clients.openWindow(place));
});
