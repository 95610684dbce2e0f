// A button by which this device asks for reminders. Without script, or where the browser can't, the
// page has the other ways and no button.

const form = document.querySelector("[data-push]");
const can = form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(state) {
  const place = form.querySelector("[data-push-state]");
  place.textContent = place.dataset[state] ?? "";
}

async function worker() {
  const found = await navigator.serviceWorker.register(form.dataset.worker);
  const coming = found.installing ?? found.waiting;
  if (coming && !found.active) {
    await new Promise((done) => {
      coming.addEventListener("statechange", () => coming.state === "activated" && done());
    });
  }
  return found;
}

async function known() {
  const found = await navigator.serviceWorker.getRegistration(form.dataset.worker);
  return (await found?.pushManager.getSubscription()) ?? null;
}

async function digestOf(endpoint) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(event) {
  event.preventDefault();
  say("asking");
  if ((await Notification.requestPermission()) !== "granted") {
    say("denied");
    return;
  }
  try {
    const { pushManager } = await worker();
    const key = bytesOf(form.dataset.push);
    const before = await pushManager.getSubscription();
    // A registration for another key pair, from before the site changed its own, is of no use.
    const isOurs = before && textOf(before.options.applicationServerKey) === form.dataset.push;
    if (before && !isOurs) {
      await before.unsubscribe();
    }
    const device = isOurs
      ? before
      : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const body = new URLSearchParams(new FormData(form));
    body.set("endpoint", device.endpoint);
    body.set("p256dh", textOf(device.getKey("p256dh")));
    body.set("auth", textOf(device.getKey("auth")));
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) {
      await device.unsubscribe();
      say("failed");
      return;
    }
    location.reload();
  } catch {
    say("failed");
  }
}

// Of the devices in the list, the one that is being held: leaving it leaves the browser's maker too.
async function markThis() {
  const device = await known();
  const row = device && document.querySelector(`[data-device="${await digestOf(device.endpoint)}"]`);
  form.hidden = Boolean(row);
  if (!row) {
    return;
  }
  row.querySelector("[data-this]").hidden = false;
  row.addEventListener("submit", async (event) => {
    event.preventDefault();
    await device.unsubscribe().catch(() => false);
    HTMLFormElement.prototype.submit.call(row);
  });
}

if (can) {
  form.hidden = false;
  form.addEventListener("submit", ask);
  markThis().catch(() => {});
}
