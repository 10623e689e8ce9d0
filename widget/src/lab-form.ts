import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import { written } from "./pictures/scale.js";
import type { LabField } from "./protocol.js";
import { forget, recall, remember } from "./tab-memory.js";
import { CONTENT_LANGUAGE, type Words } from "./words/words.js";

/** How many tests are shown at once; the others are one press away. */
const AT_ONCE = 6;

const DIALYSES = { yes: "on dialysis", no: "not on dialysis" };

/** What stands in the fields: `value:inr`, `unit:bilirubin`, `age`, `sex`, `dialysis`. */
type Typed = Record<string, string>;

/** Blood values typed into fields and sent as one message. Draws into its parent's tree and style. */
export class LiverguideLabForm extends LitElement {
  static override properties = {
    fields: { attribute: false },
    words: { attribute: false },
    locale: { attribute: false },
    send: { attribute: false },
    close: { attribute: false },
    typed: { state: true },
    wrong: { state: true },
  };

  declare fields: LabField[];
  declare words: Words;
  declare locale: string;
  declare send: (text: string) => void;
  declare close: () => void;
  declare typed: Typed;
  /** Field -> what is wrong with it, in a sentence. */
  declare wrong: Record<string, string>;

  constructor() {
    super();
    this.typed = recall<Typed>("labs") ?? {};
    this.wrong = {};
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { words, fields } = this;
    const more = fields.slice(AT_ONCE);
    const count = Object.keys(this.wrong).length;
    return html`<form
      class="sheet labs"
      part="lab-form"
      aria-labelledby="labs-title"
      novalidate
      @submit=${this.onSubmit}
    >
      <div class="sheet-head">
        <h3 id="labs-title" tabindex="-1" data-first>${words.labForm}</h3>
        <button class="round" part="lab-close" type="button" aria-label=${words.cancel} @click=${this.close}>
          ${icons.close}
        </button>
      </div>
      <div class="sheet-body">
        <p class="quiet">${words.labIntro} ${words.labReport}</p>
        ${fields.slice(0, AT_ONCE).map((field) => this.labField(field))}
        ${
          more.length
            ? html`<details
                class="more"
                ?open=${more.some((field) => this.typed[`value:${field.analyte}`] || this.wrong[`value:${field.analyte}`])}
              >
                <summary>${words.labMore}</summary>
                ${more.map((field) => this.labField(field))}
              </details>`
            : nothing
        }
        <fieldset>
          <legend>${words.labPerson}</legend>
          <div class="person">
            ${this.labelled("age", words.labAge, html`<input id="lab-age" part="lab-age" inputmode="numeric" autocomplete="off" .value=${this.typed["age"] ?? ""} aria-invalid=${this.wrong["age"] ? "true" : "false"} aria-describedby="lab-age-wrong" @input=${(event: Event) => this.type("age", event)} />`)}
            ${this.labelled("sex", words.labSex, this.choice("sex", words.labSexes))}
            ${this.labelled("dialysis", words.labDialysis, this.choice("dialysis", words.labDialyses))}
          </div>
        </fieldset>
      </div>
      <div class="sheet-foot">
        <p class="wrong" role="alert">${this.wrong[""] ?? (count ? words.labErrors(count) : nothing)}</p>
        <button class="strong" part="lab-send" type="submit">${words.labSend}</button>
      </div>
    </form>`;
  }

  private labField(field: LabField): TemplateResult {
    const { words } = this;
    const [key, id] = [`value:${field.analyte}`, `lab-${field.analyte}`];
    const unit = this.unitOf(field);
    const chosen = field.units.find((known) => known.unit === unit);
    const typical = chosen?.typical;
    const shown = chosen?.shown ?? unit;
    const hint = typical
      ? words.labTypical(written(typical[0], this.locale), written(typical[1], this.locale), shown && ` ${shown}`)
      : "";
    return html`<div class="lab" part="lab-field">
      <label for=${id} lang=${CONTENT_LANGUAGE}>${field.name}</label>
      <div class="pair">
        <input
          id=${id}
          part="lab-value"
          inputmode="decimal"
          autocomplete="off"
          .value=${this.typed[key] ?? ""}
          aria-invalid=${this.wrong[key] ? "true" : "false"}
          aria-describedby="${id}-hint ${id}-wrong"
          @input=${(event: Event) => this.type(key, event)}
        />
        ${
          field.units.length > 1
            ? html`<select
                part="lab-unit"
                aria-label=${words.labUnit(field.name)}
                @change=${(event: Event) => this.type(`unit:${field.analyte}`, event)}
              >
                ${field.units.map((known) => html`<option value=${known.unit} ?selected=${known.unit === unit}>${known.shown ?? known.unit}</option>`)}
              </select>`
            : html`<span class="unit">${shown}</span>`
        }
      </div>
      <p id="${id}-hint" class="quiet">${hint}</p>
      <p id="${id}-wrong" class="wrong">${this.wrong[key] ?? nothing}</p>
    </div>`;
  }

