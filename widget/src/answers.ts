import { html, type TemplateResult } from "lit";
import type { Button } from "./protocol.js";
import { CONTENT_LANGUAGE, type Words } from "./words/words.js";

/** What can be tapped instead of typed; `older` where something was said since. */
export function answers(buttons: Button[], words: Words, press: (button: Button) => void, older = false): TemplateResult {
  return html`<div class="answers ${older ? "older" : ""}" part="buttons" role="group" aria-label=${words.answers}>
    ${buttons.map(
      (button) =>
        html`<button class="answer" part="button" type="button" dir="auto" lang=${CONTENT_LANGUAGE} @click=${() => press(button)}>
          ${button.title}
        </button>`,
    )}
  </div>`;
}
