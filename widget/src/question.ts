import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "./words/words.js";

/** Something that is asked before it is done. */
export interface Question {
  title: string;
  why: string;
  /** Without it there is nothing to choose, only to read. */
  yes?: string;
  /** Can't be undone. */
  grave?: boolean;
  /** What went wrong when it was tried. */
  failed?: string;
  /** What is being done since it was confirmed; until then nothing can be pressed. */
  busy?: string;
  act?: () => void | Promise<void>;
}

export function questionSheet(question: Question, words: Words, cancel: () => void): TemplateResult {
  const { busy } = question;
  const free = (act?: () => void | Promise<void>) => () => void (busy ? undefined : act?.());
  return html`<div
    class="sheet question"
    part="question"
    role="alertdialog"
    aria-labelledby="asked"
    aria-describedby="why"
  >
    <h3 id="asked">${question.title}</h3>
    <p id="why">${question.why}</p>
    <p role="status" class=${busy ? "quiet" : "wrong"}>${busy ?? question.failed ?? nothing}</p>
    <div class="choices">
      <button
        class="plain"
        part="cancel-button"
        type="button"
        data-first
        aria-disabled=${busy ? "true" : "false"}
        @click=${free(cancel)}
      >
        ${question.yes ? words.cancel : words.understood}
      </button>
      ${
        question.yes
          ? html`<button
              class="strong ${question.grave ? "grave" : ""}"
              part="confirm-button"
              type="button"
              aria-disabled=${busy ? "true" : "false"}
              @click=${free(question.act)}
            >
              ${question.yes}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
