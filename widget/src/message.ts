import { html, LitElement, nothing, type TemplateResult } from "lit";
import { answers } from "./answers.js";
import type { Shown } from "./conversation.js";
import { callButtons } from "./emergency.js";
import "./feedback.js";
import { footnote, sourceList, type OpenSources } from "./footnotes.js";
import { icons } from "./icons.js";
import { markdown } from "./markdown.js";
import { picture } from "./pictures/picture.js";
import type { Button, Settings, Thumb } from "./protocol.js";
import { CONTENT_LANGUAGE, type Words } from "./words/words.js";

/** One message with all that belongs to it. Draws into its parent's tree and style. */
export class LiverguideMessage extends LitElement {
  static override properties = {
    message: { attribute: false },
    latest: { attribute: false },
    words: { attribute: false },
    locale: { attribute: false },
    settings: { attribute: false },
    thumb: { attribute: false },
    rate: { attribute: false },
    press: { attribute: false },
    open: { state: true },
  };

  declare message: Shown;
  /** Whether its buttons are the ones being asked about now. */
  declare latest: boolean;
  declare words: Words;
  declare locale: string;
  declare settings: Settings | undefined;
  declare thumb: Thumb;
  declare rate: (n: number, thumb: Thumb, word: string) => Promise<void>;
  declare press: (button: Button) => void;
  declare open: OpenSources;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { message } = this;
    if (message.from === "person") {
      return html`<div class="bubble own" part="message person">
        <div part="text" dir="auto" lang="">${message.text}</div>
      </div>`;
    }
    if (message.from === "staff") {
      // Typed by a person: no sign in it is markup.
      return html`<div class="bubble staff" part="message staff">
        <div part="text" dir="auto" lang="">${message.text}</div>
      </div>`;
    }
    if (message.red_flag) {
      return html`<div
          class="bubble flag"
          part="message emergency"
          role=${message.fresh ? "alert" : "group"}
          aria-label=${this.words.emergencyTitle}
        >
          <p class="flag-title">${icons.alert}<strong>${this.words.emergencyTitle}</strong></p>
          ${this.body()} ${callButtons(message.red_flag, this.settings, this.words)}
        </div>
        ${this.under()}`;
    }
    return html`<div class="bubble" part="message ${message.from}">${this.body()}</div>
      ${this.under()}`;
  }

  private body(): TemplateResult {
    const { message, words } = this;
    const sources = message.sources ?? [];
    const text = markdown(message.text, (number) =>
      footnote(number, sources, this.open, this.listId, words, (chosen) => this.toggle(chosen)),
    );
    return html`<div class="text" part="text" dir="auto" lang=${CONTENT_LANGUAGE}>${text}</div>
      ${(message.pictures ?? []).map((data) => picture(data, words, this.locale))}`;
  }

  private under(): TemplateResult {
    const { message, words } = this;
    const sources = message.sources ?? [];
    // Questions and greetings have no source: there is nothing to rate in them.
    const rateable = message.n > 0 && (sources.length > 0 || message.review_note) && !message.red_flag && !message.past;
    return html`${sources.length ? sourceList(sources, this.open, this.listId, words) : nothing}
    ${message.review_note ? html`<p class="quiet review" part="review-note" dir="auto" lang=${CONTENT_LANGUAGE}>${message.review_note}</p>` : nothing}
    ${
      sources.length || rateable
        ? html`<div class="about">
            ${
              sources.length
                ? html`<button
                    class="small words"
                    part="sources-button"
                    type="button"
                    aria-controls=${this.listId}
                    aria-expanded=${this.open === "all" ? "true" : "false"}
                    @click=${() => this.toggle("all")}
                  >
                    ${words.sources(sources.length)}
                  </button>`
                : nothing
            }
            ${
              rateable
                ? html`<liverguide-feedback
                    .words=${words}
                    .thumb=${this.thumb}
                    .rate=${(thumb: Thumb, word: string) => this.rate(message.n, thumb, word)}
                  ></liverguide-feedback>`
                : nothing
            }
          </div>`
        : nothing
    }
    ${message.buttons?.length && !message.past ? answers(message.buttons, words, this.press, !this.latest) : nothing}`;
  }

  private get listId(): string {
    return `sources-${this.message.id.replace(":", "-")}`;
  }

  private toggle(chosen: number | "all"): void {
    this.open = this.open === chosen ? undefined : chosen;
  }
}

customElements.define("liverguide-message", LiverguideMessage);
