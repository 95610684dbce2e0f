// Comfort for exercises and tests; without it every form works by itself.
// Answers go out by fetch; what can't be sent stays on the phone, under the id it was given, and is
// tried again when there is signal, so that it arrives once whatever happens.
const STORE = "hocso.unsent";
const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
const write = (rows) => { try { localStorage.setItem(STORE, JSON.stringify(rows)); } catch { /* full or forbidden */ } };
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
const newId = () => crypto.randomUUID?.() || "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
  (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

async function send(row) {
  const body = new URLSearchParams(row.body);
  body.set("csrfmiddlewaretoken", token());
  const reply = await fetch(row.url, { method: "POST", body, headers: { Accept: "application/json" } });
  const isJson = (reply.headers.get("Content-Type") || "").includes("application/json");
  // A sign-in page, a proxy's page or a broken server: not our answer, so the answer isn't sent yet.
  if (!isJson || reply.status >= 500) throw new Error("not delivered");
  write(read().filter((kept) => kept.id !== row.id));
  return reply.json();
}

function say(form, state) {
  const place = form.querySelector("[data-state]");
  if (place) place.textContent = place.dataset[state] || "";
}

function pack(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const id = newId();
  body.set("id", id);
  return { id, url: form.action, body: body.toString() };
}

async function deliver(form, row) {
  // The latest answer of a form replaces an older one that is still waiting.
  write([...read().filter((kept) => kept.url !== row.url || kept.form !== row.form), row]);
  say(form, "saving");
  try {
    const reply = await send(row);
    const place = form.querySelector("[data-state]");
    if (reply.error && place) place.textContent = reply.message;
    else say(form, "saved");
    return reply;
  } catch {
    say(form, "waiting");
    return null;
  }
}

// Practice: the reply holds the exercise with its feedback.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  const reply = await deliver(form, { ...pack(form, event.submitter), form: form.dataset.send });
  if (!reply) return;
  if (!reply.html) { location.reload(); return; }
  const fresh = new DOMParser().parseFromString(reply.html, "text/html").querySelector("[data-exercise]");
  form.closest("[data-exercise]").replaceWith(fresh);
  const answered = form.id ? document.getElementById(form.id) : null;
  const target = answered?.querySelector(".feedback, [role=alert]") || fresh.querySelector("input, select, [role=status]");
  target?.focus();
});

// The final test: every change is kept at once; going on is the form's own business.
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("change", () => {
    // An order is an answer only once every step has its number.
    if ([...form.querySelectorAll("select")].some((field) => !field.value)) return;
    deliver(form, { ...pack(form), form: "keep" });
  });
}

async function flush() {
  for (const row of read()) {
    // One that isn't taken, say of somebody else on this phone, must not hold up the others.
    try { await send(row); } catch { continue; }
  }
}
addEventListener("online", flush);
flush();
