// Keeps a page that stands on a table new: fetches itself and swaps the part that changes.
// Without it the page reloads by itself.

const part = document.querySelector("[data-renew]");

async function renew() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (answer.redirected) {
      location.reload();
      return;
    }
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-renew]");
      if (found) {
        part.replaceChildren(...found.childNodes);
      }
    }
  } catch {
    // No signal for a moment: the next round tries again.
  }
}

if (part) {
  setInterval(renew, Number(part.dataset.renew) * 1000);
}
