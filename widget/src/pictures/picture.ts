import { html, nothing, type TemplateResult } from "lit";
import type { Picture } from "../protocol.js";
import { CONTENT_LANGUAGE, type Words } from "../words/words.js";
import { beforeAfter } from "./before-after.js";
import type { Drawn } from "./drawing.js";
import { rangeStrip } from "./range-strip.js";
import { scoreGauge } from "./score-gauge.js";
import { scoreShares } from "./score-shares.js";

/** A picture with its title, and its words for everybody who would rather read. What can't be drawn shows its words. */
export function picture(data: Picture, words: Words, locale: string): TemplateResult {
  const drawn = draw(data);
  return html`<figure class="picture" part="picture" lang=${CONTENT_LANGUAGE}>
    <figcaption part="picture-title">${data.title}</figcaption>
    ${
      drawn
        ? html`${drawn.figure}
            <div class="legend" aria-hidden="true">
              ${drawn.below}${(data.notes ?? []).map((note) => html`<p>${note}</p>`)}
            </div>`
        : nothing
    }
    <details part="picture-words" ?open=${!drawn}>
      <summary part="picture-words-button" lang=${locale}>${words.inWords}</summary>
      <p>${data.alt}</p>
    </details>
  </figure>`;
}

function draw(data: Picture): Drawn | undefined {
  try {
    switch (data.kind) {
      case "score_gauge":
        return scoreGauge(data);
      case "range_strip":
        return rangeStrip(data, CONTENT_LANGUAGE);
      case "score_shares":
        return scoreShares(data, CONTENT_LANGUAGE);
      case "before_after":
        return beforeAfter(data);
      default:
        return undefined;
    }
  } catch {
    // Data of another version: a picture must never take the answer around it with it.
    return undefined;
  }
}
