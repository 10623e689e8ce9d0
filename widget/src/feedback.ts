import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import type { Thumb } from "./protocol.js";
import type { Words } from "./words/words.js";

/** Thumbs under an answer, and a word if the person likes to add one. Draws into its parent's tree and style. */
export class LiverguideFeedback extends LitElement {
  static override properties = {
    words: { attribute: false },
    thumb: { attribute: false },
    rate: { attribute: false },
    asking: { state: true },
    said: { state: true },
  };

  declare words: Words;
  declare thumb: Thumb;
  declare rate: (thumb: Thumb, word: string) => Promise<void>;
  declare asking: boolean;
  declare said: string;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="thumbs" part="feedback">
        ${this.thumbButton("up")}${this.thumbButton("down")}
        <span role="status" class="quiet">${this.said ?? ""}</span>
      </div>
      ${this.asking ? this.form() : nothing}`;
  }

  private thumbButton(thumb: "up" | "down"): TemplateResult {
    const name = thumb === "up" ? this.words.helpful : this.words.notHelpful;
    return html`<button
      class="small"
      part="thumb-${thumb}"
      type="button"
      aria-pressed=${this.thumb === thumb ? "true" : "false"}
      aria-label=${name}
      title=${name}
      @click=${() => this.press(thumb)}
    >
      ${icons[thumb]}
    </button>`;
  }

  private form(): TemplateResult {
    return html`<form class="why" part="feedback-form" @submit=${this.add}>
      <label
        >${this.words.feedbackWord}<input
          name="word"
          part="feedback-word"
          maxlength="500"
          autocomplete="off"
          dir="auto"
      /></label>
      <button class="plain" part="feedback-send" type="submit">${this.words.feedbackSend}</button>
    </form>`;
  }

  private async press(thumb: "up" | "down"): Promise<void> {
    const chosen = this.thumb === thumb ? null : thumb;
    this.said = "";
    this.asking = chosen !== null;
    await this.give(chosen, "", "");
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const word = String(new FormData(event.target as HTMLFormElement).get("word")).trim();
    if (!(await this.give(this.thumb, word, this.words.feedbackThanks))) return;
    // The form goes away, and must not take the focus with it.
    if (this.querySelector(".why:focus-within")) this.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    this.asking = false;
  }

  private async give(thumb: Thumb, word: string, thanks: string): Promise<boolean> {
    try {
      await this.rate(thumb, word);
      this.said = thanks;
      return true;
    } catch {
      this.said = this.words.feedbackFailed;
      return false;
    }
  }
}

customElements.define("liverguide-feedback", LiverguideFeedback);
