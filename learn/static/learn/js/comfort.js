// Comfort for readers: larger letters everywhere, a lesson read aloud. Pages are whole without it.

const SIZES = ["", "large", "larger"];
const KEPT = "hocso-text-size";
const root = document.documentElement;

function keptSize() {
  try {
    return SIZES.indexOf(localStorage.getItem(KEPT) ?? "");
  } catch {
    return 0; // Storage is switched off: the choice lasts for this page.
  }
}

function showSize(place) {
  if (SIZES[place]) {
    root.dataset.text = SIZES[place];
  } else {
    delete root.dataset.text;
  }
}

let size = Math.max(0, keptSize());
showSize(size);

for (const button of document.querySelectorAll("[data-text-size]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    size = (size + 1) % SIZES.length;
    showSize(size);
    try {
      localStorage.setItem(KEPT, SIZES[size]);
    } catch {
      // See keptSize.
    }
  });
}

// A voice of the text's language must be on the phone: another one reads Vietnamese as noise.
const listen = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;

function voiceOfThePage() {
  const { lang } = document.querySelector("article[lang]") ?? root;
  return speech.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang));
}

function offerToRead() {
  listen.hidden = !voiceOfThePage();
}

function passages() {
  const blocks = document.querySelectorAll(
    "main :is(h1, h2, h3, p, li, dt, dd):not(form *, .exercise *, .sticky-bar *, .visually-hidden)",
  );
  return [...blocks]
    .filter((block) => !block.querySelector("p, li"))
    .map((block) => block.textContent.trim())
    .filter(Boolean);
}

function setReading(isReading) {
  listen.setAttribute("aria-pressed", String(isReading));
}

function toggleReading() {
  if (listen.getAttribute("aria-pressed") === "true") {
    speech.cancel();
    setReading(false);
    return;
  }
  const voice = voiceOfThePage();
  const texts = passages();
  texts.forEach((text, place) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.95;
    if (place === texts.length - 1) {
      words.addEventListener("end", () => setReading(false));
    }
    speech.speak(words);
  });
  setReading(texts.length > 0);
}

if (listen && speech) {
  offerToRead();
  speech.addEventListener?.("voiceschanged", offerToRead);
  listen.addEventListener("click", toggleReading);
  window.addEventListener("pagehide", () => speech.cancel());
}
