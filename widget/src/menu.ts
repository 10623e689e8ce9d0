import { html, type TemplateResult } from "lit";
import { languages, type Language, type Words } from "./words/words.js";

/** What the menu can do. */
export interface Choices {
  save: () => void;
  print: () => void;
  startOver: () => void;
  erase: () => void;
  speak: (language: Language) => void;
}

/** `choose` closes the menu and then does what was chosen; `left` is told when the focus leaves the menu. */
export function menu(
  open: boolean,
  words: Words,
  language: Language,
  choices: Choices,
  choose: (act: () => void) => void,
  left: (event: FocusEvent) => void,
): TemplateResult {
  const item = (part: string, name: string, act: () => void): TemplateResult =>
    html`<li>
      <button class="item" part="menu-item ${part}" type="button" @click=${() => choose(act)}>${name}</button>
    </li>`;
  const spoken = (Object.keys(languages) as Language[]).map(
    (code) =>
      html`<button
        class="item"
        part="menu-item language"
        type="button"
        lang=${code}
        aria-pressed=${code === language ? "true" : "false"}
        @click=${() => choose(() => choices.speak(code))}
      >
        ${languages[code]}
      </button>`,
  );
  return html`<ul class="menu" id="menu" part="menu" tabindex="-1" ?hidden=${!open} @focusout=${left}>
    ${item("menu-save", words.save, choices.save)} ${item("menu-print", words.print, choices.print)}
    ${item("menu-start-over", words.startOver, choices.startOver)} ${item("menu-erase", words.erase, choices.erase)}
    <li><div class="languages" role="group" aria-label=${words.language}>${spoken}</div></li>
  </ul>`;
}
