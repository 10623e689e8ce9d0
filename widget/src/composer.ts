import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import { recall, remember } from "./tab-memory.js";
import type { Words } from "./words/words.js";

const SHOWN_FROM = 0.9;

/** Where the person writes. What is typed survives a reload. Draws into its parent's tree and style. */
export class LiverguideComposer extends LitElement {
  static override properties = {
    words: { attribute: false },
    limit: { attribute: false },
    labs: { attribute: false },
    submit: { attribute: false },
    openLabs: { attribute: false },
    draft: { state: true },
  };

  declare words: Words;
  /** Longest message, in characters. */
  declare limit: number;
  /** Whether there is a form for lab values. */
  declare labs: boolean;
  declare submit: (text: string) => void;
  declare openLabs: () => void;
  declare draft: string;

  constructor() {
    super();
    this.draft = recall<string>("draft") ?? "";
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector("textarea")?.focus();
  }

  /** Puts `text` in front of what is typed already. */
  putBack(text: string): void {
    this.type(this.draft ? `${text}\n${this.draft}` : text);
    void this.updateComplete.then(() => this.focus());
  }

  clear(): void {
    this.type("");
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const left = this.limit - [...this.draft].length;
    return html`<form class="composer" part="composer" @submit=${this.onSubmit}>
      ${
        left < this.limit * (1 - SHOWN_FROM)
          ? html`<p
              id="counter"
              class="counter ${left < 0 ? "over" : ""}"
              part="counter"
            >
              ${left < 0 ? words.tooLong(-left) : words.left(left)}
            </p>`
          : nothing
      }
      <p class="unseen" role="alert">${left < 0 ? words.overLimit : nothing}</p>
      <div class="row">
        ${
          this.labs
            ? html`<button
                class="round"
                part="lab-button"
                type="button"
                aria-label=${words.labForm}
                title=${words.labForm}
                @click=${this.openLabs}
              >
                ${icons.labs}
              </button>`
            : nothing
        }
        <div class="field" data-typed=${this.draft + "\n"}>
          <textarea
            part="input"
            rows="1"
            dir="auto"
            enterkeyhint="send"
            aria-label=${words.message}
            aria-describedby="counter"
            aria-invalid=${left < 0 ? "true" : "false"}
            placeholder=${words.placeholder}
            .value=${this.draft}
            @input=${(event: InputEvent) => this.type((event.target as HTMLTextAreaElement).value)}
            @keydown=${this.onKey}
          ></textarea>
        </div>
        <button
          class="round send"
          part="send-button"
          type="submit"
          aria-label=${words.send}
          title=${words.send}
          aria-disabled=${this.draft.trim() && left >= 0 ? "false" : "true"}
        >
          ${icons.send}
        </button>
      </div>
    </form>`;
  }

  private type(text: string): void {
    this.draft = text;
    remember("draft", text);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.onSubmit(event);
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    const text = this.draft.trim();
    if (!text || [...this.draft].length > this.limit) return;
    this.type("");
    this.submit(text);
    this.focus();
  }
}

customElements.define("liverguide-composer", LiverguideComposer);
