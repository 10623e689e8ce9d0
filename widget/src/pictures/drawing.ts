import { html, type TemplateResult } from "lit";

/** A picture's drawing, and lines below it that wrap as text does. All of it is in the picture's `alt` too. */
export interface Drawn {
  figure: TemplateResult;
  below?: unknown;
}

/** `strokes` on a sheet of `width` x `height` that shrinks with the message. */
export function drawing(alt: string, width: number, height: number, strokes: TemplateResult): TemplateResult {
  return html`<svg class="drawing" part="drawing" role="img" aria-label=${alt} viewBox="0 0 ${width} ${height}">
    ${strokes}
  </svg>`;
}

/** Keeps a text of about `length` characters centred on `x` inside the sheet. */
export function inside(x: number, length: number, width: number): number {
  const half = Math.min(length * 3.4, width / 2);
  return Math.min(Math.max(x, half), width - half);
}
