// Asks every two seconds whether the marked part of the page has changed; the page works without it, by reloading.
"use strict";

const EVERY_MS = 2000;
const live = document.getElementById("live");
const away = document.getElementById("away");
const loggedOut = document.getElementById("logged-out");
const news = document.getElementById("news");
const title = document.title.replace(/^\(\d+\) /, "");
let tag = "";
let waiting = Number(live.firstElementChild.dataset.waiting ?? 0);
let isOtherWork = false;

async function look() {
  try {
    const answer = await fetch(live.dataset.address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    // Who was logged out is led to another page.
    loggedOut.hidden = !answer.redirected && answer.status !== 403;
    away.hidden = !loggedOut.hidden || answer.status < 400 || answer.status === 404;
    if (loggedOut.hidden && away.hidden && answer.status !== 304) {
      tag = answer.headers.get("ETag") ?? "";
      show(await answer.text());
    }
  } catch {
    away.hidden = false;
  }
  document.title = (!away.hidden || !loggedOut.hidden ? "(!) " : waiting ? `(${waiting}) ` : "") + title;
  // There is other work to do now, to write or to take over; what is being written is not thrown away for it.
  if (isOtherWork && !isWriting()) location.replace(live.dataset.page);
  else setTimeout(look, EVERY_MS);
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.body.firstElementChild;
  const now = live.firstElementChild;
  isOtherWork = now.dataset.state !== fresh.dataset.state && fresh.dataset.state !== "gone";
  const focused = live.contains(document.activeElement) ? document.activeElement : null;
  const place = focused?.closest("[data-id]")?.dataset.id;
  const log = live.querySelector(".log");
  const top = log && log.scrollHeight - log.scrollTop - log.clientHeight < 80 ? Infinity : log?.scrollTop;
  tell(now, fresh);
  if (log) update(now, fresh);
  else live.replaceChildren(fresh);
  for (const part of document.querySelectorAll("[data-beside]")) {
    const other = page.querySelector(`[data-beside="${part.dataset.beside}"]`);
    if (part.innerHTML !== other?.innerHTML) part.replaceChildren(...(other?.childNodes ?? []));
  }
  if (place) find(place)?.querySelector("a, button")?.focus({ preventScroll: true });
  const drawn = live.querySelector(".log");
  if (drawn) drawn.scrollTop = top === Infinity ? drawn.scrollHeight : top;
}

/** Of a conversation only what is new is changed, so that only that is read aloud, and the focus stays. */
function update(now, fresh) {
  const list = now.querySelector(".log ol");
  for (const line of fresh.querySelectorAll(".log li")) {
    const known = find(line.dataset.id);
    if (!known) list.append(line.cloneNode(true));
    else if (known.innerHTML !== line.innerHTML) known.replaceWith(line.cloneNode(true));
  }
  const kept = new Set(Array.from(fresh.querySelectorAll("[data-id]"), (line) => line.dataset.id));
  for (const line of [...list.children]) if (!kept.has(line.dataset.id)) line.remove(); // it was erased
  const gone = fresh.dataset.state === "gone";
  const parts = new Map(Array.from(fresh.querySelectorAll("[data-part]"), (part) => [part.dataset.part, part]));
  for (const part of [...now.querySelectorAll("[data-part]")]) {
    const other = parts.get(part.dataset.part);
    parts.delete(part.dataset.part);
    if (!other) part.remove();
    else if (part.innerHTML !== other.innerHTML) part.replaceWith(other);
  }
  const log = now.querySelector(".log");
  for (const part of parts.values()) log.before(part);
  if (gone) log.remove();
}

function tell(now, fresh) {
  if (!news || fresh.dataset.waiting === undefined) return;
  waiting = Number(fresh.dataset.waiting);
  const known = new Set(Array.from(now.querySelectorAll("[data-id]"), (item) => item.dataset.id));
  const added = Array.from(fresh.querySelectorAll("[data-id]")).filter((item) => !known.has(item.dataset.id));
  const more = waiting - Number(now.dataset.waiting);
  // With the number, as the same words twice would not be read again.
  const told = added.length ? added.map((item) => item.dataset.news).join("; ") : more > 0 ? `${more} on another page` : "";
  if (told) news.textContent = `New: ${told}. ${waiting} waiting.`;
}

function find(id) {
  return Array.from(live.querySelectorAll("[data-id]")).find((each) => each.dataset.id === id);
}

function isWriting() {
  const field = document.querySelector("#write textarea");
  return Boolean(field && field.value.trim());
}

document.addEventListener("submit", (event) => {
  if (loggedOut.hidden) return;
  event.preventDefault(); // it would lead to the log-in, and what was written would be lost
  loggedOut.querySelector("a").focus();
});

const log = live.querySelector(".log");
if (log) log.scrollTop = log.scrollHeight;
setTimeout(look, EVERY_MS);
