// Asks every two seconds whether the marked part of the page has changed; the page works without it, by reloading.
"use strict";

const EVERY_MS = 2000;
const live = document.getElementById("live");
const stale = document.getElementById("stale");
const news = document.getElementById("news");
let tag = "";

async function look() {
  try {
    const answer = await fetch(live.dataset.address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    // Who was logged out is led to another page.
    stale.hidden = !answer.redirected && (answer.status < 400 || answer.status === 404);
    if (stale.hidden && answer.status !== 304) {
      tag = answer.headers.get("ETag") ?? "";
      show(await answer.text());
    }
  } catch {
    stale.hidden = false;
  }
  setTimeout(look, EVERY_MS);
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
  const now = live.firstElementChild;
  if (now.dataset.state !== fresh.dataset.state && fresh.dataset.state !== "gone" && !isWriting()) {
    location.reload(); // there is other work to do now: to write, or to take over
    return;
  }
  const focused = live.contains(document.activeElement) ? document.activeElement : null;
  const place = focused?.closest("[data-id]")?.dataset.id;
  const log = live.querySelector(".log");
  const top = log && log.scrollHeight - log.scrollTop - log.clientHeight < 80 ? Infinity : log?.scrollTop;
  tell(now, fresh);
  update(now, fresh);
  if (place) find(place)?.querySelector("a, button")?.focus();
  const drawn = live.querySelector(".log");
  if (drawn) drawn.scrollTop = top === Infinity ? drawn.scrollHeight : top;
}

/** Of a conversation only what is new is added, so that only that is read aloud. */
function update(now, fresh) {
  const [list, added] = [now.querySelector(".log ol"), fresh.querySelector(".log ol")];
  if (!list || !added) {
    live.replaceChildren(fresh);
    return;
  }
  for (const line of added.children) {
    const known = find(line.dataset.id);
    if (!known) list.append(line.cloneNode(true));
    else if (known.innerHTML !== line.innerHTML) known.replaceWith(line.cloneNode(true));
  }
  for (const part of [...now.children]) if (!part.matches(".log") && !part.contains(document.activeElement)) part.remove();
  const log = now.querySelector(".log");
  for (const part of [...fresh.children]) if (!part.matches(".log")) log.before(part);
}

function tell(now, fresh) {
  if (!news || fresh.dataset.waiting === undefined) return;
  const known = new Set(Array.from(now.querySelectorAll("[data-id]"), (item) => item.dataset.id));
  const added = Array.from(fresh.querySelectorAll("[data-id]")).filter((item) => !known.has(item.dataset.id));
  const count = Number(fresh.dataset.waiting);
  const more = count - Number(now.dataset.waiting);
  if (added.length) news.textContent = "New: " + added.map((item) => item.dataset.news).join("; ");
  else if (more > 0) news.textContent = `New: ${more} more on the last page`;
  document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\) /, "");
}

function find(id) {
  return Array.from(live.querySelectorAll("[data-id]")).find((each) => each.dataset.id === id);
}

function isWriting() {
  const field = document.querySelector("#write textarea");
  return Boolean(field && field.value.trim());
}

const log = live.querySelector(".log");
if (log) log.scrollTop = log.scrollHeight;
setTimeout(look, EVERY_MS);