  private labelled(key: string, name: string, control: TemplateResult): TemplateResult {
    return html`<div class="lab">
      <label for="lab-${key}">${name}</label>${control}
      <p id="lab-${key}-wrong" class="wrong">${this.wrong[key] ?? nothing}</p>
    </div>`;
  }

  private choice(key: string, options: Record<string, string>): TemplateResult {
    return html`<select id="lab-${key}" part="lab-${key}" @change=${(event: Event) => this.type(key, event)}>
      ${Object.entries(options).map(([value, name]) => html`<option value=${value} ?selected=${(this.typed[key] ?? "") === value}>${name}</option>`)}
    </select>`;
  }

  private type(key: string, event: Event): void {
    this.typed = { ...this.typed, [key]: (event.target as HTMLInputElement | HTMLSelectElement).value };
    remember("labs", this.typed);
    if (this.wrong[key] || this.wrong[""]) {
      const { [key]: _mended, "": _none, ...rest } = this.wrong;
      this.wrong = rest;
    }
  }

  private unitOf(field: LabField): string {
    return this.typed[`unit:${field.analyte}`] ?? field.units[0]?.unit ?? "";
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.wrong = this.findWrong();
    const first = Object.keys(this.wrong)[0];
    if (first === undefined) {
      this.send(this.asMessage());
      this.typed = {};
      forget("labs");
      return;
    }
    const id = first ? `lab-${first.replace("value:", "")}` : `lab-${this.fields[0]?.analyte}`;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#${id}`)?.focus());
  }

  private findWrong(): Record<string, string> {
    const wrong: Record<string, string> = {};
    const filled = this.fields.filter((field) => this.value(`value:${field.analyte}`));
    for (const field of filled) {
      const said = wrongNumber(this.value(`value:${field.analyte}`), this.words);
      if (said) wrong[`value:${field.analyte}`] = said;
    }
    const age = this.value("age");
    if (age && !(/^\d{1,3}$/.test(age) && Number(age) <= 120)) wrong["age"] = this.words.labAgeWrong;
    if (filled.length === 0 && !wrong["age"]) wrong[""] = this.words.labNothing;
    return wrong;
  }

  /** In English, which is what the assistant understands, whatever the window's language is. */
  private asMessage(): string {
    const values = this.fields
      .filter((field) => this.value(`value:${field.analyte}`))
      .map((field) =>
        [field.name, this.value(`value:${field.analyte}`).replace(",", "."), this.unitOf(field)].join(" ").trim(),
      );
    const age = this.value("age");
    const sex = this.value("sex");
    const dialysis = this.value("dialysis") as "" | "yes" | "no";
    return [
      ...values,
      ...(age ? [`age ${age}`] : []),
      ...(sex ? [sex] : []),
      ...(dialysis ? [DIALYSES[dialysis]] : []),
    ].join(", ");
  }

  private value(key: string): string {
    return (this.typed[key] ?? "").trim();
  }
}

/** What is wrong with a typed number, in a sentence; undefined if it can be read in one way only. */
export function wrongNumber(typed: string, words: Words): string | undefined {
  // "1.234" and "150,000": nobody but the writer knows whether the sign parts thousands or decimals.
  if (/^[1-9]\d{0,2}([.,]\d{3})+$/.test(typed)) return words.labThousands;
  return /^\d{1,7}([.,]\d{1,4})?$/.test(typed) ? undefined : words.labNumber;
}

customElements.define("liverguide-lab-form", LiverguideLabForm);
