import { markSurroundings } from "./surroundings.js";

const ASIDE = "data-liverguide-not-printed";

/** Prints what `host` shows, and nothing else of the page. */
export function printOnly(host: HTMLElement): void {
  const hiding = new CSSStyleSheet();
  hiding.replaceSync(`@media print { [${ASIDE}] { display: none !important } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hiding];
  const unmark = markSurroundings(host, ASIDE);
  host.toggleAttribute("printing", true);
  addEventListener(
    "afterprint",
    () => {
      unmark();
      host.toggleAttribute("printing", false);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hiding);
    },
    { once: true },
  );
  window.print();
}
