import { html, nothing, svg, type TemplateResult } from "lit";
import type { BeforeAfter, Change } from "../protocol.js";
import { drawing, type Drawn } from "./drawing.js";
import { arrow, rangeLine } from "./range-line.js";
import { scaleOf } from "./scale.js";

const [WIDTH, EDGE, ROW, LINE] = [240, 10, 100, 48];
/** Ring and dot nearer than this have no arrow between them. */
const NEAR = 24;

type Row = Omit<Change, "typical" | "typical_shown"> & Partial<Change>;

/** Each value before (ring) and after (dot) on a line of its own with its typical range, the change in words. */
export function beforeAfter(data: BeforeAfter): Drawn {
  const rows: Row[] = [...data.rows];
  if (data.score) {
    const { before, after, low, high } = data.score;
    rows.push({
      ...data.score,
      verdict: "",
      before_shown: `${before}`,
      after_shown: `${after}`,
      scale: [low, high],
      scale_kind: "linear",
    });
  }
  return {
    figure: drawing(
      data.alt,
      WIDTH,
      rows.length * ROW - (data.score ? 36 : 14),
      svg`${rows.map((row, at) => svg`<g transform="translate(0 ${at * ROW})">${change(row)}</g>`)}`,
    ),
    // Too long for a line of the drawing.
    below: data.score ? html`<p>${data.score.name}: ${data.score.verdict}</p>` : nothing,
  };
}

function change(row: Row): TemplateResult {
  const place = scaleOf(row.scale, row.scale_kind, EDGE, WIDTH - EDGE);
  const [before, after] = [place(row.before), place(row.after)];
  const way = after > before ? 1 : -1;
  return svg`<text class="value" x="2" y="14">${row.name}</text>
    <text x="2" y="31">${row.before_shown} → ${row.after_shown}</text>
    ${rangeLine(place, LINE, row.scale, row.scale_kind, row.typical)}
    ${Math.abs(after - before) > NEAR ? arrow(before + way * 8, after - way * 8, LINE) : ""}
    <circle class="ring" cx=${before} cy=${LINE} r="8" />
    <circle class="accent-fill" cx=${after} cy=${LINE} r="6" />
    <text class="faint" x="2" y="70">${row.verdict}</text>
    <text class="faint" x="2" y="85">${row.typical_shown ?? ""}</text>`;
}
