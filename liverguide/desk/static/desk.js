// The little that pages need of a script; everything works without it, with one more key or click.

const WAIT_MS = 80;

// A form with data-follow shows its results while somebody types.
for (const form of document.querySelectorAll("form[data-follow]")) {
  const into = document.getElementById(form.dataset.into);
  let waiting = 0;
  let asked = 0;
  const follow = async () => {
    const mine = ++asked;
    const query = new URLSearchParams(new FormData(form)).toString();
    into.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.dataset.follow}?${query}`);
      const html = await answer.text();
      if (mine !== asked) return; // an older answer that came late
      if (answer.redirected) return location.reload(); // logged out meanwhile
      if (answer.ok) into.innerHTML = html;
      history.replaceState(null, "", `${form.action}?${query}`);
    } catch {
      // The network is away: Enter still sends the form, and the browser says what is wrong.
    } finally {
      if (mine === asked) into.setAttribute("aria-busy", "false");
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    follow();
  });
}

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).innerText.trim());
    copy.textContent = "Copied";
  }
  if (event.target.closest("[data-print]")) window.print();
});
