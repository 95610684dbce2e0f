// A shared screen is left as it should be: after half an hour without a touch the card's holder is
// signed out and the page goes. The server ends the session by itself, too.

const form = document.getElementById("card-leave");
const idle = Number(form.dataset.idleMinutes) * 60 * 1000;
let timer;

function begin() {
  clearTimeout(timer);
  timer = setTimeout(() => form.submit(), idle);
}

for (const sign of ["pointerdown", "keydown", "scroll", "touchstart"]) {
  document.addEventListener(sign, begin, { passive: true });
}
begin();
