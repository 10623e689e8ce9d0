/** Less than this is a browser's bar going in and out; more is a keyboard on the screen. */
const KEYBOARD_PX = 120;

/**
 * While a keyboard on the screen covers part of the page, `rule` is given what is left: its top and height in px.
 * Browsers lay a page out as if the keyboard were not there, and the panel's head would leave the screen.
 */
export function followKeyboard(
  rule: (top: number, height: number) => string,
  changed: () => void,
): [CSSStyleSheet, () => void] {
  const sheet = new CSSStyleSheet();
  const view = window.visualViewport;
  let now = "";
  const fit = (): void => {
    if (!view) return;
    const covered = view.scale < 1.05 && innerHeight - view.height > KEYBOARD_PX;
    const wanted = covered ? rule(Math.round(view.offsetTop), Math.round(view.height)) : "";
    if (wanted === now) return;
    now = wanted;
    sheet.replaceSync(wanted);
    changed();
  };
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);
  return [
    sheet,
    () => {
      view?.removeEventListener("resize", fit);
      view?.removeEventListener("scroll", fit);
    },
  ];
}
