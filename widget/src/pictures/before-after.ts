import { html, nothing, svg, type TemplateResult } from "lit";
import type { BeforeAfter, Change } from "../protocol.js";
import { drawing, type Drawn } from "./drawing.js";
import { arrow, rangeLine } from "./range-line.js";
import { scaleOf } from "./scale.js";

const [WIDTH, EDGE, ROW, LINE] = [240, 10, 100, 48];
/** More characters than this don't fit on one line. */
const LONGEST_LINE = 32;
/** What a second line makes a row higher. */
const SECOND_LINE = 17;
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
  let height = 0;
  const drawn = rows.map((row) => {
    const top = height;
    height += ROW + (isLong(row) ? SECOND_LINE : 0);
    return svg`<g transform="translate(0 ${top})">${change(row)}</g>`;
  });
  return {
    figure: drawing(data.alt, WIDTH, height - (data.score ? 36 : 10), svg`${drawn}`),
    // Too long for a line of the drawing.
    below: data.score ? html`<p>${data.score.name}: ${data.score.verdict}</p>` : nothing,
  };
}

function isLong(row: Row): boolean {
  return row.before_shown.length + row.after_shown.length + 3 > LONGEST_LINE;
}

function change(row: Row): TemplateResult {
  const long = isLong(row);
  const place = scaleOf(row.scale, row.scale_kind, EDGE, WIDTH - EDGE);
  const [before, after] = [place(row.before), place(row.after)];
  const way = after > before ? 1 : -1;
  return svg`<text class="value" x="2" y="14">${row.name}</text>
    <text x="2" y="31">${row.before_shown} ${long ? "" : `→ ${row.after_shown}`}</text>
    ${long ? svg`<text x="2" y=${31 + SECOND_LINE}>→ ${row.after_shown}</text>` : ""}
    <g transform="translate(0 ${long ? SECOND_LINE : 0})">${rangeLine(place, LINE, row.scale, row.scale_kind, row.typical)}
    ${Math.abs(after - before) > NEAR ? arrow(before + way * 8, after - way * 8, LINE) : ""}
    <circle class="ring" cx=${before} cy=${LINE} r="8" />
    <circle class="accent-fill" cx=${after} cy=${LINE} r="6" />
    <text class="faint" x="2" y="70">${row.verdict}</text>
    <text class="faint" x="2" y="85">${row.typical_shown ?? ""}</text></g>`;
}
