import { html, nothing, svg } from "lit";
import type { RangeStrip } from "../protocol.js";
import { drawing, inside, type Drawn } from "./drawing.js";
import { arrow, rangeLine } from "./range-line.js";
import { scaleOf, written } from "./scale.js";

const [WIDTH, HEIGHT, EDGE, LINE] = [240, 76, 8, 46];
/** Between the mark and its arrow. */
const BESIDE = 6;
/** Any shorter it could not be seen. */
const SHORTEST_ARROW = 8;
const LONGEST_ARROW = 60;

/** One value on a strip with its range, and an arrow from it towards what is better. */
export function rangeStrip(data: RangeStrip, locale: string): Drawn {
  const place = scaleOf(data.scale, data.scale_kind, EDGE, WIDTH - EDGE);
  const value = place(data.value);
  const way = data.arrow === "up" ? 1 : -1;
  const goal = place(data.typical[data.arrow === "up" ? 0 : 1]);
  const length = Math.min(Math.max(Math.abs(goal - value) - 2 * BESIDE, SHORTEST_ARROW), LONGEST_ARROW);
  return {
    figure: drawing(
      data.alt,
      WIDTH,
      HEIGHT,
      svg`${rangeLine(place, LINE, data.scale, data.scale_kind, data.typical)}
        <path class="halo" d="M${value} ${LINE - 10}v20" />
        <path class="needle" d="M${value} ${LINE - 10}v20" />
        <path class="accent-fill" d="M${value} ${LINE - 8}l-8 -13h16z" />
        ${data.arrow ? arrow(value + way * BESIDE, value + way * (BESIDE + length), LINE) : ""}
        <text class="value" x=${inside(value, data.shown.length + 3, WIDTH)} y="18" text-anchor="middle">${data.shown}</text>
        <text class="faint" x=${EDGE} y=${LINE + 24}>${written(data.scale[0], locale)}</text>
        <text class="faint" x=${WIDTH - EDGE} y=${LINE + 24} text-anchor="end">${written(data.scale[1], locale)} ${data.unit}</text>`,
    ),
    below: html`<p class="of-range">${data.range_shown}</p>
      ${data.arrow ? html`<p>${data.arrow === "up" ? "→" : "←"} ${data.arrow_label}</p>` : nothing}`,
  };
}
