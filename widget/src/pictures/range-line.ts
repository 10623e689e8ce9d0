import { svg, type TemplateResult } from "lit";
import type { Ends, ScaleKind } from "../protocol.js";
import { tenfolds, type Scale } from "./scale.js";

/** A scale as a line with its range as a grey band on it, and small lines where a log scale comes to ten times as much. */
export function rangeLine(place: Scale, y: number, ends: Ends, kind: ScaleKind, range?: Ends): TemplateResult {
  const [low, high] = ends.map(place);
  const [from, to] = range?.map(place) ?? [];
  return svg`<path class="track" d="M${low} ${y}H${high}" />
    ${range ? svg`<path class="range" d="M${from} ${y}H${Math.max(to ?? 0, (from ?? 0) + 2)}" />` : ""}
    ${tenfolds(ends, kind).map((value) => svg`<path class="edge" d="M${place(value)} ${y - 9}v18" />`)}`;
}

/** A level arrow. */
export function arrow(from: number, to: number, y: number): TemplateResult {
  const back = to > from ? -6 : 6;
  return svg`<path class="arrow" d="M${from} ${y}H${to}m${back} -5l${-back} 5l${back} 5" />`;
}
