import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "./words/words.js";

/** Something that is asked before it is done. */
export interface Question {
  title: string;
  why: string;
  yes: string;
  /** Can't be undone. */
  grave?: boolean;
  /** What went wrong when it was tried. */
  failed?: string;
  act: () => void | Promise<void>;
}

export function questionSheet(question: Question, words: Words, cancel: () => void): TemplateResult {
  return html`<div
    class="sheet question"
    part="question"
    role="alertdialog"
    aria-labelledby="asked"
    aria-describedby="why"
  >
    <h3 id="asked">${question.title}</h3>
    <p id="why">${question.why}</p>
    <p role="status" class="wrong">${question.failed ?? nothing}</p>
    <div class="choices">
      <button class="plain" part="cancel-button" type="button" data-first @click=${cancel}>${words.cancel}</button>
      <button
        class="strong ${question.grave ? "grave" : ""}"
        part="confirm-button"
        type="button"
        @click=${() => question.act()}
      >
        ${question.yes}
      </button>
    </div>
  </div>`;
}
