import { svg } from "lit";
import type { ScoreShares } from "../protocol.js";
import { drawing, type Drawn } from "./drawing.js";
import { scaleOf, written } from "./scale.js";

const [WIDTH, EDGE, ROW] = [240, 4, 34];

/** What each value adds to a score or takes from it, as bars from a common line; what it takes is hatched. */
export function scoreShares(data: ScoreShares, locale: string): Drawn {
  const sign = (points: number): string => (points > 0 ? "+" : points < 0 ? "−" : "");
  const shares = data.shares.map(({ name, points }) => {
    return { name, points, shown: sign(points) + written(Math.abs(points), locale, 1) };
  });
  const rows = [{ name: data.base_label, points: data.base, shown: written(data.base, locale) }, ...shares];
  const points = rows.map((row) => row.points);
  const place = scaleOf([Math.min(0, ...points), Math.max(1, ...points)], "linear", EDGE, WIDTH - EDGE);
  const height = rows.length * ROW + 30;
  return {
    figure: drawing(
      data.alt,
      WIDTH,
      height,
      svg`${rows.map((row, at) => {
        const top = at * ROW;
        return svg`<text x=${EDGE} y=${top + 14}>${row.name}</text>
          <text class="value" x=${WIDTH - EDGE} y=${top + 14} text-anchor="end">${row.shown}</text>
          <path class=${row.points < 0 ? "hatch" : "solid"} d="M${place(0)} ${top + 24}H${place(row.points)}" />
          <path class="edge" d="M${place(0)} ${top + 18}v12" />`;
      })}
      <path class="edge" d="M${EDGE} ${rows.length * ROW + 4}H${WIDTH - EDGE}" />
      <text class="value" x=${EDGE} y=${height - 6}>${data.total_label}</text>
      <text class="value" x=${WIDTH - EDGE} y=${height - 6} text-anchor="end">${data.score}</text>`,
    ),
  };
}
