import { html, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import type { Settings } from "./protocol.js";
import type { Words } from "./words/words.js";

function dialled(number: string): string {
  return number.replace(/[^\d+*#]/g, "");
}

/** The line at the top, with the number to be called. Stands there also while the server has not said the number. */
export function emergencyLine(settings: Settings | undefined, words: Words): TemplateResult {
  const { line, number } = settings?.emergency ?? { line: words.emergency, number: "" };
  return html`<div class="emergency-line" part="emergency-line">
    <p dir="auto">${line}</p>
    ${
      number
        ? html`<a part="emergency-link" href="tel:${dialled(number)}" aria-label=${words.call(number)}
            ><span>${icons.phone}${number}</span></a
          >`
        : icons.alert
    }
  </div>`;
}

/** Big buttons that call for help; after words of self-harm the crisis line comes first. */
export function callButtons(kind: string, settings: Settings | undefined, words: Words): TemplateResult {
  const { number, crisis } = settings?.emergency ?? {};
  const lines = [];
  if (number) lines.push({ number, words: words.call(number) });
  if (kind === "self_harm" && crisis) lines.unshift({ number: crisis.number, words: words.callCrisis(crisis.number) });
  return html`<div class="calls" part="calls">
    ${lines.map(
      (call) =>
        html`<a class="call" part="call-button" href="tel:${dialled(call.number)}"
          >${icons.phone}<span>${call.words}</span></a
        >`,
    )}
  </div>`;
}
